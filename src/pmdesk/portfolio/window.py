"""The days that a portfolio was read for."""

from __future__ import annotations

from datetime import date, timedelta

from pmdesk.frozen import frozen


@frozen
class Window:
    """A range of whole days, both ends included, in the project manager's zone."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def middle(self) -> date:
        """The day in the middle."""
        return self.first + (self.last - self.first) // 2

    def touches(self, start: date, end: date | None) -> bool:
        """Tell whether a dated range (``end`` None is open) shares a day with the window."""
        return start <= self.last and (end is None or end >= self.first)

    def wider(self, days: int) -> Window:
        """Give the window with so many days more at both ends, clipped to what a date can hold."""
        low, high = date.min.toordinal(), date.max.toordinal()
        first = date.fromordinal(max(low, self.first.toordinal() - days))
        return Window(first, date.fromordinal(min(high, self.last.toordinal() + days)))

    @classmethod
    def of_days(cls, first: date, days: int) -> Window:
        """Give the window from a day to ``days`` days after it."""
        return cls(first, first + timedelta(days=days))

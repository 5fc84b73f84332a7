"""Counting working days, forth and back, and past days on which nobody may work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pmdesk.errors import InputError
from pmdesk.schedule.working import Working

FARTHEST = 20_000
"""So many days are looked through for a working one."""
Ranges = Iterable[tuple[date, date]]


class Days:
    """The days on which all of some calendars work, and none of some ranges (both ends included) lies."""

    def __init__(self, calendars: Iterable[Working], closed: Ranges = ()) -> None:
        self._calendars = tuple(calendars)
        self._closed = tuple(closed)

    def on(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        works = all(calendar.on(day) for calendar in self._calendars)
        return works and not any(start <= day <= end for start, end in self._closed)

    def next(self, day: date, step: int = 1) -> date:
        """Give the first of them from a day on, the day itself included; back from it with ``step`` -1."""
        low, high = date.min.toordinal(), date.max.toordinal()
        for number in range(FARTHEST):
            ordinal = day.toordinal() + number * step
            if not low <= ordinal <= high:
                break
            if self.on(found := date.fromordinal(ordinal)):
                return found
        raise InputError(f"there is no working day near {day}", "look at working hours, holidays and blackouts")

    def at(self, anchor: date, offset: int) -> date:
        """Give the day so many of them from an anchor: 0 is the first from it on, -1 the last one before it."""
        day = self.next(anchor) if offset >= 0 else anchor
        step = 1 if offset >= 0 else -1
        for _ in range(abs(offset)):
            day = self.next(_beside(day, step), step)
        return day

    def between(self, anchor: date, day: date) -> int:
        """Give the offset at which ``at`` gives a day, or the working day that is next to it."""
        if day < anchor:
            return -sum(self.on(date.fromordinal(one)) for one in range(day.toordinal(), anchor.toordinal()))
        first = self.next(anchor).toordinal()
        return sum(self.on(date.fromordinal(one)) for one in range(first + 1, day.toordinal() + 1))


def _beside(day: date, step: int) -> date:
    ordinal = day.toordinal() + step
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        raise InputError(f"there is no working day beyond {day}")
    return date.fromordinal(ordinal)

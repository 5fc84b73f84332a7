"""Weekly hours of an engagement changed on some days, as changes of its allocations, which may not overlap."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pmdesk.model import Allocation, Engagement
from pmdesk.portfolio import Change, Portfolio, Put, Remove

ONE = timedelta(days=1)


def in_force(portfolio: Portfolio, deal: Engagement, day: date) -> Decimal:
    """Give the weekly hours in force on a day of an engagement's term."""
    rows = portfolio.allocations.get(deal.key, ())
    return next((row.weekly_hours for row in rows if row.start <= day <= row.end), deal.weekly_hours)


class Plan:
    """The weekly hours that an engagement shall have on some days."""

    def __init__(self, portfolio: Portfolio, deal: Engagement) -> None:
        self.portfolio, self.deal = portfolio, deal
        self.wanted: dict[date, Decimal] = {}

    def put(self, day: date, hours: Decimal) -> None:
        """Want so many weekly hours on a day."""
        self.wanted[day] = hours.normalize() + Decimal(0)

    def changes(self) -> tuple[Change, ...]:
        """Give the changes: allocations that the days cut into are shortened or split, new ones cover the days."""
        found: dict[date, Allocation] = {}
        before = {row.start: row for row in self.portfolio.allocations.get(self.deal.key, ())}
        for row in before.values():
            for first, last in self._kept(row):
                found[first] = Allocation(row.engagement, first, last, row.weekly_hours)
        for first, last in self._runs():
            found[first] = Allocation(self.deal.key, first, last, Decimal(f"{self.wanted[first]:f}"))
        gone = [Remove(Allocation, row.identity) for start, row in before.items() if start not in found]
        return (*gone, *(Put(row) for start, row in sorted(found.items()) if before.get(start) != row))

    def _kept(self, row: Allocation) -> list[tuple[date, date]]:
        """Give the stretches of an allocation that no wanted day lies in."""
        cuts = sorted(day for day in self.wanted if row.start <= day <= row.end)
        found, first = [], row.start
        for day in cuts:
            if first < day:
                found.append((first, day - ONE))
            first = day + ONE
        return [*found, (first, row.end)] if first <= row.end else found

    def _runs(self) -> list[tuple[date, date]]:
        """Give the wanted days as runs with the same hours; days between two of a week that are not mine join in."""
        found: list[tuple[date, date]] = []
        for day in sorted(self.wanted):
            joins = found and self.wanted[day] == self.wanted[found[-1][0]] and self._is_free(found[-1][1], day)
            if joins:
                found[-1] = found[-1][0], day
            else:
                found.append((day, day))
        return found

    def _is_free(self, last: date, day: date) -> bool:
        """Tell whether a run may go on from ``last`` to ``day``: they follow, or no allocation lies between."""
        if day - last == ONE:
            return True
        rows = self.portfolio.allocations.get(self.deal.key, ())
        same = last.isocalendar()[:2] == day.isocalendar()[:2]
        return same and not any(row.start < day and row.end > last for row in rows)

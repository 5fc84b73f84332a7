"""How a vendor's crews are taken, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.load import takes_part

WEEKS = 12
"""So many weeks from this one on are looked at."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A week: the most crews taken on any day of it, of all clients and of the one in focus, and how many there are."""

    monday: date
    peak: Decimal
    own: Decimal
    capacity: Decimal

    @property
    def is_over(self) -> bool:
        """Whether more is taken than there is."""
        return self.peak > self.capacity


def vendor_weeks(portfolio: Portfolio, vendor: str, today: date, focus: str | None, weeks: int = WEEKS) -> list[Taken]:
    """Give what a vendor is promised for, week by week from this one on; proposed and cancelled work does not count."""
    capacity = portfolio.vendors[vendor].capacity
    work = []
    for row in portfolio.assignments.values():
        engagement = portfolio.engagements[row.engagement]
        if row.vendor == vendor and row.status != "cancelled" and takes_part(portfolio, engagement, frozenset()):
            work.append((row.start, portfolio.assignment_end(row) or date.max, row.units, engagement.client == focus))
    begun = today - timedelta(days=today.weekday())
    found = []
    for at in range(weeks):
        monday = begun + timedelta(days=7 * at)
        here = [one for one in work if one[0] <= monday + timedelta(days=6) and one[1] >= monday]
        own = _peak(monday, [one for one in here if one[3]])
        found.append(Taken(monday, _peak(monday, here), own, capacity))
    return found


def _peak(monday: date, work: list[tuple[date, date, Decimal, bool]]) -> Decimal:
    days = [monday + timedelta(days=step) for step in range(7)]
    return max(sum((units for start, end, units, _ in work if start <= day <= end), Decimal(0)) for day in days)

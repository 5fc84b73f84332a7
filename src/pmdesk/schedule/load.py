"""Planned and available hours by ISO week.

Planned: over the active engagements, for each of my normal working weekdays in the week that lies inside the term, the
weekly hours in force on that day ÷ the number of my normal working weekdays. Available: the length by the clock of the
working hours of my working days in the week, none on a day of my blackouts. Sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmdesk.model import Allocation, Engagement
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.working import Calendars, Working

_UNIT = 10_000
"""Hours are kept with 4 places, so this makes whole numbers of them."""


def rounded(value: Fraction | int) -> Decimal:
    """Give a number that is not negative with 2 places, half up."""
    hundredths = (Fraction(value) * 200 + 1) // 2
    return Decimal(hundredths).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week: hours planned, hours available, and planned hours by engagement, with 2 places.

    ``exact_planned`` and ``exact_available`` are the same without rounding.
    """

    monday: date
    planned: Decimal
    available: Decimal
    by_engagement: Mapping[str, Decimal] = field(default_factory=dict)
    exact_planned: Fraction = Fraction(0)
    exact_available: Fraction = Fraction(0)


def takes_part(portfolio: Portfolio, engagement: Engagement, with_: frozenset[str]) -> bool:
    """Tell whether an engagement counts: not closed, not of an archived client, proposed only if it was asked for."""
    if portfolio.clients[engagement.client].status == "archived" or engagement.status == "closed":
        return False
    return engagement.status != "proposed" or engagement.key in with_


def weeks(portfolio: Portfolio, window: Window, with_: frozenset[str] = frozenset()) -> list[Week]:
    """Give the ISO weeks that touch a window, in order; ``with_`` are proposed engagements that count."""
    counted = [
        row for row in portfolio.engagements.values() if row.status != "paused" and takes_part(portfolio, row, with_)
    ]
    mine = Calendars(portfolio).of("me")
    leave = [(row.start, row.end) for row in portfolio.blackouts.values() if row.who == "me"]
    return [_week(monday, portfolio, counted, mine, leave) for monday in mondays(window)]


def mondays(window: Window) -> list[date]:
    """Give the Mondays of the ISO weeks that touch a window."""
    first = window.first.toordinal() - window.first.weekday()
    return [date.fromordinal(day) for day in range(max(first, 1), window.last.toordinal() + 1, 7)]


def _week(
    monday: date,
    portfolio: Portfolio,
    counted: Iterable[Engagement],
    mine: Working,
    leave: list[tuple[date, date]],
) -> Week:
    low = monday.toordinal()
    normal = mine.normal_weekdays()
    days = [date.fromordinal(low + step) for step in sorted(normal) if low + step <= date.max.toordinal()]
    planned: dict[str, int] = {}
    for row in counted:
        total = _planned(row, days, portfolio.allocations.get(row.key, ()))
        if total:
            planned[row.key] = total
    there = [day for day in days if not any(start <= day <= end for start, end in leave)]
    share = _UNIT * len(normal)
    available = Fraction(sum(mine.minutes_on(day) for day in there), 60)
    exact = Fraction(sum(planned.values()), share)
    by_engagement = {key: rounded(Fraction(total, share)) for key, total in planned.items()}
    return Week(monday, rounded(exact), rounded(available), by_engagement, exact, available)


def _planned(row: Engagement, days: list[date], allocations: tuple[Allocation, ...]) -> int:
    """Give the sum of the weekly hours in force on days of the term, in ten-thousandths of an hour."""
    if not days or row.start > days[-1] or (row.end is not None and row.end < days[0]):
        return 0
    inside = [day for day in days if row.start <= day and (row.end is None or day <= row.end)]
    total = Decimal(0)
    for day in inside:
        total += next((part.weekly_hours for part in allocations if part.start <= day <= part.end), row.weekly_hours)
    return int(total * _UNIT)

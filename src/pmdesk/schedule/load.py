"""Planned and available hours by ISO week.

Planned: over the active engagements, for each of my normal working weekdays in the week that lies inside the term, the
weekly hours in force on that day ÷ the number of my normal working weekdays. Available: the length by the clock of the
working hours of my working days in the week, none on a day of my blackouts. Sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pmdesk.frozen import field, frozen
from pmdesk.model import Allocation, Engagement
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.working import Calendars, Working

_UNIT = 10_000
"""Hours are kept with 4 places, so this makes whole numbers of them."""


def rounded(value: Fraction | int) -> Decimal:
    """Give a number that is not negative with 2 places, half up."""
    hundredths = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    return Decimal(hundredths).scaleb(-2)


@frozen
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
    terms = [
        _Term(row, portfolio.allocations.get(row.key, ()))
        for row in portfolio.engagements.values()
        if row.status != "paused" and takes_part(portfolio, row, with_)
    ]
    mine = Calendars(portfolio).of("me")
    leave = [(row.start, row.end) for row in portfolio.blackouts.values() if row.who == "me"]
    return [_week(monday, terms, mine, leave) for monday in mondays(window)]


def mondays(window: Window) -> list[date]:
    """Give the Mondays of the ISO weeks that touch a window."""
    first = window.first.toordinal() - window.first.weekday()
    return [date.fromordinal(day) for day in range(max(first, 1), window.last.toordinal() + 1, 7)]


class _Term:
    """An engagement's term as ordinals and its weekly hours in ten-thousandths, with its allocations."""

    __slots__ = ("end", "key", "parts", "start", "units")

    def __init__(self, row: Engagement, allocations: Iterable[Allocation]) -> None:
        self.key, self.units = row.key, int(row.weekly_hours * _UNIT)
        self.start = row.start.toordinal()
        self.end = row.end.toordinal() if row.end else date.max.toordinal()
        self.parts = [
            (part.start.toordinal(), part.end.toordinal(), int(part.weekly_hours * _UNIT)) for part in allocations
        ]

    def planned(self, days: list[int]) -> int:
        """Give the sum of the weekly hours in force on those of some days that lie inside the term."""
        first, last = days[0], days[-1]
        parts = [part for part in self.parts if part[0] <= last and part[1] >= first]
        inside = [day for day in days if self.start <= day <= self.end]
        return sum(next((part[2] for part in parts if part[0] <= day <= part[1]), self.units) for day in inside)


@lru_cache(maxsize=4096)
def _hours(total: int, share: int) -> Decimal:
    return rounded(Fraction(total, share))


def _planned(terms: Iterable[_Term], days: list[int]) -> dict[str, int]:
    """Give what ``planned`` gives of each term with hours on some days, by engagement."""
    first, last, count = days[0], days[-1], len(days)
    found = {}
    for term in terms:
        if term.start > last or term.end < first:
            continue
        is_plain = not term.parts and term.start <= first and term.end >= last
        total = term.units * count if is_plain else term.planned(days)
        if total:
            found[term.key] = total
    return found


def _week(monday: date, terms: Iterable[_Term], mine: Working, leave: list[tuple[date, date]]) -> Week:
    low = monday.toordinal()
    normal = sorted(mine.normal_weekdays())
    days = [low + weekday for weekday in normal if low + weekday <= date.max.toordinal()]
    planned = _planned(terms, days) if days else {}
    held = [date.fromordinal(day) for day in days]
    there = [day for day in held if not any(start <= day <= end for start, end in leave)]
    share = _UNIT * len(normal)
    available = Fraction(sum(mine.minutes_on(day) for day in there), 60)
    exact = Fraction(sum(planned.values()), share)
    by_engagement = {key: _hours(total, share) for key, total in planned.items()}
    return Week(monday, rounded(exact), rounded(available), by_engagement, exact, available)

"""Planned and available hours by ISO week.

Planned: over the active engagements, for each of my normal working weekdays in the week that lies inside the term, the
weekly hours in force on that day ÷ the number of my normal working weekdays. Available: the length by the clock of the
working hours of my working days in the week, none on a day of my blackouts. Sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from pmdesk.frozen import field, frozen
from pmdesk.model import Allocation, Engagement
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.working import Calendars

_UNIT = 10_000
"""Hours are kept with 4 places, so this makes whole numbers of them."""


def rounded(value: Fraction | int) -> Decimal:
    """Give a number that is not negative with 2 places, half up."""
    return Decimal(hundredths(value)).scaleb(-2)


def hundredths(value: Fraction | int) -> int:
    """Give the same number in hundredths."""
    if isinstance(value, int):
        return 100 * value
    return (200 * value.numerator + value.denominator) // (2 * value.denominator)


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


class _Sums(NamedTuple):
    """A week's sums: planned by engagement and in all, in hours times ``share``, and what is available, in minutes."""

    monday: date
    planned: Mapping[str, int]
    total: int
    minutes: int
    share: int


def takes_part(portfolio: Portfolio, engagement: Engagement, with_: frozenset[str]) -> bool:
    """Tell whether an engagement counts: not closed, not of an archived client, proposed only if it was asked for."""
    if portfolio.clients[engagement.client].status == "archived" or engagement.status == "closed":
        return False
    return engagement.status != "proposed" or engagement.key in with_


def weeks(portfolio: Portfolio, window: Window, with_: frozenset[str] = frozenset()) -> list[Week]:
    """Give the ISO weeks that touch a window, in order; ``with_`` are proposed engagements that count."""
    return [_week(sums) for sums in _sums(portfolio, window, with_)]


def overloaded(portfolio: Portfolio, window: Window, with_: frozenset[str] = frozenset()) -> list[Week]:
    """Give those of the weeks in which more is planned than there are hours."""
    return [_week(one) for one in _sums(portfolio, window, with_) if one.total * 60 > one.minutes * one.share]


def _sums(portfolio: Portfolio, window: Window, with_: frozenset[str]) -> Iterator[_Sums]:
    early, late = date.fromordinal(max(window.first.toordinal() - 6, 1)), _sunday(window.last)
    terms = [
        _Term(row, portfolio.allocations.get(row.key, ()))
        for row in portfolio.engagements.values()
        if row.start <= late and (row.end is None or row.end >= early)
        if row.status != "paused" and takes_part(portfolio, row, with_)
    ]
    mine = Calendars(portfolio).of("me")
    leave = [(row.start, row.end) for row in portfolio.blackouts.values() if row.who == "me"]
    normal = sorted(mine.normal_weekdays())
    for monday in mondays(window):
        days = [day for day in (monday.toordinal() + weekday for weekday in normal) if day <= date.max.toordinal()]
        planned = _planned(terms, days) if days else {}
        held = map(date.fromordinal, days)
        there = [day for day in held if not any(start <= day <= end for start, end in leave)]
        minutes = sum(map(mine.minutes_on, there))
        yield _Sums(monday, planned, sum(planned.values()), minutes, _UNIT * len(normal))


def _sunday(day: date) -> date:
    """Give the last day of a day's ISO week, held within the calendar."""
    return date.fromordinal(min(day.toordinal() + 6 - day.weekday(), date.max.toordinal()))


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


def _week(sums: _Sums) -> Week:
    exact, available = Fraction(sums.total, sums.share), Fraction(sums.minutes, 60)
    by_engagement = {key: _hours(total, sums.share) for key, total in sums.planned.items()}
    return Week(sums.monday, rounded(exact), rounded(available), by_engagement, exact, available)

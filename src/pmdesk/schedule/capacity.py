"""Load by day and by week, of each engagement and client: what ``schedule.load`` sums, taken apart.

A day's planned hours are, over the active engagements, the weekly hours in force on it ÷ the number of my normal
working weekdays, on those weekdays inside the term. Its available hours are the length by the clock of its working
hours, none on a public holiday or on a day of my blackouts. The days of an ISO week add up to its ``Week``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmdesk.frozen import field, frozen
from pmdesk.model import Engagement
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.load import Week, takes_part
from pmdesk.schedule.working import Calendars

ZERO = Fraction(0)


@frozen
class DayLoad:
    """One day: exact hours planned and available, and those planned by engagement."""

    day: date
    planned: Fraction
    available: Fraction
    by_engagement: Mapping[str, Fraction] = field(default_factory=dict)


def days(portfolio: Portfolio, window: Window, with_: frozenset[str] = frozenset()) -> list[DayLoad]:
    """Give the load of each day of a window; ``with_`` are proposed engagements that count."""
    counted = [
        row
        for row in portfolio.engagements.values()
        if row.status != "paused" and takes_part(portfolio, row, with_)
    ]  # fmt: skip
    free = Free(portfolio)
    found = []
    for ordinal in range(window.first.toordinal(), window.last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        hours = {row.key: free.share(in_force(portfolio, row, day), day) for row in counted}
        planned = {key: value for key, value in hours.items() if value}
        found.append(DayLoad(day, sum(planned.values(), ZERO), free.on(day), planned))
    return found


def in_force(portfolio: Portfolio, row: Engagement, day: date) -> Decimal:
    """Give the weekly hours of an engagement that are in force on a day; 0 outside its term."""
    if day < row.start or (row.end is not None and day > row.end):
        return Decimal(0)
    parts = portfolio.allocations.get(row.key, ())
    return next((part.weekly_hours for part in parts if part.start <= day <= part.end), row.weekly_hours)


class Free:
    """What my days have to give."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.mine = Calendars(portfolio).of("me")
        self.normal = self.mine.normal_weekdays()
        self._leave = [(row.start, row.end) for row in portfolio.blackouts.values() if row.who == "me"]

    def on(self, day: date) -> Fraction:
        """Give the hours available on a day."""
        if any(start <= day <= end for start, end in self._leave):
            return ZERO
        return Fraction(self.mine.minutes_on(day), 60)

    def share(self, weekly: Decimal, day: date) -> Fraction:
        """Give what weekly hours mean for a day: their part of a normal working weekday, else none."""
        return Fraction(weekly) / len(self.normal) if day.weekday() in self.normal else ZERO


def by_client(portfolio: Portfolio, week: Week) -> dict[str, Decimal]:
    """Give the planned hours of a week by client, with 2 places, sorted by key."""
    found: dict[str, Decimal] = {}
    for key, hours in week.by_engagement.items():
        client = portfolio.client_of(key)
        found[client] = found.get(client, Decimal(0)) + hours
    return dict(sorted(found.items()))

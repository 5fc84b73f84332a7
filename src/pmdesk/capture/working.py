"""The working days of one: the weekdays of their hours, less the public holidays of their region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pmdesk.model.hours import parse_hours
from pmdesk.portfolio import Portfolio

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Weekdays that are worked (Monday is 0), and public holidays with their names."""

    weekdays: frozenset[int]
    holidays: Mapping[date, str]

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def step(self, day: date, count: int) -> date:
        """Give the ``count``-th working day after a day, or before it where negative; OverflowError past the years."""
        way = ONE if count > 0 else -ONE
        left = abs(count)
        while left:
            day += way
            left -= day in self
        return day

    def closed(self, day: date) -> str | None:
        """Give why a day is none: the holiday's name, or nothing to name (``""``); None where it is worked."""
        if day in self:
            return None
        return self.holidays[day] if day.weekday() in self.weekdays else ""


def working_days(portfolio: Portfolio, who: str) -> WorkingDays:
    """Give the working days of ``me``, ``client/KEY`` or ``vendor/KEY``."""
    week = parse_hours(portfolio.hours_of(who))
    return WorkingDays(frozenset(day for day, spans in enumerate(week) if spans), portfolio.holidays_of(who))

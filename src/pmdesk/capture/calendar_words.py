"""The names of weekdays and months as they are typed, and the arithmetic of weeks, months and quarters."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

WEEKDAYS = {name[:3]: at for at, name in enumerate(_WEEKDAYS)} | {name: at for at, name in enumerate(_WEEKDAYS)}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
"""Weekdays by name, Monday is 0."""

MONTHS = {name[:3]: at for at, name in enumerate(_MONTHS, 1)} | {name: at for at, name in enumerate(_MONTHS, 1)}
MONTHS |= {"sept": 9}
"""Months by name, January is 1."""

WORDS_IN_CAPITALS = frozenset({"SAT", "SUN", "MON"})
"""In capitals these are words (a site acceptance test), not weekdays."""


def month_name(month: int) -> str:
    """Give ``December``."""
    return _MONTHS[month - 1].capitalize()


def weekday_name(weekday: int) -> str:
    """Give ``Friday`` of 4."""
    return _WEEKDAYS[weekday].capitalize()


def longest(month: int) -> int:
    """Give the number of days that a month may have: 29 of February."""
    return monthrange(2024, month)[1]


def monday_of(day: date) -> date:
    """Give the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def add_months(day: date, months: int) -> date:
    """Give the same day of a month so many months on, clipped to its last; OverflowError past the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """Give the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def end_of_quarter(day: date) -> date:
    """Give the last day of a day's calendar quarter."""
    month = (day.month - 1) // 3 * 3 + 3
    return date(day.year, month, monthrange(day.year, month)[1])


def yearly(month: int, day: int, since: date, way: int) -> date | None:
    """Give the next such day from ``since`` on, or the last up to it where ``way`` is -1; None past the calendar.

    29 February waits for a leap year: 8 years at most, where a century leaves one out.
    """
    for step in range(10):
        try:
            found = date(since.year + way * step, month, day)
        except ValueError:
            continue
        if (found - since).days * way >= 0:
            return found
    return None


def weekly(week: int, weekday: int, since: date, way: int) -> date | None:
    """Give that weekday (1 is Monday) of the next such ISO week, so that it isn't before ``since``; None if none.

    With ``way`` -1 the last that isn't after ``since``. A week 53 waits for a year that has one: 7 years at most.
    """
    for step in range(-1, 10):
        try:
            found = date.fromisocalendar(since.isocalendar().year + way * step, week, weekday)
        except ValueError:
            continue
        if (found - since).days * way >= 0:
            return found
    return None

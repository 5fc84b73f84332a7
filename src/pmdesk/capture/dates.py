"""Dates as they are typed; what can't be read for certain is refused in words, never guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_STEP = re.compile(r"([+-])(\d{1,4})([dw])\Z", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})\s+([a-z]{3,9})(?:\s+(\d{4}))?\Z", re.ASCII)
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})(?:/\d{2,4})?\Z", re.ASCII)


def read_date(text: str, today: date) -> date:
    """Read a day; ValueError says what is wrong with the text.

    ``2026-12-11`` · ``11 dec`` (the next one from today on) · ``11 dec 2026`` · ``today`` · ``tomorrow`` · ``fri`` (the
    next one after today) · ``+3d`` ``-2w``.
    """
    typed = " ".join(text.lower().split())
    try:
        found = _relative(typed, today) or _absolute(typed, today)
    except OverflowError:
        raise ValueError("is further off than a date can be") from None
    if found is None:
        raise ValueError("is not a date (11 dec, fri, +3d, 2026-12-11)")
    return found


def _relative(typed: str, today: date) -> date | None:
    if typed in {"today", "tomorrow"}:
        return today + timedelta(days=typed == "tomorrow")
    if typed in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(typed) - today.weekday() - 1) % 7 + 1)
    match = _STEP.match(typed)
    if match:
        days = int(match[2]) * (7 if match[3] == "w" else 1)
        return today + timedelta(days=-days if match[1] == "-" else days)
    return None


def _absolute(typed: str, today: date) -> date | None:
    match = _ISO.match(typed)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _SLASH.match(typed)
    if match:
        one, two = int(match[1]), int(match[2])
        readings = [f"{day} {MONTHS[month - 1]}" for day, month in ((one, two), (two, one)) if 1 <= month <= 12]
        raise ValueError("can be read in two ways: " + " or ".join(dict.fromkeys(readings)) if readings else "is no date")
    match = _NAMED.match(typed)
    if not match:
        return None
    month = next((at for at, name in enumerate(MONTHS, 1) if match[2] in {name, _FULL[at - 1]}), 0)
    if not month:
        raise ValueError(f"names no month: {match[2]}")
    if match[3]:
        return _day(int(match[3]), month, int(match[1]))
    return _next(today, month, int(match[1]))


def _next(today: date, month: int, day: int) -> date:
    """Give the next such day from today on; 29 February waits for a leap year."""
    for year in range(today.year, min(today.year + 9, date.max.year + 1)):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(f"is no day: {MONTHS[month - 1].title()} has no {day}")


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("is no day of the calendar") from None


_FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

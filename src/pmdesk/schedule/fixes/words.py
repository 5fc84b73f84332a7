"""Days and moments in the words of the journal."""

from __future__ import annotations

from datetime import date, datetime

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(at: date, today: date) -> str:
    """Give ``11 Dec``, with the year where it is more than half a year off."""
    year = f" {at.year}" if at.year != today.year and abs((at - today).days) > 180 else ""
    return f"{at.day} {_MONTHS[at.month]}{year}"


def moment(at: datetime, today: date) -> str:
    """Give ``Tue 1 Dec 10:00``."""
    return f"{_DAYS[at.weekday()]} {day(at.date(), today)} {at:%H:%M}"


def days(first: date, last: date | None, today: date) -> str:
    """Give ``7 Dec – 18 Dec``; an end of None is left open."""
    if last == first:
        return day(first, today)
    return f"{day(first, today)} – {day(last, today)}" if last else f"{day(first, today)} on"

"""Days, times and durations in words, the same on every screen; written out here, for no locale may change them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG = {
    "double-booking": "double-booked",
    "overbooked": "vendor overbooked",
    "exclusivity": "exclusivity broken",
    "overload": "over capacity",
    "blackout": "in blackout",
    "non-working-day": "not a working day",
    "outside-term": "outside the term",
    "dependency": "before predecessor",
    "pile-up": "pile-up",
    "outside-hours": "outside hours",
    "travel": "no time to travel",
}
"""What a kind of conflict is called in a line."""


def short_day(day: date, today: date | None = None) -> str:
    """Give ``11 Dec``, with the year where it is not that of ``today``."""
    year = f" {day.year}" if today and day.year != today.year and abs((day - today).days) > 300 else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def week_day(day: date, today: date | None = None) -> str:
    """Give ``Fri 11 Dec``."""
    return f"{DAYS[day.weekday()]} {short_day(day, today)}"


def list_day(day: date, today: date) -> str:
    """Give ``Fri 11 Dec``, in a column of ten cells: far from today ``2025-12-11``."""
    return week_day(day) if abs((day - today).days) <= 300 or day.year == today.year else day.isoformat()


def full_day(day: date) -> str:
    """Give ``Fri 11 Dec 2026``."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def count(number: int | Decimal, one: str, many: str = "") -> str:
    """Give ``1 day``, ``2 days``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def away(day: date, today: date) -> str:
    """Give how far off a day is: ``today``, ``in 3 days``, ``5 days ago``."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def day_range(first: date, last: date, today: date | None = None) -> str:
    """Give ``7 – 18 Dec``, ``9 Dec – 3 Jan``, or one day."""
    if first == last:
        return week_day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {short_day(last, today)}"
    return f"{short_day(first, today)} – {short_day(last, today)}"


def time_range(start: datetime, end: datetime, zone: str) -> str:
    """Give ``Tue 1 Dec 10:00–10:45`` of two aware moments in a zone."""
    from zoneinfo import ZoneInfo

    first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    tail = f"{last:%H:%M}" if last.date() == first.date() else f"{week_day(last.date())} {last:%H:%M}"
    return f"{week_day(first.date())} {first:%H:%M}–{tail}"


def city(zone: str) -> str:
    """Give the place in an IANA zone's name: ``Madrid`` of ``Europe/Madrid``."""
    return zone.rpartition("/")[2].replace("_", " ")


def hours(value: Decimal) -> str:
    """Give hours with at most one decimal, ``37.5``."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def minutes(length: timedelta) -> str:
    """Give a length as ``45m``, ``1h``, ``1h30``."""
    whole, rest = divmod(int(length.total_seconds()) // 60, 60)
    if not whole:
        return f"{rest}m"
    return f"{whole}h{rest:02d}" if rest else f"{whole}h"

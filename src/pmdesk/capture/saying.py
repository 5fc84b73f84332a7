"""Days, spans and places in the words of a reading; written out here, for no locale may change them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def full_day(day: date) -> str:
    """Give ``Fri 27 Nov 2026``."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def near_day(day: date, today: date) -> str:
    """Give ``Tue 1 Dec``, with the year where it is not that of ``today``."""
    text = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def away(day: date, today: date) -> str:
    """Give how far off a day is: ``today``, ``in 3 days``, ``5 days ago``."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def dated(day: date, today: date) -> str:
    """Give ``Fri 27 Nov 2026, in 4 days``."""
    return f"{full_day(day)}, {away(day, today)}"


def days_long(first: date, last: date) -> str:
    """Give ``Thu 24 Dec 2026 – Sat 2 Jan 2027, 10 days``, or one day with its year."""
    if first == last:
        return full_day(first)
    return f"{full_day(first)} – {full_day(last)}, {(last - first).days + 1} days"


def city(zone: str) -> str:
    """Give the place in an IANA zone's name: ``Madrid`` of ``Europe/Madrid``."""
    return zone.rpartition("/")[2].replace("_", " ")


def clock(wall: datetime) -> str:
    """Give ``10:00``."""
    return f"{wall.hour:02}:{wall.minute:02}"


def length(span: timedelta) -> str:
    """Give a length as ``45m``, ``1h``, ``1h30``."""
    whole, rest = divmod(int(span.total_seconds()) // 60, 60)
    if not whole:
        return f"{rest}m"
    return f"{whole}h{rest:02}" if rest else f"{whole}h"

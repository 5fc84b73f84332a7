"""Days, shares and measured values as a report says them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmdesk.model.kinds import form_number
from pmdesk.portfolio import Portfolio, Window

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """Give ``Fri 11 Dec 2026``."""
    return f"{_DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """Give ``11 Dec 2026``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def span(period: Window) -> str:
    """Give ``17 – 23 Nov 2026``, with the month and the year at the start where they are others."""
    first, last = period.first, period.last
    if first == last:
        return short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {short_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {short_day(last)}"
    return f"{short_day(first)} – {short_day(last)}"


def days(number: int) -> str:
    """Give ``1 day``, ``7 days``."""
    return f"{number} day" if number == 1 else f"{number} days"


def slip(number: int) -> str:
    """Give how far a day is from its baseline: ``7 days late``, ``2 days early``, ``none``."""
    return f"{days(abs(number))} {'late' if number > 0 else 'early'}" if number else "none"


def shift(number: int) -> str:
    """Give by how much a day has moved: ``7 days later``, ``1 day earlier``."""
    return f"{days(abs(number))} {'later' if number > 0 else 'earlier'}"


def percent(share: Fraction) -> str:
    """Give a share in whole per cent, half up."""
    return f"{int((share * 200 + 1) // 2)} %"


def measured(value: Decimal, unit: str) -> str:
    """Give a value with its unit: ``88 %``, ``21 h``, ``3``."""
    return f"{form_number(value)} {unit}".rstrip()


def owner(seen: Portfolio, who: str) -> str:
    """Name an owner as an audience knows it."""
    return "project manager" if who == "me" else seen.name_of(who)


def line(text: str, most: int = 200) -> str:
    """Give a text in one line of at most so many characters."""
    flat = " ".join(text[: most * 4].split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"

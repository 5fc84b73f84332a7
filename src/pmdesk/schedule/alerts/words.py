"""Days and numbers as alerts say them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmdesk.model.kinds import form_number

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Days:
    """Says days as seen from today; each is put into words once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._known: dict[date, str] = {}

    def __call__(self, day: date) -> str:
        """Give ``Fri 11 Dec``, with the year where it is not this one."""
        found = self._known.get(day)
        if found is None:
            year = f" {day.year}" if day.year != self.today.year else ""
            found = self._known[day] = f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month]}{year}"
        return found

    def away(self, day: date) -> str:
        """Give how far off a day is: ``today``, ``in 3 days``, ``5 days ago``."""
        days = (day - self.today).days
        if -1 <= days <= 1:
            return ("yesterday", "today", "tomorrow")[days + 1]
        return f"in {days} days" if days > 0 else f"{-days} days ago"


def count(number: int, one: str) -> str:
    """Give ``1 day``, ``2 days``."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def measured(value: Decimal, unit: str) -> str:
    """Give a value with its unit: ``88 %``, ``3``."""
    return f"{form_number(value)} {unit}".rstrip()


def percent(share: Fraction) -> str:
    """Give a share in whole per cent, half up."""
    return f"{int((share * 200 + 1) // 2)} %"

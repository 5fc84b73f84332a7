"""The days that a report is about, and how a person names them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from pmdesk.errors import InputError
from pmdesk.model import Engagement
from pmdesk.portfolio import Window

FORMS = "week, last-week, month, last-month, quarter, 2026-W48, 2026-11, 2026-Q4, or 2026-11-01..2026-11-23"
_DAYS = {"weekly": 7, "biweekly": 14}
_WEEK = re.compile(r"(\d{4})-W(\d{2})\Z", re.ASCII | re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])\Z", re.ASCII | re.IGNORECASE)


def read_period(text: str, today: date) -> Window:
    """Read a period as a person writes it; InputError says which forms there are."""
    try:
        found = _named(text.strip().lower(), today) or _written(text.strip())
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise InputError(f"{text!r} is no period", FORMS)
    if found.last < found.first:
        raise InputError(f"the period {text} ends before it begins")
    return found


def _named(word: str, today: date) -> Window | None:
    monday = today - timedelta(days=today.weekday())
    if word in {"week", "last-week"}:
        first = monday - timedelta(days=7 if word == "last-week" else 0)
        return Window(first, first + timedelta(days=6))
    if word in {"month", "last-month"}:
        first = today.replace(day=1)
        return _months((first - timedelta(days=1)).replace(day=1) if word == "last-month" else first, 1)
    if word == "quarter":
        return _months(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3)
    return None


def _written(text: str) -> Window | None:
    if found := _WEEK.match(text):
        first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return Window(first, first + timedelta(days=6))
    if found := _MONTH.match(text):
        return _months(date(int(found[1]), int(found[2]), 1), 1)
    if found := _QUARTER.match(text):
        return _months(date(int(found[1]), int(found[2]) * 3 - 2, 1), 3)
    first_text, dots, last_text = text.partition("..")
    return Window(_day(first_text), _day(last_text)) if dots else None


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip(), re.ASCII):
        raise ValueError
    return date.fromisoformat(text.strip())


def _months(first: date, count: int) -> Window:
    """Give so many whole months from the first day of one on."""
    months = first.year * 12 + first.month - 2 + count
    year, month = months // 12, months % 12 + 1
    return Window(first, date(year, month, monthrange(year, month)[1]))


def usual_period(rows: Iterable[Engagement], today: date) -> Window:
    """Give the period up to today of the shortest rhythm in which reports are owed; a week where none is agreed."""
    owed = {row.report_every for row in rows if row.report_every}
    days = min((_DAYS[every] for every in owed if every in _DAYS), default=None)
    if days is None and "monthly" in owed and today.toordinal() > 31:
        before = today.replace(day=1) - timedelta(days=1)
        return Window(before.replace(day=min(today.day, before.day)) + timedelta(days=1), today)
    return Window(date.fromordinal(max(1, today.toordinal() - (days or 7) + 1)), today)


def following(period: Window) -> Window:
    """Give the period of the same length after one: whole months after whole months, else as many days."""
    first = _later(period.last, 1)
    if period.first.day == 1 and first.day == 1 and first > period.last:
        months = (first.year - period.first.year) * 12 + first.month - period.first.month
        try:
            return _months(first, months)
        except ValueError:
            return Window(first, date.max)
    return Window(first, _later(period.last, (period.last - period.first).days + 1))


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))

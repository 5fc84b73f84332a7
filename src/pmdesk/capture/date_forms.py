"""The forms that a day may be written in, each a function: words from a place on, what is asked → an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from pmdesk.capture import calendar_words as names
from pmdesk.capture.asking import Answer, Asking, Found, Refusal, one
from pmdesk.capture.saying import MONTHS
from pmdesk.capture.words import Word

Words = Sequence[Word]
Form = Callable[[Words, Asking], Answer]

_WEEK = re.compile(r"(?:(\d{4})-?)?w(\d{1,2})\Z", re.ASCII)
_STEP = re.compile(r"(?P<sign>[+-])(?P<count>\d{1,4})(?P<unit>wd|[dwm])\Z", re.ASCII)
_NO_STEP = re.compile(r"[+-]\d+[a-z]+\Z", re.ASCII)
_FROM = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*?)(?P<step>[+-]\d{1,4}(?:wd|[dwm]))\Z", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\Z", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)\d\d\Z", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_SLASH = re.compile(r"(\d{1,4})/(\d{1,2})(?:/(\d{1,4}))?\Z", re.ASCII)
_POINTS = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\Z", re.ASCII)
MOST_WORKING_DAYS = 999


def _low(words: Words, at: int) -> str:
    return words[at].low if at < len(words) else ""


def _named(words: Words, asking: Asking) -> Answer:
    """``today`` ``tomorrow`` ``yesterday`` ``eow`` ``eom`` ``eoq``."""
    today, word = asking.today, words[0].low
    if word in {"today", "tomorrow", "yesterday"}:
        return one(today + timedelta(days=("yesterday", "today", "tomorrow").index(word) - 1))
    if word == "eow":
        last = max(asking.working.weekdays, default=6)
        return one(names.monday_of(today) + timedelta(days=last))
    if word == "eom":
        return one(names.end_of_month(today))
    return one(names.end_of_quarter(today)) if word == "eoq" else None


def _weekday(words: Words, asking: Asking) -> Answer:
    """``fri``: the next one after today; where days are looked back at, the last one before it."""
    at = names.WEEKDAYS.get(words[0].low)
    if at is None or words[0].plain in names.WORDS_IN_CAPITALS:
        return None
    if asking.sense == "past":
        return one(asking.base - timedelta(days=(asking.base.weekday() - at - 1) % 7 + 1))
    return one(asking.base + timedelta(days=(at - asking.base.weekday() - 1) % 7 + 1))


def _of_week(words: Words, asking: Asking) -> Answer:
    """``next fri``: that of the next ISO week; ``next week`` and ``this week``: all of its days."""
    which, what = words[0].low, _low(words, 1)
    if which not in {"next", "this", "last"}:
        return None
    if what == "week" and which != "last":
        monday = names.monday_of(asking.today) + timedelta(weeks=which == "next")
        return Found(monday, monday + timedelta(days=6), 2, is_span=True)
    if what not in names.WEEKDAYS or words[1].plain in names.WORDS_IN_CAPITALS:
        return None
    if which != "next":
        return Refusal(2, f"is not read (want {what}, next {what} or 12 dec)")
    monday = names.monday_of(asking.today) + timedelta(weeks=1)
    return one(monday + timedelta(days=names.WEEKDAYS[what]), 2)


def _week(words: Words, asking: Asking) -> Answer:
    """``w48``: the Monday of the next such ISO week, as a due date its Friday, as days all of it; ``2027-w48``."""
    match = _WEEK.match(words[0].low)
    if not match:
        return None
    week = int(match[2])
    if not 1 <= week <= 53:
        return Refusal(1, "is no ISO week (want w1 to w53)")
    weekday = {"due": 5, "span": 7}.get(asking.sense, 1)
    if match[1]:
        found = _week_of_year(int(match[1]), week, weekday)
        if found is None:
            return Refusal(1, f"is no week: {match[1]} has 52")
    else:
        found = names.weekly(week, weekday, asking.base, -1 if asking.sense == "past" else 1)
    if found is None:
        return Refusal(1, "is further off than a date can be")
    if asking.sense == "span":
        return Found(found - timedelta(days=6), found, 1, is_span=True)
    return one(found)


def _week_of_year(year: int, week: int, weekday: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None


def stepped(day: date, step: str, asking: Asking) -> date | str:
    """Give the day ``+3d``, ``-2w``, ``+1m`` (clipped) or ``+5wd`` from a day; words where that can't be."""
    match = _STEP.match(step)
    if not match:
        return "is no step (want +3d, +5wd, +2w or +1m)"
    count = int(match["sign"] + match["count"])
    if match["unit"] == "m":
        return names.add_months(day, count)
    if match["unit"] != "wd":
        return day + timedelta(days=count * (7 if match["unit"] == "w" else 1))
    if not 1 <= abs(count) <= MOST_WORKING_DAYS:
        return f"is no step in working days (want 1 to {MOST_WORKING_DAYS})"
    return asking.working.step(day, count)


def _relative(words: Words, asking: Asking) -> Answer:
    """``+3d`` ``+5wd`` ``+2w`` ``+1m``, and the same with a minus."""
    word = words[0].low
    if _STEP.match(word):
        found = stepped(asking.today, word, asking)
        return Refusal(1, found) if isinstance(found, str) else one(found)
    return Refusal(1, "is no step (want +3d, +5wd, +2w or +1m)") if _NO_STEP.match(word) else None


def _from_milestone(words: Words, asking: Asking) -> Answer:
    """``GOLIVE-2w``: before a milestone, by its key or the last part of it."""
    match = _FROM.match(words[0].plain)
    if not match:
        return None
    name = match["name"].upper()
    day = asking.milestone(name) if asking.milestone else None
    if isinstance(day, str):
        return Refusal(1, day)
    if day is None:
        looks_like_a_key = match["name"] == name and not name.isdigit()
        return Refusal(1, f"can't be counted: there is no milestone {name} here") if looks_like_a_key else None
    found = stepped(day, match["step"].lower(), asking)
    return Refusal(1, found) if isinstance(found, str) else one(found)


def _of_year(month: int, day: int, taken: int, asking: Asking) -> Answer:
    if not 1 <= day <= names.longest(month):
        return Refusal(taken, f"is no day: {names.month_name(month)} has {names.longest(month)}")
    found = names.yearly(month, day, asking.base, -1 if asking.sense == "past" else 1)
    return one(found, taken) if found else Refusal(taken, "is further off than a date can be")


def _exact(year: int, month: int, day: int, taken: int) -> Answer:
    try:
        return one(date(year, month, day), taken)
    except ValueError:
        return Refusal(taken, "is no day of the calendar")


def _day_month(words: Words, asking: Asking) -> Answer:
    """``12 dec``: the next one, or the last where days are looked back at; ``12 dec 2027``."""
    match, month = _DAY.match(words[0].low), names.MONTHS.get(_low(words, 1))
    if match and month:
        day = int(match[1])
        if not _YEAR.match(_low(words, 2)):
            return _of_year(month, day, 2, asking)
        return _exact(int(words[2].plain), month, day, 3)
    other = names.MONTHS.get(words[0].low)
    if other and (match := _DAY.match(_low(words, 1))) and 1 <= int(match[1]) <= 31:
        if _low(words, 2) in names.MONTHS:
            return None
        return Refusal(2, f"is not read (want the day first: {int(match[1])} {MONTHS[other - 1].lower()})")
    return None


def _iso(words: Words, _asking: Asking) -> Answer:
    """``2026-12-12``."""
    match = _ISO.match(words[0].low)
    if not match:
        return None
    if len(words[0].plain) != 10:
        return Refusal(1, "is not a date (want YYYY-MM-DD)")
    return _exact(int(match[1]), int(match[2]), int(match[3]), 1)


def _slashed(words: Words, asking: Asking) -> Answer:
    """``3/4`` is refused with its readings, unless a setting says which number is the day."""
    match = _SLASH.match(words[0].low)
    if not match:
        return Refusal(1, "is not read (want 24 dec 2026 or 2026-12-24)") if _POINTS.match(words[0].low) else None
    if len(match[1]) > 2:
        return Refusal(1, "is not read (want YYYY-MM-DD)") if len(match[1]) == 4 and match[3] else None
    one_, two = int(match[1]), int(match[2])
    readings = [f"{d} {MONTHS[m - 1].lower()}" for d, m in ((one_, two), (two, one_)) if _can_be(d, m)]
    if not readings:
        return None
    if asking.date_order is None:
        return Refusal(1, f"is {' or '.join(dict.fromkeys(readings))}: write which")
    day, month = (one_, two) if asking.date_order == "dmy" else (two, one_)
    if not _can_be(day, month):
        return Refusal(1, f"is no day: dates are read as {asking.date_order} (want {readings[0]})")
    if match[3] is None:
        return _of_year(month, day, 1, asking)
    if len(match[3]) != 4:
        return Refusal(1, "has a year that is not written with four digits")
    return _exact(int(match[3]), month, day, 1)


def _can_be(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= names.longest(month)


FORMS: tuple[Form, ...] = (
    _named, _weekday, _of_week, _week, _relative, _iso, _slashed, _day_month, _from_milestone,
)  # fmt: skip
"""Every form, in the order in which they are tried; no two read the same words differently."""

__all__ = ["FORMS", "Form", "Words", "stepped"]

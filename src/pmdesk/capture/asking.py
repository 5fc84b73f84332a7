"""What a date is read against, and what reading one gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pmdesk.capture.working import WorkingDays

FAR = 300
"""A day more than so many days off, either way, is asked about once more."""

WANTED = "fri, +3d, 12 dec, 2026-12-12, eom, w48"
"""What a date may look like, for those who wrote none."""

Sense = Literal["day", "due", "past", "span"]
"""What a date is for.

``day`` looks ahead; so does ``due``, for which a week is its Friday; ``past`` looks back (worked hours); ``span`` takes
several days, for which a week is Monday to Sunday.
"""

DateOrder = Literal["dmy", "mdy"]
MilestoneDay = Callable[[str], "date | str | None"]
"""Gives the day of a milestone by its key or the last part of it, in upper case; words if it has none that counts; None
if there is no such milestone."""

_NO_HOLIDAYS: Mapping[date, str] = {}
PLAIN_WEEK = WorkingDays(frozenset(range(5)), _NO_HOLIDAYS)
"""Monday to Friday, no holidays: what is taken where nobody's calendar is known."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a date is read against: the present day, what the date is for, and whose working days count.

    ``since`` is the day that words without a year or a week (``12 dec``, ``fri``, ``w48``) are looked for from, where
    that is not ``today``: the end of a range comes after its start.
    """

    today: date
    sense: Sense = "day"
    working: WorkingDays = PLAIN_WEEK
    date_order: DateOrder | None = None
    milestone: MilestoneDay | None = None
    since: date | None = None

    @property
    def base(self) -> date:
        """The day that the next such day is looked for from."""
        return self.since or self.today

    def is_far(self, day: date) -> bool:
        """Tell whether a day is so far off that it is asked about once more."""
        return abs((day - self.today).days) > FAR


@dataclass(frozen=True, slots=True)
class Found:
    """Days that were read: ``first`` to ``last``, both included, in so many words.

    ``is_span`` where several days were written, be it that they are one day.
    """

    first: date
    last: date
    taken: int
    is_span: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """So many words that mean a date, but not one that can be read for certain.

    ``words`` follow the quoted text: ``is no day: November has 30``.
    """

    taken: int
    words: str


Answer = Found | Refusal | None
"""None: these words mean no date."""


def one(day: date, taken: int = 1) -> Found:
    """Give one day that was read."""
    return Found(day, day, taken)

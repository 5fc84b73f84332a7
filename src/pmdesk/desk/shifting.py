"""Moving whatever has a day: one thing or several, by the same number of days, as one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from pmdesk.desk import edits
from pmdesk.desk.edits import Edit, day_words
from pmdesk.model import Action, Assignment, Blackout, Event, Milestone, Noun, Override, RaidItem
from pmdesk.portfolio import Put

WEEK = 7
_COLUMNS: dict[type[Noun], tuple[str, ...]] = {
    Milestone: ("due",), Action: ("due",), RaidItem: ("review",), Event: ("start", "end"),
    Override: ("start", "end"), Assignment: ("start", "end"), Blackout: ("start", "end"),
}  # fmt: skip
"""The columns that move, by noun; the first one is the day that is told."""


def day_of(row: Noun) -> date | None:
    """Give the day that moves; None where there is none, or where a rule tells the days."""
    columns = _COLUMNS.get(type(row), ())
    if not columns or (isinstance(row, Event) and row.rrule):
        return None
    found = getattr(row, columns[0])
    return found.date() if isinstance(found, datetime) else found


def shifted(row: Noun, days: int) -> Noun:
    """Give a row some days later (earlier: fewer than none); OverflowError off the calendar."""
    by = timedelta(days=days)
    columns = _COLUMNS[type(row)]
    changed = {name: value + by for name in columns if (value := getattr(row, name)) is not None}
    made: Any = replace(row, **changed)  # type: ignore[type-var]  # every noun is a dataclass
    found: Noun = made
    return found


def move(rows: Sequence[Noun], days: int, title: str = "") -> Edit:
    """Move rows that have a day; ``title`` is what one of them is called where it has no title of its own.

    An occurrence of a meeting that repeats may not be stored yet: it replaces whatever is there.
    """
    from pmdesk.desk.deeds import named

    if len(rows) == 1 and isinstance(rows[0], Milestone):
        return edits.move(rows[0], rows[0].due + timedelta(days=days))
    moved = [(row, shifted(row, days)) for row in rows]
    changes = tuple(Put(now) if isinstance(now, Override) else Put(now, row) for row, now in moved)
    was, now = day_of(rows[0]), day_of(moved[0][1])
    if len(rows) == 1 and was is not None and now is not None:
        return Edit(changes, f"moved {title or named(rows)} from {day_words(was, now)} to {day_words(now, was)}")
    return Edit(changes, f"moved {named(rows)} {by_words(days)}")


def by_words(days: int) -> str:
    """Give ``by 2 weeks``, ``back by 3 days``."""
    length = abs(days)
    weeks, rest = divmod(length, WEEK)
    number, unit = (weeks, "week") if weeks and not rest else (length, "day")
    return f"{'back ' if days < 0 else ''}by {number} {unit}{'' if number == 1 else 's'}"

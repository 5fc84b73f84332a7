"""Hours worked, as they go to a client with an invoice, and as a week of them is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pmdesk.desk.edits import Edit, day_words
from pmdesk.desk.leaving import let_text_leave
from pmdesk.errors import InputError
from pmdesk.exchange import timesheet
from pmdesk.model import Client, Engagement, TimeEntry
from pmdesk.portfolio import Change, Put, Remove, Window

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.desk.sight import Sight

Cell = tuple[str, str, date]
"""A cell of the grid: engagement, note, day."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What leaves: the text, how many entries are in it, and their hours."""

    text: str
    count: int
    hours: Decimal


def time_sheet(
    desk: Desk, client: str, days: Window | None, *, engagement: str | None = None, by: str, allow_mention: bool = False
) -> Sheet:
    """Write the hours of a client, or of one engagement, as CSV.

    InputError where there is none such; Refused where a note names another client, unless allowed: then it is logged.
    """
    if desk.get(Client, client) is None:
        raise InputError(f"there is no client {client}")
    own = {row.key: row for row in desk.rows(Engagement, client=client)}
    if engagement is not None and engagement not in own:
        raise InputError(f"there is no engagement {engagement} of {client}")
    keys = own if engagement is None else (engagement,)
    rows = [row for key in keys for row in desk.rows(TimeEntry, engagement=key)]
    rows = [row for row in rows if row.hours and (days is None or row.date in days)]
    text = timesheet.text_of(rows, own)
    let_text_leave(desk, text, f"the time sheet {client}", client, by=by, allow_mention=allow_mention)
    return Sheet(text, len(rows), sum((row.hours for row in rows), Decimal(0)))


def week(day: date) -> tuple[date, ...]:
    """Give the seven days of a day's ISO week."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=step) for step in range(7))


def grid(desk: Sight, monday: date) -> Mapping[Cell, Decimal]:
    """Give the hours of a week by engagement, note and day."""
    days = Window(monday, monday + timedelta(days=6))
    return {
        (row.engagement, row.note, row.date): row.hours for row in desk.rows(TimeEntry) if row.date in days
    }  # fmt: skip


def typing(desk: Sight, typed: Mapping[Cell, Decimal]) -> Edit:
    """Give the edit that makes cells of a week what was typed; 0 takes the entry away."""
    changes: list[Change] = []
    for (engagement, note, day), hours in typed.items():
        known = desk.get(TimeEntry, engagement, day, note)
        if known is not None and not hours:
            changes.append(Remove(TimeEntry, known.identity))
        elif hours and (known is None or known.hours != hours):
            changes.append(Put(TimeEntry(engagement, day, hours, note), known))
    days = sorted({day for _, _, day in typed})
    words = f"logged {_span(days)}" if changes else "nothing to log"
    return Edit(tuple(changes), words)


def _span(days: list[date]) -> str:
    if len(days) == 1:
        return f"hours of {day_words(days[0])}"
    return f"hours of {day_words(days[0])} to {day_words(days[-1], days[0])}"

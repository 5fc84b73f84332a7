"""The days that a captured line speaks of, as far as conflicts can come of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmdesk.model import Blackout, Event, Milestone
from pmdesk.portfolio import Change, Put


def days_of(changes: Sequence[Change]) -> tuple[date, ...]:
    """Give the first and last days of the milestones, meetings and blackouts among changes; empty for the rest."""
    found: set[date] = set()
    for change in changes:
        row = change.row if isinstance(change, Put) else None
        if isinstance(row, Milestone):
            found.add(row.due)
        elif isinstance(row, Event):
            found |= {row.start.date(), row.end.date()}
        elif isinstance(row, Blackout):
            found |= {row.start, row.end}
    return tuple(sorted(found))

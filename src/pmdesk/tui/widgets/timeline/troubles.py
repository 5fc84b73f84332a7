"""Conflicts, seen from the things that are drawn: which days of an item are in trouble."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pmdesk.schedule.conflicts.conflict import SEVERITIES, Conflict, Occurrence

UNPAINTED = frozenset({"overload"})
"""Kinds that are shown on the load strip, not on a lane."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """The days, both included, on which a conflict happens, in the project manager's zone."""

    start: date
    end: date
    severity: str
    id: str


def days_of(occurrence: Occurrence, zone: ZoneInfo) -> tuple[date, date]:
    """Give the first and last day of an occurrence; a timed one's end is excluded."""
    start, end = occurrence.start, occurrence.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        last = end - timedelta(microseconds=1) if end > start else end
        return start.astimezone(zone).date(), last.astimezone(zone).date()
    return start, end


def worst(severities: Iterable[str]) -> str:
    """Give the worst of some severities; empty for none."""
    found = set(severities)
    return next((severity for severity in SEVERITIES if severity in found), "")


def troubles_of(conflicts: Iterable[Conflict], zone: ZoneInfo) -> tuple[Trouble, ...]:
    """Give the troubles that conflicts make, by start; what is waived makes none."""
    rows = [
        Trouble(*days_of(item, zone), item.severity, conflict.id)
        for conflict in conflicts
        if not conflict.waived and conflict.kind not in UNPAINTED
        for item in conflict.occurrences
    ]
    return tuple(sorted(rows, key=lambda row: (row.start, row.end, row.id)))

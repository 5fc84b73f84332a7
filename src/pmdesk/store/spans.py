"""The days that an event's occurrences may touch: wide enough never to miss one, so that a window need not read all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from pmdesk.model import Event, Override
from pmdesk.model.rule import parts_of
from pmdesk.store.driver import Connection
from pmdesk.store.rows import read_in

_MARGIN = timedelta(days=3)
"""Zones lie up to 26 hours apart; wall times are compared with days of another zone."""
_KEEP = "INSERT OR REPLACE INTO event_spans (event, first_day, last_day) VALUES (?, ?, ?)"
_EARLY, _LATE = date(1, 1, 10), date(9999, 12, 20)
"""Days beyond which there is no room for the margin."""
_PLAIN = frozenset({"FREQ", "INTERVAL", "COUNT", "WKST"})


def _last_start(event: Event) -> date | None:
    """Give a day on or after the last occurrence by the rule; None where that can't be told cheaply."""
    parts = parts_of(event.rrule or "")
    if until := parts.get("UNTIL"):
        return date(int(until[:4]), int(until[4:6]), int(until[6:8]))
    if "COUNT" not in parts:
        return None
    step = int(parts["COUNT"]) * int(parts.get("INTERVAL", "1"))
    names = parts.keys() - _PLAIN
    if parts["FREQ"] == "DAILY" and not names:
        return _later(event.start, step)
    if parts["FREQ"] == "WEEKLY" and names <= {"BYDAY"}:
        return _later(event.start, step * 7 + 7)
    return None


def _later(start: datetime, days: int) -> date | None:
    try:
        return start.date() + timedelta(days=days)
    except OverflowError:
        return None


def bounds(event: Event, overrides: Sequence[Override]) -> tuple[date, date | None]:
    """Give the first and last day (None: open) that an event may touch."""
    if not event.rrule and not overrides:
        return _wider(event.start.date(), event.end.date())
    length = max(event.end - event.start, timedelta(0))
    firsts, lasts = [event.start.date()], [event.end.date()]
    last = _last_start(event) if event.rrule else event.end.date()
    if event.rrule and last is not None:
        last = _later(datetime.combine(last, event.start.time()) + length, 0)
    for override in overrides:
        start = override.start or override.occurrence
        firsts.append(start.date())
        lasts.append(max(override.end or start + length, start).date())
    return _wider(min(firsts), None if last is None else max(last, *lasts))


def _wider(first: date, last: date | None) -> tuple[date, date | None]:
    low = first - _MARGIN if first > _EARLY else first
    return low, last + _MARGIN if last is not None and last < _LATE else None


def refresh(connection: Connection, keys: Sequence[str], at_hand: Sequence[Event] = ()) -> None:
    """Write the spans of some events anew; those that are gone lose theirs.

    ``at_hand`` are events as they are stored now, which need not be read again.
    """
    overrides: dict[str, list[Override]] = {}
    for override in read_in(connection, Override, "event", keys):
        overrides.setdefault(override.event, []).append(override)
    known = {event.key for event in at_hand}
    rows: dict[str, tuple[str, str, str | None]] = {}
    for event in (*at_hand, *read_in(connection, Event, "key", set(keys) - known)):
        first, last = bounds(event, overrides.get(event.key, ()))
        rows[event.key] = event.key, first.isoformat(), last.isoformat() if last else None
    gone = set(keys) - rows.keys()
    connection.executemany("DELETE FROM event_spans WHERE event = ?", [(key,) for key in gone])
    connection.executemany(_KEEP, rows.values())

"""Events and overrides: wall times, rules and their occurrences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pmdesk.model import Event, Override
from pmdesk.model.kinds import form_stamp
from pmdesk.model.recurs import begins, missed
from pmdesk.model.rule import parts_of, until_wall
from pmdesk.portfolio.validity.batch import Batch
from pmdesk.portfolio.validity.problem import Problem

_ZONED = ("timezone", "engagement")
_RULE = ("start", "rrule", *_ZONED)


def elapsed(start: datetime, end: datetime, zone: str) -> timedelta:
    """Give the time between two wall times of a zone, as instants.

    A wall time that a clock change skips moves forward by the gap, one that happens twice is the first
    (RFC 5545, section 3.3.5): that is what ``fold=0`` stands for (PEP 495).
    """
    place = ZoneInfo(zone)
    moved = (place.utcoffset(end) or timedelta()) - (place.utcoffset(start) or timedelta())
    return end - start - moved


def spans(batch: Batch) -> Iterator[Problem]:
    """Hold that an event must end after it starts, as instants."""
    for event in batch.rows(Event):
        zone = batch.zone_of(event)
        if elapsed(event.start, event.end, zone) <= timedelta():
            yield batch.problem(event, "end", _not_after(event.end, event.start, zone), ("start", *_ZONED))


def _not_after(end: datetime, start: datetime, zone: str) -> str:
    words = f"'{form_stamp(end)}' is not after the start, {form_stamp(start)}"
    return f"{words}, since the clocks of {zone} change between them" if end > start else words


def rules(batch: Batch) -> Iterator[Problem]:
    """Hold that the start is the rule's first occurrence; exdates need a rule and hit an occurrence."""
    for event in batch.rows(Event):
        if not event.rrule:
            if event.exdates:
                yield batch.problem(event, "exdates", "are given, but there is no rrule", ("rrule",))
            continue
        if words := _unfit(event.rrule, event.start, batch.zone_of(event)):
            yield batch.problem(event, *words, _RULE)
        elif wrong := missed(event.rrule, event.start, batch.zone_of(event), event.exdates):
            yield batch.problem(event, "exdates", _no_occurrence(wrong), _RULE)


def _unfit(rule: str, start: datetime, zone: str) -> tuple[str, str] | None:
    """Tell the column and what is wrong with a rule at its start."""
    until = parts_of(rule).get("UNTIL")
    if until and until_wall(until, zone) < start:
        return "rrule", f"has no occurrence: UNTIL={until} is before the start, {form_stamp(start)}"
    if not begins(rule, start):
        return "start", f"'{form_stamp(start)}' is not the first occurrence of the rrule {rule[:80]}"
    return None


def _no_occurrence(walls: list[datetime]) -> str:
    named = ", ".join(f"'{form_stamp(wall)}'" for wall in walls[:3]) + (" …" if len(walls) > 3 else "")
    return f"{named} {'is' if len(walls) == 1 else 'are'} no occurrence of the rrule"


def overrides(batch: Batch) -> Iterator[Problem]:
    """Hold that an override needs a rule, hits an occurrence, and doesn't make it end before it starts."""
    by_event: dict[str, list[Override]] = {}
    for row in batch.rows(Override):
        by_event.setdefault(row.event, []).append(row)
    for key, rows in by_event.items():
        event = batch.get(Event, key)
        if event is not None:
            yield from _occurrences(batch, event, rows)
            yield from _lengths(batch, event, rows)


def _occurrences(batch: Batch, event: Event, rows: list[Override]) -> Iterator[Problem]:
    if not event.rrule:
        for row in rows:
            yield batch.problem(row, "occurrence", f"is given, but {event.key} has no rrule", ("event",))
        return
    zone = batch.zone_of(event)
    if _unfit(event.rrule, event.start, zone):
        return
    wrong = set(missed(event.rrule, event.start, zone, [row.occurrence for row in rows]))
    for row in rows:
        if row.occurrence in wrong:
            words = f"'{form_stamp(row.occurrence)}' is no occurrence of {event.key}"
            yield batch.problem(row, "occurrence", words, ("event",))


def _lengths(batch: Batch, event: Event, rows: list[Override]) -> Iterator[Problem]:
    zone = batch.zone_of(event)
    for row in rows:
        start = row.start or row.occurrence
        if row.end and elapsed(start, row.end, zone) <= timedelta():
            yield batch.problem(row, "end", _not_after(row.end, start, zone), ("start", "occurrence", "event"))

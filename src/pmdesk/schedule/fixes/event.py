"""Moving an event: to the next time when all who take part are at work and free, or to another time of the day.

A series is moved as a whole, or only where it collides: by an override of each of those occurrences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pmdesk.portfolio import Change
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.effects.track import Span
from pmdesk.schedule.fixes import words
from pmdesk.schedule.fixes.attend import shortened, without
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Candidate, Stream, Ways
from pmdesk.schedule.fixes.occurrence import Running, running
from pmdesk.schedule.fixes.series import ended, shifted, skipped
from pmdesk.schedule.instants import DAY
from pmdesk.schedule.slots import earlier, later

FEW = 8
"""So many occurrences of a series are moved one by one."""
_DAYS = 60


def moves(bench: Bench, key: Key, item: str) -> Ways:
    """Give the ways to move an event out of a conflict."""
    event = running(bench, bench.hits(key), item)
    if not event.spans:
        return
    if event.row.rrule:
        yield (shifted(bench, event),)
        if len(event.spans) > FEW:
            event = Running(event.row, event.place, event.spans[:1], event.whos, event.overrides)
        yield (_each(bench, event), _later_days(bench, event))
        yield (skipped(bench, event),)
        yield (without(bench, event, key[1]),)
        return
    span = event.spans[0]
    yield (_onwards(bench, event, span), _later_days(bench, event))
    yield (_back(bench, event, span),)
    if key[0] == "outside-hours":
        yield (shortened(bench, event),)
    yield (without(bench, event, key[1]),)


def ended_with(bench: Bench, item: str) -> Stream:
    """Give the way to end a series with its engagement's term."""
    row = bench.portfolio.events[item]
    deal = bench.portfolio.engagements[row.engagement or ""]
    return ended(bench, row, deal.end) if row.rrule and deal.end is not None else ()


def _onwards(bench: Bench, event: Running, span: Span) -> Iterator[Candidate]:
    opens, closes = bench.instants
    first = max(span[0] + 1, opens)
    for start, _ in later(bench.scene, event.wish(span), first, min(closes, first + _DAYS * DAY)):
        yield from _candidate(bench, event, [(span, start)], 0)


def _back(bench: Bench, event: Running, span: Span) -> Iterator[Candidate]:
    opens, _ = bench.instants
    for start, _end in earlier(bench.scene, event.wish(span), opens, span[1] - 1):
        yield from _candidate(bench, event, [(span, start)], 1)


def _each(bench: Bench, event: Running) -> Iterator[Candidate]:
    """Move each of the occurrences to its next free time; the second try moves each to the one after that."""
    opens, closes = bench.instants
    found: list[list[int]] = []
    for span in event.spans:
        first = max(span[0] + 1, opens)
        times = later(bench.scene, event.wish(span), first, min(closes, first + 14 * DAY), each=len(event.spans) == 1)
        found.append([start for start, _ in times][:12])
    for starts in zip(*found, strict=False):
        yield from _candidate(bench, event, list(zip(event.spans, starts, strict=True)), 1)


def _later_days(bench: Bench, event: Running) -> Iterator[Candidate]:
    """Move to the same time on a later day, whatever the calendars say: for what fits into nobody's hours."""
    _, closes = bench.instants
    first = max(bench.soonest, date.min)
    for days in range(1, _DAYS + 1):
        pairs = [(span, _same_time(event, span, days)) for span in event.spans]
        if all(start < closes and event.place.day_of(start) >= first for _, start in pairs):
            yield from _candidate(bench, event, pairs, 0 if not event.row.rrule else 1)


def _same_time(event: Running, span: Span, days: int) -> int:
    wall = event.place.wall_of(span[0])
    day = min(wall.toordinal() + days, date.max.toordinal() - 1)
    return event.place.at(day, wall.hour * 3600 + wall.minute * 60 + wall.second)


def _candidate(bench: Bench, event: Running, pairs: Sequence[tuple[Span, int]], tier: int) -> Iterator[Candidate]:
    changes: list[Change] = []
    for span, start in pairs:
        change = event.moved(span, start)
        if change is None:
            return
        changes.append(change)
    place, today = bench.scene.zone, bench.today
    was, now = pairs[0][0][0], pairs[0][1]
    said = (
        f"moved {event.row.title} from {words.moment(place.wall_of(was), today)} "
        f"to {words.moment(place.wall_of(now), today)}"
    )
    more = f" and {len(pairs) - 1} more of the series" if len(pairs) > 1 else ""
    distance = sum(abs(start - span[0]) for span, start in pairs)
    yield Candidate(tuple(changes), said + more, tier, distance)

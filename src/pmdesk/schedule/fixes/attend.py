"""What else helps where an event can't be moved: to hold the part of it that fits, or to hold it without somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pmdesk.portfolio import Put
from pmdesk.schedule.effects.track import Span
from pmdesk.schedule.fixes import words
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Candidate
from pmdesk.schedule.fixes.occurrence import Running, wall_at

LEAST = 900
"""Seconds that an event which is cut keeps, at least; and a third of what it had."""


def shortened(bench: Bench, event: Running) -> Iterator[Candidate]:
    """Cut a single event to the longest part that lies inside everyone's working hours."""
    row, span = event.row, event.spans[0]
    parts = [span]
    for who in event.whos:
        stretches = bench.scene.calendars.of(who).stretches(*span)
        parts = [both for one in parts for other in stretches if (both := _both(one, other)) is not None]
    for start, end in sorted(parts, key=lambda one: (one[0] - one[1], one[0])):
        if (start, end) == span or end - start < max(LEAST, (span[1] - span[0]) // 3):
            continue
        first, last = wall_at(event.place, start), wall_at(event.place, end)
        if first is not None and last is not None:
            mine = bench.scene.zone
            said = f"cut {row.title} to {words.moment(mine.wall_of(start), bench.today)} – {mine.wall_of(end):%H:%M}"
            yield Candidate((Put(replace(row, start=first, end=last)),), said, 2, span[1] - span[0] - (end - start))


def _both(one: Span, other: Span) -> Span | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def without(bench: Bench, event: Running, who: str) -> Iterator[Candidate]:
    """Hold an event without the one whose conflict it is: me, or a vendor. Not without its client."""
    row = event.row
    head, _, key = who.partition("/")
    if head == "me" and row.me:
        yield Candidate((Put(replace(row, me=False)),), f"left you out of {row.title}", 4)
    elif head == "vendor" and key in row.vendors:
        rest = tuple(vendor for vendor in row.vendors if vendor != key)
        name = bench.portfolio.vendors[key].name
        yield Candidate((Put(replace(row, vendors=rest)),), f"left {name} out of {row.title}", 4)

"""Times when all who are asked for are at work and nobody is busy, searched over their real calendars.

Times are instants. Somebody is busy in an event in which they take part, tentative or not (a vendor where as many run
at once as it can attend), and on the days of a blackout of theirs that concerns events; I am on any day of leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pmdesk.schedule.conflicts.scene import Scene

Span = tuple[int, int]
STEP = 900
"""Meetings begin at quarters of an hour."""
_TRAVEL = 3600


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: a length in seconds with these people, perhaps at a site.

    ``apart`` is an occurrence that does not count as busy: the one that is to be moved (its event and its start).
    """

    length: int
    whos: tuple[str, ...]
    site: str | None = None
    apart: tuple[str, int] | None = None


def openings(scene: Scene, wish: Wish, first: int, last: int) -> list[Span]:
    """Give the stretches from ``first`` to ``last`` in which all are at work and nobody is busy, long enough."""
    spans: list[Span] = [(first, last)]
    for who in wish.whos:
        spans = _both(spans, scene.calendars.of(who).stretches(first, last))
        if not spans:
            return []
        spans = _without(spans, sorted([*_busy(scene, who, wish, first, last), *_off(scene, who)]))
    return [(start, end) for start, end in spans if _rounded(start) + wish.length <= end]


def later(scene: Scene, wish: Wish, first: int, last: int, *, each: bool = True) -> Iterator[Span]:
    """Give times from ``first`` on, soonest first, one after the other; ``each`` False gives one of each opening."""
    for start, end in openings(scene, wish, first, last):
        at = _rounded(start)
        while at + wish.length <= end:
            yield at, at + wish.length
            if not each:
                break
            at = _rounded(at + wish.length)


def earlier(scene: Scene, wish: Wish, first: int, last: int) -> Iterator[Span]:
    """Give times that end by ``last``, latest first, one of each opening."""
    for start, end in reversed(openings(scene, wish, first, last)):
        at = (end - wish.length) // STEP * STEP
        if at >= start:
            yield at, at + wish.length


def _rounded(instant: int) -> int:
    return -(-instant // STEP) * STEP


def _both(ones: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Give what two sorted lists of spans share."""
    found: list[Span] = []
    at = 0
    for start, end in ones:
        while at < len(others) and others[at][1] <= start:
            at += 1
        step = at
        while step < len(others) and others[step][0] < end:
            found.append((max(start, others[step][0]), min(end, others[step][1])))
            step += 1
    return found


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """Take sorted spans, which may overlap, out of sorted spans, which may not."""
    found: list[Span] = []
    at = 0
    for start, end in spans:
        while at < len(taken) and taken[at][1] <= start and taken[at][0] < start:
            at += 1
        step = at
        while step < len(taken) and taken[step][0] < end:
            if taken[step][0] > start:
                found.append((start, taken[step][0]))
            start = max(start, taken[step][1])
            step += 1
        if start < end:
            found.append((start, end))
    return found


def _busy(scene: Scene, who: str, wish: Wish, first: int, last: int) -> Iterable[Span]:
    party = scene.parties.get(who)
    if party is None:
        return []
    spans = []
    for one in party.overlapping(first - _TRAVEL, last + _TRAVEL):
        event = scene.events[one.event]
        if wish.apart == (event.key, one.start):
            continue
        away = _TRAVEL if who == "me" and wish.site and event.site and event.site != wish.site else 0
        spans.append((one.start - away, one.end + away))
    room = 1
    if who.startswith("vendor/"):
        room = max(1, int(scene.portfolio.vendors[who.removeprefix("vendor/")].capacity))
    return spans if room == 1 else _crowded(spans, room)


def _crowded(spans: Iterable[Span], room: int) -> Iterator[Span]:
    """Give when at least ``room`` of the spans run at once."""
    marks = sorted(mark for start, end in spans for mark in ((start, 1), (end, -1)))
    count, begun = 0, 0
    for at, step in marks:
        count += step
        if step > 0 and count == room:
            begun = at
        elif step < 0 and count == room - 1 and begun < at:
            yield begun, at


def _off(scene: Scene, who: str) -> Iterator[Span]:
    place = scene.zone_of(who)
    for row in scene.blackouts.get(who, ()):
        if who == "me" or row.concerns != "milestones":
            yield place.midnight(row.start), place.after(row.end)

"""`double-booking` (me, vendor): more occurrences of events run at once than can be attended.

I can attend 1, a vendor its capacity rounded down, at least 1. An occurrence is a maximal such interval, whole; two
that touch are one only if an occurrence of that who runs across the touching instant. Peak and limit are counts; the
items are all events that overlap the interval. High.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from pmdesk.model import Event, Noun
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.hit import HIGH, LOW, Hit
from pmdesk.schedule.conflicts.scene import Happening, Scene
from pmdesk.schedule.instants import DAY

KIND = "double-booking"
ROWS: frozenset[type[Noun]] = frozenset({Event})

_Crowd = tuple[int, int, int, bool, frozenset[int]]
"""Start, end, the most at once, whether it holds without the tentative, the events."""


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the double bookings that touch the window."""
    if scene.double_bookings is not None:
        yield from scene.double_bookings
        return
    for who, party in scene.parties.items():
        if not who.startswith("client/"):
            yield from of_who(scene, who, party.happenings)


def of_who(scene: Scene, who: str, happenings: list[Happening]) -> Iterator[Hit]:
    """Find those of one who; looks further where an interval reaches the edge of what was looked at."""
    if not happenings:
        return
    limit = limit_of(scene.portfolio, who)
    margin = DAY
    found = _touching(scene, happenings, limit)
    while any(start <= scene.opens - margin or end >= scene.closes + margin for start, end, *_ in found):
        margin *= 4
        first, last = scene.opens - margin, scene.closes + margin
        scene.widest = min(scene.widest[0], first), max(scene.widest[1], last)
        found = _touching(scene, scene.wider_party(who, first, last), limit)
    yield from _told(who, found, limit, scene.refs)


def among(scene: Scene, who: str, happenings: list[Happening], refs: Mapping[int, str]) -> Iterator[Hit]:
    """Find those of one who among some of its happenings, which are sorted and whatever overlaps any of them is there.

    ``refs`` are those of the events.
    """
    if not happenings:
        return iter(())
    limit = limit_of(scene.portfolio, who)
    return _told(who, _touching(scene, happenings, limit), limit, refs)


def limit_of(portfolio: Portfolio, who: str) -> int:
    """Give how many events somebody can attend at once."""
    return 1 if who == "me" else max(1, int(portfolio.vendors[who.removeprefix("vendor/")].capacity))


def _told(who: str, found: list[_Crowd], limit: int, refs: Mapping[int, str] | list[str]) -> Iterator[Hit]:
    for start, end, peak, firm, events in found:
        items = tuple(sorted(refs[event] for event in events))
        yield Hit(who, items, start, end, HIGH if firm else LOW, peak, limit)


def _touching(scene: Scene, happenings: list[Happening], limit: int) -> list[_Crowd]:
    return [
        crowd
        for cluster in _clusters(happenings, limit)
        for crowd in _crowds(cluster, limit)
        if scene.touches(crowd[0], crowd[1])
    ]


def _clusters(happenings: list[Happening], limit: int) -> Iterator[list[Happening]]:
    """Give the runs of more than ``limit`` happenings in which each overlaps an earlier one; sorted by start."""
    cluster: list[Happening] = []
    until = None
    for one in happenings:
        if until is None or one[0] >= until:
            if len(cluster) > limit:
                yield cluster
            cluster, until = [one], one[1]
        else:
            cluster.append(one)
            until = max(until, one[1])
    if len(cluster) > limit:
        yield cluster


def _crowds(cluster: list[Happening], limit: int) -> Iterator[_Crowd]:
    """Sweep over a cluster. At every instant inside it something runs, so intervals that touch are one."""
    marks = [(one[0], 1, number) for number, one in enumerate(cluster)]
    marks += [(one[1], 0, number) for number, one in enumerate(cluster)]
    marks.sort()
    active: set[int] = set()
    tentative = 0
    start, peak, firm = None, 0, False
    events: set[int] = set()
    for instant, group in groupby(marks, key=lambda mark: mark[0]):
        begun: list[int] = []
        for _, begins, number in group:
            step = 1 if begins else -1
            tentative += step * cluster[number][3]
            if begins:
                begun.append(number)
            else:
                active.discard(number)
        active.update(begun)
        if len(active) > limit:
            if start is None:
                start, peak, firm, events = instant, 0, False, set()
                begun = list(active)
            events.update(cluster[number][2] for number in begun)
            peak, firm = max(peak, len(active)), firm or len(active) - tentative > limit
        elif start is not None:
            yield start, instant, peak, firm, frozenset(events)
            start = None

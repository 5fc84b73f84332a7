"""`travel` (me): two event occurrences that I attend are at different sites, and the second starts 0 to less than 60
minutes after the first ends.

An occurrence runs from the first's end to the second's start (they may be equal). Medium.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from pmdesk.model import Event, Noun
from pmdesk.schedule.conflicts.hit import LOW, MEDIUM, Hit, pair
from pmdesk.schedule.conflicts.scene import Happening, Scene

KIND = "travel"
ROWS: frozenset[type[Noun]] = frozenset({Event})
HOUR = 3600
Places = Mapping[int, str | None] | list[str | None]


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the gaps that are too short to get from one site to the other."""
    party = scene.parties.get("me")
    sites = [event.site for event in scene.events]
    placed = [one for one in party.happenings if sites[one[2]]] if party else []
    return between(scene, placed, sites, scene.refs)


def between(scene: Scene, placed: list[Happening], sites: Places, refs: Mapping[int, str] | list[str]) -> Iterator[Hit]:
    """Find those among some happenings that have a site, by start; ``sites`` and ``refs`` are those of the events."""
    for _, leave, event, tentative in placed:
        at = bisect_left(placed, (leave,))
        while at < len(placed) and placed[at][0] < leave + HOUR:
            arrive, _, other, also_tentative = placed[at]
            if sites[event] != sites[other] and scene.touches(leave, arrive):
                severity = LOW if tentative or also_tentative else MEDIUM
                yield Hit("me", pair(refs[event], refs[other]), leave, arrive, severity)
            at += 1

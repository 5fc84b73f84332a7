"""`blackout` (the one who is blacked out): what takes place although one who takes part in it is not to be had.

An open milestone is due on a day of a blackout of one who takes part in it (the due day), an event overlaps one (the
event's occurrence), an assignment shares days with one of its vendor's (the shared days, clipped). The blackout's
``blocks`` says which of them it concerns; assignments count as events. High; medium for assignments.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmdesk.model import Blackout, Noun
from pmdesk.schedule.conflicts.hit import HIGH, LOW, MEDIUM, Hit, pair
from pmdesk.schedule.conflicts.scene import Scene

KIND = "blackout"
ROWS: frozenset[type[Noun]] = frozenset({Blackout})


def hits(scene: Scene) -> Iterator[Hit]:
    """Find what falls on blackouts."""
    yield from _milestones(scene)
    for who, rows in scene.blackouts.items():
        for row in rows:
            if row.concerns in {"events", "all"}:
                yield from _events(scene, who, row)
                yield from _work(scene, who, row)


def _milestones(scene: Scene) -> Iterator[Hit]:
    rows = scene.blackouts.items()
    blocking = {who: [row for row in found if row.concerns in {"milestones", "all"}] for who, found in rows}
    clients, stands_for = scene.clients, scene.portfolio.stands_for
    for milestone in scene.milestones:
        client, owner = clients[milestone.engagement], milestone.owner
        if owner.startswith("contact/"):
            owner = stands_for(owner)
        for who in (client,) if owner == client else (client, owner):
            for row in blocking.get(who, ()):
                if row.start <= milestone.due <= row.end:
                    items = pair(f"milestone/{milestone.key}", f"blackout/{row.key}")
                    yield Hit(who, items, milestone.due, milestone.due, HIGH)


def _events(scene: Scene, who: str, row: Blackout) -> Iterator[Hit]:
    party = scene.parties.get(who)
    if party is None:
        return
    place, ref, refs = scene.zone_of(who), f"blackout/{row.key}", scene.refs
    for start, end, event, tentative in party.overlapping(place.midnight(row.start), place.after(row.end)):
        if scene.touches(start, end):
            yield Hit(who, pair(refs[event], ref), start, end, LOW if tentative else HIGH)


def _work(scene: Scene, who: str, row: Blackout) -> Iterator[Hit]:
    if not who.startswith("vendor/"):
        return
    first, last = row.start.toordinal(), row.end.toordinal()
    for work in scene.work.get(who.removeprefix("vendor/"), ()):
        days = scene.clip(max(work.start, first), min(work.end, last))
        if days:
            shared = date.fromordinal(days[0]), date.fromordinal(days[1])
            yield Hit(who, pair(work.ref, f"blackout/{row.key}"), *shared, LOW if work.tentative else MEDIUM)

"""`pile-up` (me): 3 or more open milestones, leaving out those of kind report or payment, of 2 or more clients are due
on one day.

An occurrence is that day; peak is their number, limit 2. Medium.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pmdesk.model import Milestone, Noun
from pmdesk.schedule.conflicts.hit import MEDIUM, Hit
from pmdesk.schedule.conflicts.scene import Scene

KIND = "pile-up"
ROWS: frozenset[type[Noun]] = frozenset({Milestone})


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the days with too much due."""
    by_day: dict[date, list[Milestone]] = {}
    for milestone in scene.milestones:
        if counts(milestone):
            by_day.setdefault(milestone.due, []).append(milestone)
    clients = scene.clients
    for day, due in by_day.items():
        refs = sorted(f"milestone/{milestone.key}" for milestone in due)
        yield from of_day(day, refs, len({clients[milestone.engagement] for milestone in due}))


def counts(milestone: Milestone) -> bool:
    """Tell whether a milestone is of a kind that piles up."""
    return milestone.kind not in {"report", "payment"}


def of_day(day: date, refs: Sequence[str], clients: int) -> Iterator[Hit]:
    """Find what the milestones due on one day make, given as sorted refs and the number of their clients."""
    if len(refs) >= 3 and clients >= 2:
        yield Hit("me", tuple(refs), day, day, MEDIUM, len(refs), 2)

"""`pile-up` (me): 3 or more open milestones, leaving out those of kind report or payment, of 2 or more clients are due
on one day.

An occurrence is that day; peak is their number, limit 2. Medium.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmdesk.model import Milestone
from pmdesk.schedule.conflicts.hit import MEDIUM, Hit
from pmdesk.schedule.conflicts.scene import Scene

KIND = "pile-up"


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the days with too much due."""
    by_day: dict[date, list[Milestone]] = {}
    for milestone in scene.milestones:
        if milestone.kind not in {"report", "payment"}:
            by_day.setdefault(milestone.due, []).append(milestone)
    clients = scene.clients
    for day, due in by_day.items():
        if len(due) >= 3 and len({clients[milestone.engagement] for milestone in due}) >= 2:
            items = tuple(sorted(f"milestone/{milestone.key}" for milestone in due))
            yield Hit("me", items, day, day, MEDIUM, len(due), 2)

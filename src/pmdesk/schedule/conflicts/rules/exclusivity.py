"""`exclusivity` (vendor): an exclusive assignment shares days with one of the same vendor to another client.

An occurrence is the shared days, clipped. High.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmdesk.model import Assignment, Noun
from pmdesk.schedule.conflicts.hit import HIGH, LOW, Hit, pair
from pmdesk.schedule.conflicts.scene import Scene, Work

KIND = "exclusivity"
ROWS: frozenset[type[Noun]] = frozenset({Assignment})


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the broken promises of exclusivity."""
    for vendor, work in scene.work.items():
        yield from of_vendor(scene, vendor, work)


def of_vendor(scene: Scene, vendor: str, work: list[Work]) -> Iterator[Hit]:
    """Compare each exclusive assignment of a vendor with all others; ``work`` is sorted by start."""
    clients = scene.clients
    for number, one in enumerate(work):
        if not one.row.exclusive:
            continue
        for place, other in enumerate(work):
            if other.start > one.end:
                break
            if other.row.exclusive and place <= number:
                continue
            if other.end < one.start or clients[other.row.engagement] == clients[one.row.engagement]:
                continue
            days = scene.clip(max(one.start, other.start), min(one.end, other.end))
            if days:
                severity = LOW if one.tentative or other.tentative else HIGH
                first, last = date.fromordinal(days[0]), date.fromordinal(days[1])
                yield Hit(f"vendor/{vendor}", pair(one.ref, other.ref), first, last, severity)

"""`overbooked` (vendor): the units of its assignments add up to more than its capacity.

An occurrence is a maximal run of days with the same such assignments, start and end clipped to the window; peak is the
sum, limit the capacity. High.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from pmdesk.model import Assignment, Noun
from pmdesk.schedule.conflicts.hit import HIGH, LOW, Hit
from pmdesk.schedule.conflicts.scene import Scene, Work

KIND = "overbooked"
ROWS: frozenset[type[Noun]] = frozenset({Assignment})
_UNIT = 10_000


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the runs of days on which a vendor is overbooked."""
    for vendor, work in scene.work.items():
        yield from of_vendor(scene, vendor, work)


def of_vendor(scene: Scene, vendor: str, work: list[Work]) -> Iterator[Hit]:
    """Sweep over the days on which a vendor's assignments change."""
    capacity = int(scene.portfolio.vendors[vendor].capacity * _UNIT)
    if sum(one.units for one in work) <= capacity:
        return
    marks: dict[int, list[tuple[int, int]]] = {}
    for number, one in enumerate(work):
        marks.setdefault(max(one.start, scene.first), []).append((1, number))
        marks.setdefault(min(one.end, scene.last) + 1, []).append((-1, number))
    active: set[int] = set()
    total = firm = 0
    days = sorted(marks)
    for day, following in pairwise(days):
        for step, number in marks[day]:
            units = step * work[number].units
            total += units
            firm += 0 if work[number].tentative else units
            if step > 0:
                active.add(number)
            else:
                active.discard(number)
        if total > capacity:
            items = tuple(sorted(work[number].ref for number in active))
            peak, limit = Fraction(total, _UNIT), Fraction(capacity, _UNIT)
            first, last = date.fromordinal(day), date.fromordinal(following - 1)
            yield Hit(f"vendor/{vendor}", items, first, last, HIGH if firm > capacity else LOW, peak, limit)

"""`outside-hours` (client, vendor, me): an event of an engagement is not wholly inside one stretch of working hours of
one who takes part, on working days, in that one's zone.

An occurrence is the event's. Low.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.model import Event, Noun
from pmdesk.schedule.conflicts.hit import LOW, Hit
from pmdesk.schedule.conflicts.scene import Scene

KIND = "outside-hours"
ROWS: frozenset[type[Noun]] = frozenset({Event})


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the events outside somebody's working hours."""
    of = scene.calendars.of
    for number, happenings in enumerate(scene.in_window):
        if not happenings or scene.events[number].engagement is None:
            continue
        items = (scene.refs[number],)
        for who in scene.attendants[number]:
            for one in of(who).outside(happenings):
                yield Hit(who, items, one.start, one.end, LOW)

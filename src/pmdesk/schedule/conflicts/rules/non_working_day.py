"""`non-working-day` (client): an open milestone is due on no working day of its client.

An occurrence is the due day. Medium on a public holiday that the client's hours would have as a working day, else low.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.model import Milestone, Noun
from pmdesk.schedule.conflicts.hit import LOW, MEDIUM, Hit
from pmdesk.schedule.conflicts.scene import Scene

KIND = "non-working-day"
ROWS: frozenset[type[Noun]] = frozenset({Milestone})


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the milestones due on days off."""
    clients = scene.clients
    calendars = {client: scene.calendars.of(client) for client in set(clients.values())}
    for milestone in scene.milestones:
        client = clients[milestone.engagement]
        calendar, due = calendars[client], milestone.due
        by_hours = calendar.hours[due.weekday()]
        if not by_hours or due in calendar.holidays:
            yield Hit(client, (f"milestone/{milestone.key}",), due, due, MEDIUM if by_hours else LOW)

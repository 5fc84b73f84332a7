"""`dependency` (engagement): an open milestone is due too early, or rests on something cancelled.

It is due before a predecessor's due (done_on if done) + lag, in calendar days, or its predecessor is cancelled (then
its date does not count). A predecessor counts whatever the status of its engagement or client. An occurrence is the
due day. High; medium for a cancelled predecessor.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.model import Milestone, Noun
from pmdesk.schedule.conflicts.hit import HIGH, MEDIUM, Hit, pair
from pmdesk.schedule.conflicts.scene import Scene

KIND = "dependency"
ROWS: frozenset[type[Noun]] = frozenset({Milestone})


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the milestones that come before what they depend on."""
    known = scene.portfolio.milestones
    for milestone in scene.milestones:
        for item in milestone.after:
            first = known.get(item.key)
            if first is None:
                continue
            when = (first.done_on or first.due) if first.status == "done" else first.due
            cancelled = first.status == "cancelled"
            if cancelled or milestone.due.toordinal() < when.toordinal() + item.lag:
                items = pair(f"milestone/{milestone.key}", f"milestone/{item.key}")
                severity = MEDIUM if cancelled else HIGH
                yield Hit(f"engagement/{milestone.engagement}", items, milestone.due, milestone.due, severity)

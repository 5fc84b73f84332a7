"""`outside-term` (engagement): something is dated before the engagement's start or after its end.

An open milestone is due there (the due day), an event starts there, its date in the client's zone (the event's
occurrence), or an assignment has days there (each run of such days, clipped). Medium.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmdesk.model import Assignment, Engagement, Event, Milestone, Noun
from pmdesk.schedule.conflicts.hit import LOW, MEDIUM, Hit
from pmdesk.schedule.conflicts.scene import FAR, Scene
from pmdesk.schedule.instants import DAY, EPOCH

KIND = "outside-term"
ROWS: frozenset[type[Noun]] = frozenset({Milestone, Event, Assignment})


def hits(scene: Scene) -> Iterator[Hit]:
    """Find what lies outside the terms."""
    engagements = scene.engagements
    for milestone in scene.milestones:
        if _outside(engagements[milestone.engagement], milestone.due):
            ref = f"milestone/{milestone.key}"
            yield Hit(f"engagement/{milestone.engagement}", (ref,), milestone.due, milestone.due, MEDIUM)
    if scene.held.events:
        yield from _events(scene)
    if scene.held.assignments:
        yield from _work(scene)


def _outside(deal: Engagement, day: date) -> bool:
    return day < deal.start or (deal.end is not None and day > deal.end)


def _events(scene: Scene) -> Iterator[Hit]:
    surely = {key: _surely_inside(deal) for key, deal in scene.engagements.items()}
    for event, happenings in zip(scene.events, scene.in_window, strict=True):
        key = event.engagement
        if not happenings or key is None:
            continue
        first, last = surely[key]
        if happenings[0][0] >= first and happenings[-1][0] <= last:
            continue
        deal, place = scene.engagements[key], scene.zone_of(scene.clients[key])
        for start, end, _, tentative in happenings:
            if _outside(deal, place.day_of(start)):
                yield Hit(f"engagement/{key}", (f"event/{event.key}",), start, end, LOW if tentative else MEDIUM)


def _surely_inside(deal: Engagement) -> tuple[int, int]:
    """Give instants between which the date is inside the term in any zone: none is as much as a day from UTC."""
    last = FAR if deal.end is None else deal.end.toordinal()
    return (deal.start.toordinal() - EPOCH + 1) * DAY, (last - EPOCH) * DAY


def _work(scene: Scene) -> Iterator[Hit]:
    for rows in scene.work.values():
        for work in rows:
            deal = scene.engagements[work.row.engagement]
            runs = [(work.start, min(work.end, deal.start.toordinal() - 1))]
            if deal.end is not None:
                runs.append((max(work.start, deal.end.toordinal() + 1), work.end))
            for run in runs:
                days = scene.clip(*run)
                if days:
                    first, last = date.fromordinal(days[0]), date.fromordinal(days[1])
                    yield Hit(f"engagement/{deal.key}", (work.ref,), first, last, LOW if work.tentative else MEDIUM)

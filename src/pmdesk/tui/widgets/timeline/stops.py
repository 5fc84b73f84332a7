"""Where the cursor jumps to: milestones in reading order, conflicts in the order of time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui.widgets.timeline.lane import Lane
from pmdesk.tui.widgets.timeline.troubles import days_of

Stop = tuple[date, int]
"""A day and the place of a lane."""

_ORDER = {kind: place for place, kind in enumerate(("milestone", "assignment", "event", "blackout", "engagement"))}


def places(lanes: tuple[Lane, ...]) -> Mapping[str, int]:
    """Give the lane of everything that lies on one, by ref; of a thing on several lanes, the first."""
    found: dict[str, int] = {}
    for index, lane in enumerate(lanes):
        found.setdefault(lane.ref, index)
        for bar in lane.bars:
            found.setdefault(bar.ref, index)
        for mark in lane.marks:
            found.setdefault(mark.ref, index)
    return found


def _lane_of(ref: str, where: Mapping[str, int], portfolio: Portfolio) -> int | None:
    kind, _, key = ref.partition("/")
    event = portfolio.events.get(key) if kind == "event" else None
    if event:
        ref = f"engagement/{event.engagement}" if event.engagement else "me"
    return where.get(ref)


def conflict_stops(
    conflicts: Iterable[Conflict], where: Mapping[str, int], portfolio: Portfolio
) -> tuple[Stop, ...]:
    """Give the day and lane of each conflict that is not waived: its first occurrence from today on, else its first."""
    zone = ZoneInfo(portfolio.profile.timezone)
    found: set[tuple[date, int]] = set()
    for conflict in conflicts:
        if conflict.waived or not conflict.occurrences:
            continue
        days = [days_of(item, zone) for item in conflict.occurrences]
        start, end = next((span for span in days if span[1] >= portfolio.today), days[0])
        items = sorted(conflict.items, key=lambda ref: (_ORDER.get(ref.partition("/")[0], 9), ref))
        lane = next((place for ref in items if (place := _lane_of(ref, where, portfolio)) is not None), None)
        if lane is not None:
            found.add((min(max(start, portfolio.today), end), lane))
    return tuple(sorted(found))


def beyond(stops: tuple[Stop, ...], at: Stop, step: int) -> Stop | None:
    """Give the next stop (``step`` 1) or the one before (-1), going round at the ends; None where there is none."""
    if not stops:
        return None
    index = bisect_right(stops, at) if step > 0 else bisect_left(stops, at) - 1
    return stops[index % len(stops)]


def milestone_beyond(lanes: tuple[Lane, ...], lane: int, day: date, step: int) -> tuple[int, date] | None:
    """Give lane and day of the next (1) or previous (-1) milestone: along the lane, then on those after it."""
    order = range(lane, len(lanes)) if step > 0 else range(lane, -1, -1)
    for index in order:
        days = [mark.day for mark in lanes[index].marks]
        if index == lane:
            days = [other for other in days if (other > day if step > 0 else other < day)]
        if days:
            return index, days[0] if step > 0 else days[-1]
    return None

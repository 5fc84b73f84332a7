"""Where the cursor jumps to: milestones in reading order, conflicts in the order of time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui.widgets.timeline.lane import Lane
from pmdesk.tui.widgets.timeline.troubles import days_of

Stop = tuple[date, int]
"""A day and the place of a lane."""

_ORDER = {kind: place for place, kind in enumerate(("milestone", "assignment", "event", "blackout", "engagement"))}


def conflict_stops(
    conflicts: Iterable[Conflict], place: Callable[[str], int | None], portfolio: Portfolio
) -> tuple[Stop, ...]:
    """Give the day and lane of each conflict that is not waived: its first occurrence from today on, else its first.

    ``place`` gives the lane on which a thing lies.
    """
    zone = ZoneInfo(portfolio.profile.timezone)
    stops: set[Stop] = set()
    for conflict in conflicts:
        if conflict.waived or not conflict.occurrences:
            continue
        days = [days_of(item, zone) for item in conflict.occurrences]
        start, end = next((span for span in days if span[1] >= portfolio.today), days[0])
        items = sorted(conflict.items, key=lambda ref: (_ORDER.get(ref.partition("/")[0], 9), ref))
        lane = next((found for ref in items if (found := place(ref)) is not None), None)
        if lane is not None:
            stops.add((min(max(start, portfolio.today), end), lane))
    return tuple(sorted(stops))


def beyond(stops: tuple[Stop, ...], at: Stop, step: int) -> Stop | None:
    """Give the next stop (``step`` 1) or the one before (-1), going round at the ends; None where there is none."""
    if not stops:
        return None
    index = bisect_right(stops, at) if step > 0 else bisect_left(stops, at) - 1
    return stops[index % len(stops)]


def milestone_beyond(lanes: Sequence[Lane], lane: int, day: date, step: int, today: date) -> tuple[int, date] | None:
    """Give lane and day of the next (1) or previous (-1) milestone: along the lane, then on those after it.

    Another lane is entered at its first milestone from today on, or from behind at its last. None without any, as where
    a filter leaves no lane.
    """
    if not lanes:
        return None
    order = range(lane, len(lanes)) if step > 0 else range(lane, -1, -1)
    for index in order:
        days = [mark.day for mark in lanes[index].marks]
        if index == lane:
            days = [other for other in days if (other > day if step > 0 else other < day)]
        if days:
            if step < 0:
                return index, days[-1]
            return index, days[0] if index == lane else next((other for other in days if other >= today), days[-1])
    return None

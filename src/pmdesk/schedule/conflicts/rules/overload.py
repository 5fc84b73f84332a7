"""`overload` (me): the planned hours of an ISO week exceed the available ones.

An occurrence is that week, Monday to Sunday; peak and limit are its planned and available hours; the items are the
engagements with hours in it. High if planned ÷ available is more than 1.25 (or nothing is available), else medium.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pmdesk.model import Engagement, Noun
from pmdesk.schedule.conflicts.hit import HIGH, MEDIUM, Hit
from pmdesk.schedule.conflicts.scene import FAR, Scene
from pmdesk.schedule.load import Week, overloaded

KIND = "overload"
ROWS: frozenset[type[Noun]] = frozenset({Engagement})


def hits(scene: Scene) -> Iterator[Hit]:
    """Find the weeks with more promised than there is."""
    return of_weeks(overloaded(scene.portfolio, scene.window, scene.with_))


def of_weeks(found: Iterable[Week]) -> Iterator[Hit]:
    """Find those among some weeks."""
    for week in found:
        planned, available = week.exact_planned, week.exact_available
        if planned > available:
            items = tuple(sorted(f"engagement/{key}" for key in week.by_engagement))
            sunday = date.fromordinal(min(week.monday.toordinal() + 6, FAR))
            severity = HIGH if planned * 4 > available * 5 else MEDIUM
            yield Hit("me", items, week.monday, sunday, severity, planned, available)

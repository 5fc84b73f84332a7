"""What a timeline shows of one portfolio: made once, looked at many times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui.glyphs import Glyphs
from pmdesk.tui.widgets.timeline.detail import Details
from pmdesk.tui.widgets.timeline.frame import Part
from pmdesk.tui.widgets.timeline.lanes import Lanes
from pmdesk.tui.widgets.timeline.load_strip import Week, by_monday, normal_hours
from pmdesk.tui.widgets.timeline.stops import Stop, conflict_stops


@dataclass(frozen=True)
class Scene:
    """Lanes, the stops of conflicts, the details, and the load by week."""

    portfolio: Portfolio
    focus: str | None
    lanes: Lanes
    stops: tuple[Stop, ...]
    details: Details
    weeks: Mapping[int, Week]
    hours: str
    told: int
    """The number of conflicts that it was made of."""
    serial: int = field(default_factory=count().__next__)
    """Tells scenes apart, so that what was drawn of one can be kept while another is shown."""


def scene_of(
    portfolio: Portfolio,
    conflicts: Sequence[Conflict],
    weeks: Sequence[Week],
    glyphs: Glyphs,
    *,
    focus: str | None = None,
    before: Portfolio | None = None,
    keys: tuple[Part, ...] = (),
) -> Scene:
    """Make the scene; milestones that lie elsewhere than in the portfolio ``before`` are drawn as moved.

    ``keys`` are pieces that stand at the end of a conflict's line: the keys that help.
    """
    lanes = Lanes(portfolio, conflicts, focus, glyphs.times, before)
    return Scene(
        portfolio=portfolio,
        focus=focus,
        lanes=lanes,
        stops=conflict_stops(conflicts, lanes.place, portfolio),
        details=Details(portfolio, conflicts, glyphs, keys),
        weeks=by_monday(weeks),
        hours=normal_hours(portfolio.profile.hours),
        told=len(conflicts),
    )

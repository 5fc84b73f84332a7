"""What a timeline shows of one portfolio: made once, looked at many times; for an edit, only what that touches anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from pmdesk.model import Noun
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui.glyphs import Glyphs
from pmdesk.tui.widgets.timeline.caught import Caught, Changed
from pmdesk.tui.widgets.timeline.detail import Details
from pmdesk.tui.widgets.timeline.frame import Part
from pmdesk.tui.widgets.timeline.lanes import Lanes
from pmdesk.tui.widgets.timeline.load_strip import Week, by_monday, normal_hours
from pmdesk.tui.widgets.timeline.stops import Stop, conflict_stops

_SERIALS = count()


@dataclass(frozen=True)
class Scene:
    """Lanes, the details, the load by week, and the conflicts that they were made of (those of ``changed`` replaced).

    ``touched`` are the places of the lanes that an edit touches; None where all were made anew.
    """

    portfolio: Portfolio
    focus: str | None
    lanes: Lanes
    details: Details
    weeks: Mapping[int, Week]
    hours: str
    told: Sequence[Conflict]
    changed: Changed = ()
    touched: Collection[int] | None = None
    serial: int = field(default_factory=_SERIALS.__next__)
    """Tells scenes apart, so that what was drawn of one can be kept while another is shown."""
    load_serial: int = field(default_factory=count().__next__)
    """Tells apart what they have of load."""

    @property
    def conflicts(self) -> list[Conflict]:
        """All conflicts of the scene."""
        ids = {one.id for pair in self.changed for one in pair if one is not None}
        return [one for one in self.told if one.id not in ids] + [now for _, now in self.changed if now is not None]

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The day and lane of each conflict."""
        return conflict_stops(self.conflicts, self.lanes.place, self.portfolio)


def scene_of(
    portfolio: Portfolio,
    conflicts: Sequence[Conflict],
    weeks: Sequence[Week],
    glyphs: Glyphs,
    *,
    focus: str | None = None,
    before: Portfolio | None = None,
    keys: tuple[Part, ...] = (),
    kept: Callable[[Noun], bool] | None = None,
) -> Scene:
    """Make the scene; milestones that lie elsewhere than in the portfolio ``before`` are drawn as moved.

    ``keys`` are pieces that stand at the end of a conflict's line: the keys that help. ``kept`` tells which rows a
    filter keeps.
    """
    caught = Caught(portfolio, conflicts)
    return Scene(
        portfolio=portfolio,
        focus=focus,
        lanes=Lanes(portfolio, caught, focus, glyphs.times, before, kept),
        details=Details(portfolio, caught, glyphs, keys),
        weeks=by_monday(weeks),
        hours=normal_hours(portfolio.profile.hours),
        told=conflicts,
    )


def scene_after(base: Scene, portfolio: Portfolio, changed: Changed, refs: Collection[str]) -> Scene | None:
    """Give the scene as an edit of the rows ``refs`` leaves it, in a time that does not depend on how much there is.

    None where the edit may make other lanes: then it is to be made whole.
    """
    caught = base.lanes.caught.after(portfolio, changed)
    found = base.lanes.after(portfolio, caught, changed, refs)
    if found is None:
        return None
    lanes, touched = found
    details = base.details.after(portfolio, caught)
    return replace(
        base, portfolio=portfolio, lanes=lanes, details=details, changed=changed, touched=touched, serial=next(_SERIALS)
    )  # fmt: skip

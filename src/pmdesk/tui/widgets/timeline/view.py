"""Where the cursor is and what part of lanes and time is in view; every move gives a new view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pmdesk.tui.widgets.timeline.scale import DEFAULT_ZOOM, LAST_DAY, ZOOMS, Scale, span_of, unit_of


@dataclass(frozen=True, slots=True)
class View:
    """The cursor (``lane``, ``day``) and the window on it.

    ``top`` is the first lane in view, ``origin`` the number of the unit in the first column; ``width`` and ``height``
    count the axis' columns and the lanes in view, ``count`` all lanes.
    """

    day: date
    lane: int = 0
    top: int = 0
    zoom: int = DEFAULT_ZOOM
    origin: int = 0
    width: int = 1
    height: int = 1
    count: int = 0

    @property
    def scale(self) -> Scale:
        """The time axis."""
        return Scale(self.zoom, self.origin, self.width)

    @property
    def column(self) -> int:
        """The first column of the cursor."""
        return self.scale.column(self.day.toordinal())

    def at(self, lane: int, day: date) -> View:
        """Put the cursor on a lane and a day; what is in view follows, by a quarter where it has to."""
        lane = min(max(lane, 0), max(self.count - 1, 0))
        moved = replace(self, lane=lane, day=day)
        return replace(moved, top=moved._followed_top(), origin=moved._followed_origin())

    def _followed_top(self) -> int:
        top, ahead = self.top, self.height // 4
        if self.lane < top:
            top = self.lane - ahead
        elif self.lane >= top + self.height:
            top = self.lane - self.height + 1 + ahead
        return min(max(top, 0), max(self.count - self.height, 0))

    def _followed_origin(self) -> int:
        scale = self.scale
        unit, units = scale.unit(self.day), scale.units
        if unit < self.origin:
            return unit - units // 4
        if unit >= self.origin + units:
            return unit - units + 1 + units // 4
        return self.origin

    def by_lanes(self, step: int) -> View:
        """Move by lanes."""
        return self.at(self.lane + step, self.day)

    def by_columns(self, step: int) -> View:
        """Move by units of time."""
        return self.at(self.lane, self.scale.stepped(self.day, step))

    def by_pages(self, step: int) -> View:
        """Move by a page of time; the cursor keeps its column."""
        units = max(1, self.scale.units - 1) * step
        day = self.scale.stepped(self.day, units)
        shift = self.scale.unit(day) - self.scale.unit(self.day)
        return replace(self, origin=self.origin + shift).at(self.lane, day)

    def home(self, today: date) -> View:
        """Put the cursor on today, near the left edge, the first column on a Monday where columns are days."""
        unit = ZOOMS[self.zoom].unit
        start = today - timedelta(days=today.weekday()) if unit == "day" else today
        units = self.scale.units
        back = 7 if unit == "day" and units > 28 else 0 if unit == "day" else units // 8
        return replace(self, origin=unit_of(unit, start.toordinal()) - back).at(self.lane, today)

    def zoomed(self, step: int) -> View:
        """Go nearer (1) or farther (-1); the cursor stays about where it is on the screen."""
        zoom = min(max(self.zoom - step, 0), len(ZOOMS) - 1)
        if zoom == self.zoom:
            return self
        before = min(max(self.column, 0), self.width - 1)
        there = replace(self, zoom=zoom)
        unit = there.scale.unit(self.day)
        return replace(there, origin=unit - before // ZOOMS[zoom].cells).at(self.lane, self.day)

    def sized(self, width: int, height: int, count: int) -> View:
        """Fit to another width, height or number of lanes."""
        return replace(self, width=max(1, width), height=max(1, height), count=count).at(self.lane, self.day)

    @property
    def seen(self) -> tuple[date, date]:
        """The first and last day in view, and a quarter of that on both sides: what a portfolio should hold.

        A quarter is how far the view follows a cursor that leaves it.
        """
        first, last = self.scale.first.toordinal(), self.scale.last.toordinal()
        more = (last - first) // 4 + 1
        return date.fromordinal(max(first - more, 1)), date.fromordinal(min(last + more, LAST_DAY))

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day of the cursor's column."""
        low, high = span_of(ZOOMS[self.zoom].unit, self.scale.unit(self.day))
        return date.fromordinal(low), date.fromordinal(high)

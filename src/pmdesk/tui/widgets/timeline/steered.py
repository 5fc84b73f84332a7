"""The cursor of the timeline: where it is, and the actions and clicks that move it."""

from __future__ import annotations

from datetime import date

from textual import events

from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui.frugal import Plain
from pmdesk.tui.widgets.timeline.detail import Spot
from pmdesk.tui.widgets.timeline.lane import Lane
from pmdesk.tui.widgets.timeline.layout import Layout, layout_for
from pmdesk.tui.widgets.timeline.painter import Painter
from pmdesk.tui.widgets.timeline.scene import Scene
from pmdesk.tui.widgets.timeline.stops import beyond, milestone_beyond
from pmdesk.tui.widgets.timeline.view import View

WHEEL = 3
"""How many lanes a notch of the wheel moves."""


class Steered(Plain):
    """Knows where the cursor is and where each action takes it; what is painted then is up to the timeline."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._scene: Scene | None = None
        self._view: View | None = None
        self._layout: Layout = layout_for(1, 0)
        self._painter: Painter | None = None

    def _move(self, view: View) -> None:
        """Take a view."""
        raise NotImplementedError

    def action_open(self) -> None:
        """Open what is under the cursor."""
        raise NotImplementedError

    # Where the cursor is

    @property
    def cursor_date(self) -> date | None:
        """The day of the cursor; None before anything is shown."""
        return self._view.day if self._view else None

    @property
    def lane(self) -> Lane | None:
        """The lane of the cursor."""
        if self._scene is None or self._view is None or not self._scene.lanes:
            return None
        return self._scene.lanes[min(self._view.lane, len(self._scene.lanes) - 1)]

    @property
    def cursor_ref(self) -> str:
        """The ref of what is under the cursor: a milestone, a bar, else what the lane is of; empty for nothing."""
        lane = self.lane
        return lane.at(self._view.day, *self._view.span) if lane and self._view else ""

    @property
    def cursor_conflicts(self) -> list[Conflict]:
        """The conflicts of what is under the cursor, worst first, waived ones last."""
        lane = self.lane
        if lane is None or self._view is None or self._scene is None:
            return []
        first, last = self._view.span
        return self._scene.details.conflicts_at(Spot(lane, self._view.day, first, last))

    def around(self, day: date) -> tuple[date, date]:
        """Give the first and last day that a portfolio should hold for the cursor to be on a day."""
        return self._view.at(self._view.lane, day).seen if self._view else (day, day)

    def go(self, ref: str, day: date | None = None) -> bool:
        """Put the cursor on a thing, on a day or else on its own; tell whether it has a lane here."""
        place = self._scene.lanes.place(ref) if self._scene else None
        if self._scene is None or self._view is None or place is None:
            return False
        lane = self._scene.lanes[place]
        own = next((mark.day for mark in lane.marks if mark.ref == ref), None)
        own = own or next((bar.start for bar in lane.bars if bar.ref == ref and bar.look != "term"), None)
        self._move(self._view.at(place, day or own or self._view.day))
        return True

    @property
    def is_bare(self) -> bool:
        """Whether there is no lane."""
        return self._scene is None or not self._scene.lanes

    def has(self, ref: str) -> bool:
        """Tell whether a thing has a lane here."""
        return self._scene is not None and self._scene.lanes.place(ref) is not None

    @property
    def engagements(self) -> tuple[int, int]:
        """How many engagements have a lane, and how many would without a filter."""
        return self._scene.lanes.engagements if self._scene else (0, 0)

    # Actions

    def action_lane(self, step: int) -> None:
        """Move by lanes."""
        if self._view:
            self._move(self._view.by_lanes(step))

    def action_column(self, step: int) -> None:
        """Move by columns."""
        if self._view:
            self._move(self._view.by_columns(step))

    def action_page(self, step: int) -> None:
        """Move by a page of time."""
        if self._view:
            self._move(self._view.by_pages(step))

    def action_first(self) -> None:
        """Go to the first lane."""
        if self._view:
            self._move(self._view.at(0, self._view.day))

    def action_last(self) -> None:
        """Go to the last lane."""
        if self._view:
            self._move(self._view.at(self._view.count - 1, self._view.day))

    def action_zoom(self, step: int) -> None:
        """Go nearer (1) or farther (-1)."""
        if self._view:
            self._move(self._view.zoomed(step))

    def action_today(self) -> None:
        """Go back to today."""
        if self._view and self._scene:
            self._move(self._view.home(self._scene.portfolio.today))

    def action_milestone(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) milestone; tell whether there is one."""
        if self._view and self._scene:
            found = milestone_beyond(
                self._scene.lanes, self._view.lane, self._view.day, step, self._scene.portfolio.today
            )
            if found:
                self._move(self._view.at(*found))
                return True
        return False

    def action_conflict(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) conflict in time; tell whether there is one."""
        if self._view and self._scene:
            found = beyond(self._scene.stops, (self._view.day, self._view.lane), step)
            if found:
                self._move(self._view.at(found[1], found[0]))
                return True
        return False

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click is; a second one opens."""
        view, scene, painter = self._view, self._scene, self._painter
        if view is None or scene is None or painter is None:
            return
        section, row = self._layout.section(event.y)
        column = event.x - painter.columns.left
        lane = min(view.top + row, view.count - 1) if section == "lane" else view.lane
        if section in {"lane", "header"}:
            self._move(view.at(lane, view.scale.day_at(column) if column >= 0 else view.day))
        if section == "lane" and event.chain == 2:
            self.action_open()

    def on_mouse_scroll_down(self) -> None:
        """Move down the lanes."""
        self.action_lane(WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Move up the lanes."""
        self.action_lane(-WHEEL)

"""The timeline: every engagement on one time axis, drawn by the line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.theme import Theme

from pmdesk.model import Noun
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui.context import in_order
from pmdesk.tui.glyphs import NORMAL, Glyphs
from pmdesk.tui.palette import palette_of
from pmdesk.tui.text import shown
from pmdesk.tui.widgets.timeline.caught import Changed
from pmdesk.tui.widgets.timeline.frame import Part
from pmdesk.tui.widgets.timeline.lane import Lane
from pmdesk.tui.widgets.timeline.layout import layout_for
from pmdesk.tui.widgets.timeline.load_strip import Week
from pmdesk.tui.widgets.timeline.painter import Painter
from pmdesk.tui.widgets.timeline.scene import Scene, scene_after, scene_of
from pmdesk.tui.widgets.timeline.steered import Steered
from pmdesk.tui.widgets.timeline.view import View


class Timeline(Steered, can_focus=True):
    """Lanes on a time axis with a cursor, my load, and what is under the cursor.

    It has no keys of its own: the screen calls its actions.
    """

    DEFAULT_CSS = """
    Timeline { width: 1fr; height: 1fr; }
    """

    class Opened(Message):
        """What is under the cursor is to be opened."""

        def __init__(self, timeline: Timeline, ref: str) -> None:
            super().__init__()
            self.timeline, self.ref = timeline, ref

    class WindowWanted(Message):
        """The view shows days (``shown``) outside of the portfolio's window; those to ``last``, included, would do."""

        def __init__(self, timeline: Timeline, first: date, last: date, shown: tuple[date, date]) -> None:
            super().__init__()
            self.timeline, self.first, self.last, self.shown = timeline, first, last, shown

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 (Textual's name)
        glyphs: Glyphs = NORMAL,
        keys: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Make an empty timeline; ``keys`` are keys and words that help with a conflict: ``("f", "fix")``."""
        super().__init__(id=id)
        self.glyphs = glyphs
        self.keys: tuple[Part, ...] = tuple(
            part for key, words in keys for part in ((f"  {key} ", "text"), (words + " ", "dim"))
        )
        self._base: Scene | None = None
        self._kept_scenes: dict[str | None, Scene] = {}
        self._detail: tuple[Strip, ...] = ()
        self._wanted: tuple[date, date] | None = None
        self.selected: frozenset[str] = frozenset()

    # What it shows

    def show(
        self,
        portfolio: Portfolio,
        conflicts: Sequence[Conflict],
        weeks: Sequence[Week],
        today: date,
        focus: str | None = None,
        kept: Callable[[Noun], bool] | None = None,
    ) -> None:
        """Show a portfolio with its conflicts and load; the cursor stays on its thing, its lane and its day.

        ``kept`` tells which rows a filter keeps: the lanes without any are left out.
        """
        self._base = None
        if kept is not None:
            found = scene_of(portfolio, conflicts, weeks, self.glyphs, focus=focus, keys=self.keys, kept=kept)
            self._replace(found, today)
            return
        known = self._kept_scenes.get(focus)
        if known is None or known.portfolio is not portfolio or len(known.told) != len(conflicts):
            if any(scene.portfolio is not portfolio for scene in self._kept_scenes.values()):
                self._kept_scenes.clear()
                if self._painter is not None:
                    self._painter.forget()
            known = scene_of(portfolio, conflicts, weeks, self.glyphs, focus=focus, keys=self.keys)
            self._kept_scenes[focus] = known
        self._replace(known, today)

    def preview(
        self,
        portfolio: Portfolio,
        conflicts: Sequence[Conflict],
        weeks: Sequence[Week] | None = None,
    ) -> None:
        """Show how things would be: what is moved with the place that it comes from, the cursor on it."""
        base = self._base or self._scene
        if base is None:
            return
        load = list(base.weeks.values()) if weeks is None else weeks
        scene = scene_of(
            portfolio, conflicts, load, self.glyphs,
            focus=base.focus, before=base.portfolio, keys=self.keys, kept=base.lanes.kept,
        )  # fmt: skip
        self._base = base
        self._replace(scene, base.portfolio.today)

    def preview_edit(self, portfolio: Portfolio, changed: Changed, refs: Collection[str]) -> None:
        """Show how things would be after an edit of the rows ``refs``, of which ``changed`` are the conflicts.

        Only the lanes that it touches are made and painted again, as far as there are the same lanes then.
        """
        base = self._base or self._scene
        if base is None:
            return
        scene = scene_after(base, portfolio, changed, refs)
        if scene is None:
            told = replace(base, changed=changed).conflicts
            self.preview(portfolio, told)
            return
        self._base = base
        self._swap(scene)

    def end_preview(self) -> None:
        """Show things as they are again."""
        if self._base is not None:
            scene, self._base = self._base, None
            self._swap(scene)

    def _swap(self, scene: Scene) -> None:
        """Show a scene that shares its lanes with the one in view: paint what differs, and the cursor."""
        old, view = self._scene, self._view
        if old is None or view is None or (old.touched is None and scene.touched is None):
            self._replace(scene, scene.portfolio.today)
            return
        ref, lane = self.cursor_ref, self.lane
        self._scene = scene
        self._view = after = self._kept(view, scene, ref, lane)
        if after.scale != view.scale or after.top != view.top:
            self._repaint()
            return
        lines = {self._layout.lane_line(at, view.top) for at in (*(old.touched or ()), *(scene.touched or ()))}
        regions = [Region(0, y, self.size.width, 1) for y in lines if y is not None]
        self._paint(regions + (self._changed(view, after) if after != view else []))

    def _replace(self, scene: Scene, today: date) -> None:
        old, ref, lane = self._scene, self.cursor_ref, self.lane
        self._scene = scene
        if old is None or old.portfolio.clients != scene.portfolio.clients or self._painter is None:
            self._recolor()
        self._layout = layout_for(self.size.height, len(scene.lanes))
        if self._view is None:
            start = min(1, len(scene.lanes) - 1) if scene.lanes else 0
            self._view = self._sized(View(day=today, lane=start)).home(today)
        else:
            self._view = self._kept(self._sized(self._view), scene, ref, lane)
        self._repaint()

    def _kept(self, view: View, scene: Scene, ref: str, lane: Lane | None) -> View:
        """Put the cursor back: on the thing if it has moved, else on its lane, else where it was."""
        place = scene.lanes.places.get(lane.key) if lane else None
        view = view.at(view.lane if place is None else place, view.day)
        milestone = scene.portfolio.milestones.get(ref.partition("/")[2]) if ref.startswith("milestone/") else None
        first, last = view.span
        where = scene.lanes.place(ref)
        if milestone and where is not None and not first <= milestone.due <= last:
            return view.at(where, milestone.due)
        return view

    def take_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with another set of signs from the next portfolio on."""
        if glyphs is not self.glyphs:
            self.glyphs = glyphs
            self._kept_scenes.clear()
            self._painter = None

    def select(self, refs: frozenset[str]) -> None:
        """Show these things as selected."""
        self.selected = refs
        if self._painter is not None:
            self._painter.select(refs)
        self.refresh()

    def action_open(self) -> None:
        """Open what is under the cursor."""
        if self.cursor_ref:
            self.post_message(self.Opened(self, self.cursor_ref))

    # What is painted again

    def _sized(self, view: View) -> View:
        columns = self._painter.columns if self._painter else None
        count = len(self._scene.lanes) if self._scene else 0
        return view.sized(columns.axis if columns else 1, self._layout.lanes, count)

    def _move(self, view: View) -> None:
        """Take a view, and paint again only the lines that it changes."""
        old = self._view
        if old is None or view == old:
            return
        self._view = view
        if view.scale != old.scale or view.top != old.top:
            self._repaint()
            return
        self._paint(self._changed(old, view))

    def _paint(self, regions: list[Region]) -> None:
        """Paint some regions again, and the lines of the detail that are others now."""
        before, self._detail = self._detail, self._details()
        top = self._layout.detail_top
        for row, strip in enumerate(self._detail):
            if row >= len(before) or (strip is not before[row] and strip != before[row]):
                regions.append(Region(0, top + row, self.size.width, 1))
        self.refresh(*regions)
        self._tell()

    def _changed(self, old: View, view: View) -> list[Region]:
        """Give what a step of the cursor changes above the detail: two lanes, or on one lane the cells between."""
        left = self._painter.columns.left if self._painter else 0
        regions = [Region(0, 0, left, 1)] if view.day != old.day else []
        was, now = self._layout.lane_line(old.lane, old.top), self._layout.lane_line(view.lane, view.top)
        if was is not None and was == now:
            low, high = sorted((old.column, view.column))
            return [*regions, Region(left + low, now, high - low + view.scale.level.cells, 1)]
        return regions + [Region(0, y, self.size.width, 1) for y in (was, now) if y is not None]

    def _details(self) -> tuple[Strip, ...]:
        if self._painter is None or self._scene is None or self._view is None:
            return ()
        return self._painter.detail(self._scene, self._view, self._layout)

    def _repaint(self) -> None:
        """Paint everything again."""
        self._detail = self._details()
        self.refresh()
        self._tell()

    def _tell(self) -> None:
        """Ask for days that the view shows and the portfolio may lack."""
        if self._view is None or self._scene is None:
            return
        window, scale = self._scene.portfolio.window, self._view.scale
        if window is None or (scale.first in window and scale.last in window):
            return
        first, last = self._view.seen
        if self._wanted and self._wanted[0] <= scale.first and scale.last <= self._wanted[1]:
            return
        self._wanted = (first, last)
        self.post_message(self.WindowWanted(self, first, last, (scale.first, scale.last)))

    def _recolor(self) -> None:
        """Take the colours of the theme and the signs that are set."""
        if self._scene is None or not self.size.width:
            return
        palette = palette_of(self.app, in_order(self._scene.portfolio.clients))
        self._painter = Painter(self.glyphs, palette, self.size.width)
        self._painter.select(self.selected)

    def _theme_changed(self, _: Theme) -> None:
        self._recolor()
        self._repaint()

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)

    def on_unmount(self) -> None:
        """Let go: the signal would keep this widget, and all that it shows, for as long as the program runs."""
        self.app.theme_changed_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Fit to another size."""
        if self._scene is None or self._view is None:
            return
        fresh = self._painter is None
        self._recolor()
        self._layout = layout_for(self.size.height, len(self._scene.lanes))
        if fresh:
            self._view = self._sized(replace(self._view, top=0)).home(self._view.day)
        else:
            self._view = self._sized(self._view)
        self._repaint()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the widget."""
        scene, view, painter = self._scene, self._view, self._painter
        if scene is None or view is None or painter is None:
            return Strip.blank(self.size.width, self.rich_style)
        section, row = self._layout.section(y)
        if section == "header":
            return painter.header(scene, view, row)
        if section == "lane":
            if not scene.lanes:
                return painter.message(scene, view, self._nothing(scene) if row == 0 else "")
            return painter.lane(scene, view, view.top + row)
        if section == "rule":
            return painter.rule(scene, view)
        if section == "load":
            return painter.load(scene, view, row)
        if section == "gap":
            return painter.gap(scene, view, self._layout)
        if section == "detail" and row < len(self._detail):
            return self._detail[row]
        return painter.message(scene, view, "")

    def _nothing(self, scene: Scene) -> str:
        client = scene.portfolio.clients.get(scene.focus or "")
        if scene.focus:
            return f"nothing in {shown(client.name) if client else scene.focus}"
        return "no engagements yet: a adds one"

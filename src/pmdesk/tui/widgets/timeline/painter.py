"""Draws any line of the timeline for a scene and a view, and keeps what it drew."""

from __future__ import annotations

import textwrap

from textual.cache import LRUCache
from textual.strip import Strip

from pmdesk.tui.glyphs import Glyphs
from pmdesk.tui.palette import Palette
from pmdesk.tui.text import cells
from pmdesk.tui.widgets.timeline.detail import Line, Spot
from pmdesk.tui.widgets.timeline.draw import header_strip, lane_strip
from pmdesk.tui.widgets.timeline.frame import Frame, columns_for, line
from pmdesk.tui.widgets.timeline.layout import Layout
from pmdesk.tui.widgets.timeline.load_strip import bars_strip, numbers_strip
from pmdesk.tui.widgets.timeline.scene import Scene
from pmdesk.tui.widgets.timeline.view import View

LISTED = 5
"""From so many free lines on the detail lists what comes next."""
CACHED = 128
"""How many lanes are kept drawn."""
_BLANK = Line(())


def _broken(item: Line, width: int) -> list[Line]:
    """Break the last piece of a line that is too long, at a blank; what follows stands under where it began."""
    *head, (text, ink) = item.parts
    indent = sum(cells(part) for part, _ in head)
    room = width - indent
    if cells(text) <= room or room < 20:
        return [Line(item.parts)]
    rows = textwrap.wrap(text, room, break_long_words=True) if text.isascii() or cells(text) == len(text) else [text]
    return [Line((*head, (rows[0], ink))), *(Line(((" " * indent, "text"), (row, ink))) for row in rows[1:])]


def unfolded(item: Line, width: int) -> list[Line]:
    """Give a line as several where it is too long for one, or its right end has no room beside the rest."""
    if sum(cells(text) for text, _ in (*item.parts, *item.right)) + 2 <= width:
        return [item]
    rows = _broken(item, width)
    return [*rows, Line((("     ", "text"), *item.right))] if item.right else rows


class Painter:
    """Draws with one set of signs and colours; ``width`` is that of the whole line."""

    def __init__(self, glyphs: Glyphs, palette: Palette, width: int) -> None:
        self.glyphs = glyphs
        self.palette = palette
        self.columns = columns_for(width)
        self._lanes: LRUCache[tuple[int, int, int, int | None], Strip] = LRUCache(CACHED)
        self._lines: LRUCache[Line, Strip] = LRUCache(64)
        self._frame: Frame | None = None
        self._selected: frozenset[str] = frozenset()
        self._loads: LRUCache[tuple[int, int, int], tuple[Strip, Strip]] = LRUCache(16)

    def select(self, refs: frozenset[str]) -> None:
        """Draw these things as selected."""
        if refs != self._selected:
            self._selected = refs
            self._lanes.clear()

    def forget(self) -> None:
        """Let go of the lanes of scenes that are over: they take as much room as a page of rows."""
        self._lanes.clear()

    def frame(self, scene: Scene, view: View) -> Frame:
        """Give the frame of a view; the same one as long as the time axis is the same."""
        if self._frame is None or self._frame.scale != view.scale or self._frame.today != scene.portfolio.today:
            self._frame = Frame(self.columns, view.scale, self.glyphs, self.palette, scene.portfolio.today)
        return self._frame

    def lane(self, scene: Scene, view: View, index: int) -> Strip:
        """Draw a lane."""
        cursor = view.column if index == view.lane else None
        lane = scene.lanes[index]
        key = (lane.serial, view.zoom, view.origin, cursor)
        strip = self._lanes.get(key)
        if strip is None:
            active = index == view.lane
            lane, frame = scene.lanes[index], self.frame(scene, view)
            strip = lane_strip(lane, frame, cursor, active=active, selected=self._selected)
            self._lanes[key] = strip
        return strip

    def header(self, scene: Scene, view: View, row: int) -> Strip:
        """Draw a row of the header."""
        return header_strip(row, self.frame(scene, view), view.day)

    def load(self, scene: Scene, view: View, row: int) -> Strip:
        """Draw the bars (row 0) or the numbers (1) of my load."""
        frame = self.frame(scene, view)
        key = (scene.load_serial, view.zoom, view.origin)
        strips = self._loads.get(key)
        if strips is None:
            strips = (bars_strip(frame, scene.weeks, scene.hours), numbers_strip(frame, scene.weeks))
            self._loads[key] = strips
        return strips[row]

    def rule(self, scene: Scene, view: View) -> Strip:
        """Draw the line between the lanes and the load."""
        frame = self.frame(scene, view)
        left = frame.columns.left
        return line([(" " * left, "text"), (self.glyphs.rule * frame.scale.width, "faint")], frame)

    def gap(self, scene: Scene, view: View, layout: Layout) -> Strip:
        """Draw the line over the detail; it says which lanes are in view where that is not all."""
        frame = self.frame(scene, view)
        if layout.lanes >= view.count:
            return line([], frame)
        last = min(view.top + layout.lanes, view.count)
        words = f"lanes {view.top + 1} {self.glyphs.dash} {last} of {view.count} "
        return line([], frame, [(words, "dim")])

    def detail(self, scene: Scene, view: View, layout: Layout) -> tuple[Strip, ...]:
        """Draw what is under the cursor; what has no room is counted in the last line."""
        if not scene.lanes or not layout.detail:
            return ()
        frame = self.frame(scene, view)
        first, last = view.span
        lines = scene.details.lines(Spot(scene.lanes[view.lane], view.day, first, last))
        spare, told = layout.detail - len(lines), lines
        lines = []
        for item in told:  # as far as there is room, whole: the thing itself first
            parts = unfolded(item, frame.columns.width)
            fits = len(parts) - 1 <= spare
            lines += parts if fits else [item]
            spare -= len(parts) - 1 if fits else 0
        if len(lines) > layout.detail:
            hidden = len(lines) - layout.detail + 1
            lines = [*lines[: layout.detail - 1], Line(((f"   {self.glyphs.ellipsis} and {hidden} more", "dim"),))]
        if layout.detail - len(lines) >= LISTED:
            spot = Spot(scene.lanes[view.lane], view.day, first, last)
            lines = [*lines, *scene.details.coming(spot, layout.detail - len(lines))]
        strips = [self._told(item, frame) for item in lines]
        return (*strips, *[self._told(_BLANK, frame)] * (layout.detail - len(strips)))

    def _told(self, item: Line, frame: Frame) -> Strip:
        """Draw a line of the detail; from one place to the next most of them stay."""
        strip = self._lines.get(item)
        if strip is None:
            strip = self._lines[item] = line(list(item.parts), frame, list(item.right))
        return strip

    def message(self, scene: Scene, view: View, words: str) -> Strip:
        """Draw a line of words where the lanes would be."""
        return line([("  ", "text"), (words, "dim")], self.frame(scene, view))

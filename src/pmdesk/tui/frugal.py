"""Paints what has changed, and asks for nothing else.

Textual's compositor has every widget of a screen give all of its lines, whatever part of it is painted anew: a step of
a cursor costs as much as the screen is high, and as it has widgets. This one asks for the lines that are painted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from textual._compositor import Compositor
from textual.color import Color
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

T = TypeVar("T")


class Frugal(Compositor):
    """A compositor that renders by runs of lines that are painted."""

    _is_painted: Callable[[int], bool] | None = None

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        self._is_painted = is_rendered_line
        try:
            return super()._render_chops(crop, is_rendered_line)
        finally:
            self._is_painted = None

    def lines(self, first: int, end: int) -> list[Strip]:
        """Give the lines from ``first`` to ``end``, which is excluded, as they stand; no others are rendered."""
        seen = Region(0, first, self.size.width, end - first).intersection(self.size.region)
        chops = self._render_chops(seen, lambda y: seen.y <= y < seen.bottom)
        return [Strip.join(chops[y].values()) for y in seen.line_range]

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        is_painted = self._is_painted
        if crop is None or is_painted is None:
            yield from super()._get_renders(crop)
            return
        bands = [Region(0, top, self.size.width, height) for top, height in _runs(crop.line_range, is_painted)]
        for widget, (region, clip) in self.visible_widgets.items():  # from the front to the back
            for band in bands:
                seen = clip.intersection(band)
                shown = region.intersection(seen)
                if shown:
                    yield region, seen, widget.render_lines(shown.translate(-region.offset))
            bands = [band for band in bands if not region.intersection(clip).contains_region(band)]
            if not bands:
                return  # what lies behind is covered


class Plain(Widget):
    """A widget whose lines fill it and are kept by whoever draws them: they are painted as they are.

    Textual makes a line of borders, padding and content anew for every paint; what it remembers of a strip (how it is
    cut, coloured, written) is lost with that.
    """

    _styled_at: tuple[int, ...] = ()
    _ground: Color | None = None

    def _plain_ground(self) -> Color | None:
        """Give what the lines stand on, worked out once for each change of styles; None where there is more around."""
        nodes = self.ancestors_with_self
        now = (len(nodes), *(node.styles._cache_key for node in nodes))
        if now != self._styled_at:
            is_plain = not any(self.styles.gutter) and self.opacity == 1.0
            self._styled_at, self._ground = now, self.background_colors[1] if is_plain else None
        return self._ground

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of a part of the widget."""
        ground = self._plain_ground()
        if ground is None:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        for filtering in self.get_line_filters():
            strips = [strip.apply_filter(filtering, ground) for strip in strips]
        left, right = crop.column_span
        if (left, right) == (0, self.size.width):
            return strips
        return [strip.crop(left, right) for strip in strips]


class Layered(Screen[T]):
    """A screen that may stand beneath another one: what changes there is painted, and nothing else.

    Textual keeps what a screen beneath has painted once, paints it again with every change, and with it all in front.
    """

    def __init__(self) -> None:
        super().__init__()
        paint_frugally(self)

    def _compositor_refresh(self) -> None:
        front = self.app.screen
        if front is self or not isinstance(front, Layered) or self not in self.app._background_screens:
            super()._compositor_refresh()
            return
        front.paint(self._compositor._dirty_regions)
        self._compositor._dirty_regions.clear()
        self._dirty_widgets.clear()

    def paint(self, regions: Iterable[Region]) -> None:
        """Paint some parts of the screen with what it paints next; a screen not laid out yet is painted whole then.

        The screen beneath may have had another size when they changed.
        """
        whole = self._compositor.size.region
        seen = [part for region in regions if (part := region.intersection(whole))]
        if not seen:
            return
        self._compositor._dirty_regions.update(seen)
        self._dirty_widgets.add(self)
        self._update_timer.resume()

    def lines_beneath(self, first: int, end: int) -> list[Strip]:
        """Give the lines from ``first`` to ``end``, which is excluded, of the screen beneath, if there is one."""
        stack = self.app.screen_stack
        at = stack.index(self) if self in stack else 0
        compositor = stack[at - 1]._compositor
        return compositor.lines(first, end) if at and isinstance(compositor, Frugal) else []


def _runs(lines: Iterable[int], is_painted: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """Give the first line and the height of each run of lines that are painted."""
    top, end = 0, 0
    for y in filter(is_painted, lines):
        if y != end:
            if end > top:
                yield top, end - top
            top = y
        end = y + 1
    if end > top:
        yield top, end - top


def paint_frugally(screen: Screen[Any]) -> None:
    """Have a screen that is not shown yet painted so."""
    screen._compositor = Frugal()

"""Paints what has changed, and asks for nothing else.

Textual's compositor has every widget of a screen give all of its lines, whatever part of it is painted anew: a step of
a cursor costs as much as the screen is high, and as it has widgets. This one asks for the lines that are painted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget


class Frugal(Compositor):
    """A compositor that renders by runs of lines that are painted."""

    _is_painted: Callable[[int], bool] | None = None

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        self._is_painted = is_rendered_line
        try:
            return super()._render_chops(crop, is_rendered_line)
        finally:
            self._is_painted = None

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

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of a part of the widget."""
        if any(self.styles.gutter) or self.opacity != 1.0:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        ground = self.background_colors[1]
        for filtering in self.get_line_filters():
            strips = [strip.apply_filter(filtering, ground) for strip in strips]
        left, right = crop.column_span
        if (left, right) == (0, self.size.width):
            return strips
        return [strip.crop(left, right) for strip in strips]


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

"""Which line of the widget shows what, by its height and the number of lanes."""

from __future__ import annotations

from dataclasses import dataclass

HEADER = 2
LOAD = 2
SPARE = 22
"""So many lines that no lane needs go to the detail, which tells what comes next then."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Heights in lines, from top to bottom: header, lanes, rule, load, gap, detail; what is left stays blank."""

    height: int
    lanes: int
    rule: int
    load: int
    gap: int
    detail: int

    @property
    def load_top(self) -> int:
        """The first line of the load."""
        return HEADER + self.lanes + self.rule

    @property
    def detail_top(self) -> int:
        """The first line of the detail."""
        return self.load_top + self.load + self.gap

    def section(self, y: int) -> tuple[str, int]:
        """Give what a line shows, and the how-manieth of its kind it is."""
        top = 0
        parts = ("header", "lane", "rule", "load", "gap", "detail")
        for name, size in zip(parts, (HEADER, self.lanes, self.rule, self.load, self.gap, self.detail), strict=True):
            if top <= y < top + size:
                return name, y - top
            top += size
        return "blank", y - top

    def lane_line(self, index: int, top: int) -> int | None:
        """Give the line of a lane when ``top`` is the first in view; None out of view."""
        return HEADER + index - top if 0 <= index - top < self.lanes else None


def layout_for(height: int, lanes: int) -> Layout:
    """Give the layout of a widget of ``height`` lines that has so many lanes."""
    load = LOAD if height >= 10 else 0
    rule = 1 if height >= 26 and load else 0
    gap = 1 if height >= 18 else 0
    detail = 1 if height < 12 else 3 if height < 18 else 4 if height < 26 else 6
    if height < 7:
        detail = 0
    room = max(1, height - HEADER - rule - load - gap - detail)
    used = min(room, max(lanes, 1))
    return Layout(height, used, rule, load, gap, detail + min(room - used, SPARE))

"""What all lines of the timeline are drawn with: columns, time axis, signs, colours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rich.segment import Segment
from textual.strip import Strip

from pmdesk.tui.glyphs import Glyphs
from pmdesk.tui.palette import Palette
from pmdesk.tui.text import cells, shown
from pmdesk.tui.widgets.timeline.scale import Axis, Scale, axis_of

Part = tuple[str, str]
"""A piece of text with its ink; an ink that begins with ``*`` is bold."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells: the whole line, and of it the label, the hours, the next date; the rest is the axis.

    One cell of cursor mark comes first; one blank stands after each. One of no width is left out.
    """

    width: int
    label: int
    hours: int
    next: int

    @property
    def left(self) -> int:
        """How many cells stand before the axis."""
        return 1 + sum(width + 1 for width in (self.label, self.hours, self.next) if width)

    @property
    def axis(self) -> int:
        """How many cells the axis has."""
        return max(1, self.width - self.left)


def columns_for(width: int) -> Columns:
    """Give the widths that suit a line of ``width`` cells."""
    if width < 50:
        return Columns(width, max(4, width // 3), 0, 0)
    if width < 100:
        return Columns(width, 19, 4, 6)
    return Columns(width, min(34, 21 + (width - 100) // 8), 5, 6)


@dataclass(frozen=True)
class Frame:
    """What a line is drawn with."""

    columns: Columns
    scale: Scale
    glyphs: Glyphs
    palette: Palette
    today: date

    @cached_property
    def axis(self) -> Axis:
        """The header of the scale."""
        return axis_of(self.scale, self.glyphs.month)

    @cached_property
    def today_column(self) -> int | None:
        """The column of today (the middle one of its unit), if it is in view."""
        column = self.scale.column(self.today.toordinal()) + self.scale.level.cells // 2
        return column if 0 <= column < self.scale.width else None

    @cached_property
    def days(self) -> tuple[int, int]:
        """The first and the last day in view, as ordinals."""
        return self.scale.first.toordinal(), self.scale.last.toordinal()


def segments(parts: list[Part], palette: Palette, ground: str = "plain") -> list[Segment]:
    """Turn pieces of text into segments."""
    found = []
    for text, ink in parts:
        if text:
            found.append(Segment(text, palette.style(ink.removeprefix("*"), ground, bold=ink.startswith("*"))))
    return found


def line(parts: list[Part], frame: Frame, right: list[Part] | None = None, ground: str = "plain") -> Strip:
    """Draw a line of pieces, cut at the width, with others at its right end where there is room for both."""
    width = frame.columns.width
    tail = right or []
    taken = sum(cells(text) for text, _ in tail)
    used = sum(cells(text) for text, _ in parts)
    if used + taken + 2 > width:
        tail, taken = [], 0
    row: list[Part] = []
    room = width - taken
    for text, ink in parts:
        piece = shown(text, room, frame.glyphs.ellipsis)
        row.append((piece, ink))
        room -= cells(piece)
        if piece != text:
            break
    row.append((" " * room, "text"))
    return Strip(segments([*row, *tail], frame.palette, ground), width)

"""How the week grid is drawn, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from pmdesk.model import Blackout, Milestone
from pmdesk.tui import refs, words
from pmdesk.tui.line import Looks, Span, strip_of
from pmdesk.tui.screens.rows import SEVERITY_ROLE, mark_of
from pmdesk.tui.text import cells, fit, shown
from pmdesk.tui.week import Sitting, WeekSheet
from pmdesk.tui.widgets.week_layout import Placed, shares

if TYPE_CHECKING:
    from pmdesk.tui.app import PmdeskApp
    from pmdesk.tui.view import View

AXIS = 6
"""Cells of the times at the left."""
EARLIEST, LATEST = 8 * 60, 18 * 60
"""The minutes of a day that are shown in any case."""


@dataclass(frozen=True)
class Item:
    """Something in a day that the cursor may stand on: due or off (``placed`` None), or a meeting on the grid."""

    ref: str
    about: Sitting | Milestone | Blackout
    client: str | None
    placed: Placed[Sitting] | None = None


@dataclass(frozen=True)
class Day:
    """One column: what is in it, the cursor's way through it, and the shaded stretches in minutes."""

    date: date
    items: tuple[Item, ...]
    shaded: tuple[tuple[int, int], ...]

    @property
    def above(self) -> list[Item]:
        """What is due or off."""
        return [item for item in self.items if item.placed is None]

    @property
    def meetings(self) -> list[Item]:
        """What stands on the grid."""
        return [item for item in self.items if item.placed is not None]


class WeekPaint(Widget):
    """Draws a week; where the cursor goes is told by its kind."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual calls it so)
        super().__init__(id=id)
        self.sheet: WeekSheet | None = None
        self.view: View | None = None
        self.day: date | None = None
        self.ref = ""
        self.selected: frozenset[str] = frozenset()
        self.top = 0
        self._days: list[Day] = []
        self._first, self._last, self._step = EARLIEST, LATEST, 30

    def is_elsewhere(self, one: Sitting) -> bool:
        """Tell whether a meeting is not of this context: it shows without a name."""
        view = self.view
        return one.event is None or (view is not None and not view.is_in(one.client))

    @property
    def item(self) -> Item | None:
        """What the cursor is on."""
        here = next((day for day in self._days if day.date == self.day), None)
        return next((item for item in here.items if item.ref and item.ref == self.ref), None) if here else None

    @property
    def _above(self) -> int:
        """How many lines stand above the grid for what is due or off; the last one may say how many more."""
        most = max((len(day.above) for day in self._days), default=0)
        return min(most, 2 if self.size.height < 24 else 4)

    def _height(self) -> int:
        return max(1, self.size.height - 2 - self._above)

    def _into_view(self) -> None:
        height, rows = self._height(), -(-(self._last - self._first) // self._step)
        item = self.item
        if item and item.placed:
            self.top = min(self.top, item.placed.row)
            self.top = max(self.top, min(item.placed.row + item.placed.rows, item.placed.row + height) - height)
        self.top = min(max(self.top, 0), max(0, rows - height))

    def _columns(self) -> list[tuple[int, int]]:
        return shares(max(1, self.size.width - AXIS), max(1, len(self._days)))

    def _item_at(self, x: int, y: int) -> tuple[date, Item | None] | None:
        for day, (left, width) in zip(self._days, self._columns(), strict=True):
            at = x - AXIS - left
            if 0 <= at < width:
                line = y - 2
                if 0 <= line < self._above:
                    return day.date, day.above[line] if line < len(day.above) else None
                row = y - 2 - self._above + self.top
                for item in day.meetings:
                    assert item.placed is not None
                    begin, size = shares(width - 1, item.placed.columns)[item.placed.column]
                    if item.placed.row <= row < item.placed.row + item.placed.rows and begin <= at - 1 < begin + size:
                        return day.date, item
                return day.date, None
        return None

    def _severity(self, item: Item) -> str:
        view = self.view
        return view.in_conflict.get(item.ref.partition("#")[0], "") if view else ""

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        app = cast("PmdeskApp", self.app)
        width, looks = self.size.width, app.looks
        if self.sheet is None or self.view is None:
            return strip_of([Span("  reading …" if y == 1 else "", "faint")], width, looks)
        if y == 0:
            return strip_of(self._title("shaded" if looks.shades else "dotted"), width, looks)
        if y == 1:
            return self._joined([Span("")], [self._day_head(day, size) for day, size in self._sized()], looks)
        if y < 2 + self._above:
            return self._joined([Span("")], [self._above_cell(day, y - 2, size) for day, size in self._sized()], looks)
        row = y - 2 - self._above + self.top
        minute = self._first + row * self._step
        if minute >= self._last:
            return strip_of((), width, looks)
        axis = Span(f"{minute // 60:02d}:00" if minute % 60 == 0 else "", "dim")
        now = self.view.now.astimezone(ZoneInfo(self.view.zone))
        at = now.hour * 60 + now.minute
        if now.date() in [day.date for day in self._days] and minute <= at < minute + self._step:
            axis = Span(f"{now:%H:%M}", "accent bold")
        return self._joined([axis], [self._cell(day, row, size) for day, size in self._sized()], looks)

    def _sized(self) -> list[tuple[Day, int]]:
        return [(day, width) for day, (_, width) in zip(self._days, self._columns(), strict=True)]

    def _joined(self, axis: list[Span], columns: list[list[tuple[Span, str]]], looks: Looks) -> Strip:
        segments = [Segment(fit(span.text, AXIS), looks.style(span.role)) for span in axis]
        for column in columns:
            segments += [
                Segment(shown(span.text), looks.style(span.role, ground)) for span, ground in column if span.text
            ]
        return Strip(segments).adjust_cell_length(self.size.width, looks.style("")).simplify()

    def _title(self, way: str) -> list[Span]:
        assert self.sheet is not None
        days = self.sheet.days
        first, last = days[0], days[-1]
        view = self.view
        who = view.short.get(view.focus or "", "") if view and view.focus else ""
        shaded = f"{way}: {who} works" if who else f"{way}: I work"
        count = sum(1 for one in self.sheet.sittings if not self.is_elsewhere(one))
        return [
            Span(f" week {first.isocalendar().week}", "bold"),
            Span(f"   {words.day_range(first, last)} {last.year}", ""),
            Span(f"   {words.count(count, 'meeting')}", "dim"),
            Span(f"   {shaded}", "faint"),
        ]

    def _day_head(self, day: Day, width: int) -> list[tuple[Span, str]]:
        assert self.view is not None
        chosen, today = day.date == self.day, day.date == self.view.today
        role = "accent bold" if today else "bold" if chosen else "dim"
        text = words.week_day(day.date) if width >= 11 else f"{words.DAYS[day.date.weekday()]} {day.date.day}"
        ground = "panel" if chosen else ""
        return [(Span(" "), ""), (Span(fit(text, width - 1), role), ground)]

    def _above_cell(self, day: Day, line: int, width: int) -> list[tuple[Span, str]]:
        items = day.above
        blank = [(Span(" " * width), "")]
        if line >= len(items):
            return blank
        if line == self._above - 1 and len(items) > self._above:
            return [(Span(fit(f" +{len(items) - line} more", width), "dim"), "")]
        item = items[line]
        glyphs = cast("PmdeskApp", self.app).glyphs
        chosen = item.ref == self.ref and day.date == self.day
        ground = "panel" if chosen else ""
        first = Span(glyphs.dot if item.ref in self.selected else " ", "accent bold")
        about = item.about
        if isinstance(about, Milestone):
            assert self.view is not None
            mark = mark_of(about, self.view.today, glyphs)
            role = f"@{item.client}" + (" bold under" if chosen else "")
            return [(first, ""), (mark, ground), (Span(fit(f" {about.title}", width - 2), role), ground)]
        assert isinstance(about, Blackout)
        role = "bold under" if chosen else "dim"
        return [
            (first, ""),
            (Span(glyphs.blackout, "warn"), ground),
            (Span(fit(f" {about.title}", width - 2), role), ground),
        ]

    def _cell(self, day: Day, row: int, width: int) -> list[tuple[Span, str]]:
        """Draw a row of a day: its left edge, then the columns of what stands there."""
        minute = self._first + row * self._step
        works = any(start < minute + self._step and end > minute for start, end in day.shaded)
        ground = "surface" if works else ""
        glyphs = cast("PmdeskApp", self.app).glyphs
        edge = (Span(glyphs.grid if works else " ", "faint"), ground)
        here = [
            item for item in day.meetings if item.placed and item.placed.row <= row < item.placed.row + item.placed.rows
        ]
        if not here:
            return [edge, (Span(" " * (width - 1)), ground)]
        found = [edge]
        placed = sorted(here, key=lambda item: item.placed.column if item.placed else 0)
        at = 0
        for item in placed:
            assert item.placed is not None
            left, size = shares(width - 1, item.placed.columns)[item.placed.column]
            found.append((Span(" " * (left - at)), ground))
            found += self._block(item, row - item.placed.row, size, day)
            at = left + size
        return [*found, (Span(" " * (width - 1 - at)), ground)]

    def _block(self, item: Item, line: int, width: int, day: Day) -> list[tuple[Span, str]]:
        glyphs = cast("PmdeskApp", self.app).glyphs
        one = item.about
        assert isinstance(one, Sitting)
        if not item.ref:
            text = refs.ELSEWHERE if line == 0 else ""
            return [(Span(fit(f"{glyphs.blackout} {text}", width), "faint"), "")]
        chosen = item.ref == self.ref and day.date == self.day
        own = f"@{item.client}" if item.client else "bold"
        ground = f"tint@{item.client}" if item.client else "mine"
        severity = self._severity(item) if line == 0 else ""
        text = self._text(item, one, line, width)
        over = self.view is not None and one.end < self.view.now
        role = f"{own} bold label" if chosen and self.has_focus else "bold under" if chosen else "dim" if over else ""
        bar = (Span(glyphs.dot if item.ref in self.selected else glyphs.cursor, own), ground)
        if width < 3:
            return [(Span(fit(glyphs.cursor, width), own), ground)]
        sign = glyphs.trouble if severity else ""
        return [
            bar,
            (Span(sign, f"{SEVERITY_ROLE.get(severity, '')} bold"), ground),
            (Span(fit(text, width - 1 - cells(sign)), role), ground),
        ]

    def _text(self, item: Item, one: Sitting, line: int, width: int) -> str:
        view = self.view
        assert view is not None
        assert item.placed is not None
        place = ZoneInfo(view.zone)
        clock = f"{one.start.astimezone(place):%H:%M}"
        title = ("? " if one.is_tentative else "") + one.title
        if item.placed.rows == 1:
            exact = one.start.astimezone(place).minute % self._step == 0
            return title if exact or width < 16 else f"{clock} {title}"
        if line == 0:
            return title
        if line == 1:
            return f"{clock}–{one.end.astimezone(place):%H:%M}"
        if line == 2 and one.client and view.focus is None:
            return view.short.get(one.client, one.client)
        return ""

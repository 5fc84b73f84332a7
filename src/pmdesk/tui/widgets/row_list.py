"""A list drawn by the line: any number of rows, one cursor, headings in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from pmdesk.tui.commands import bindings
from pmdesk.tui.frugal import Plain
from pmdesk.tui.line import Line, Span, strip_of

if TYPE_CHECKING:
    from textual import events

    from pmdesk.tui.app import PmdeskApp

Draw = Callable[[int], Line]


@dataclass(frozen=True)
class Row:
    """One row: what it stands for, and how it is drawn in a width.

    A row without a ref is a heading, which the cursor passes over. ``kind`` is what ``hop`` looks for.
    """

    ref: str
    draw: Draw
    kind: str = ""
    client: str | None = None
    day: date | None = None
    about: object = field(default=None, compare=False)

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes over it."""
        return not self.ref


def heading(*spans: Span) -> Row:
    """Make a row that the cursor passes over."""
    return Row("", lambda width: spans)


class RowList(Plain, can_focus=True):
    """The rows; the cursor stays on its ref when they change, and near it when the ref is gone."""

    BINDINGS = bindings("list")

    class Moved(Message):
        """The cursor stands on another row, or on none."""

        def __init__(self, rows: RowList, row: Row | None) -> None:
            super().__init__()
            self.rows, self.row = rows, row

    class Opened(Message):
        """The row under the cursor is to be opened."""

        def __init__(self, rows: RowList, row: Row) -> None:
            super().__init__()
            self.rows, self.row = rows, row

    def __init__(self, *, id: str | None = None, ground: str = "") -> None:  # noqa: A002 (Textual calls it so)
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.ground = ground
        self.cursor = -1
        self.top = 0
        self.empty: list[Line] = []
        self._strips: LRUCache[tuple[int, int, bool], Strip] = LRUCache(512)
        self._looks: object = None

    def show(self, rows: Sequence[Row], empty: list[Line] | None = None, *, first: bool = False) -> None:
        """Show these rows; ``empty`` is said where there are none, ``first`` puts the cursor on the first one."""
        wanted = self.row.ref if self.row and not first else ""
        grown = len(rows) != len(self.rows)
        near = 0 if first else max(self.cursor, 0)
        self.rows, self.empty = rows, empty or []
        self.cursor = self._index_of(wanted)
        if self.cursor < 0:
            self.cursor = self._free(near, 1) if rows else -1
        self.top = 0 if first else self.top
        self._into_view()
        self.redraw()
        if grown and self.styles.is_auto_height:
            self.refresh(layout=True)
        self.post_message(self.Moved(self, self.row))

    def redraw(self) -> None:
        """Draw everything anew."""
        self._strips.clear()
        self.refresh()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def _index_of(self, ref: str) -> int:
        return next((at for at, row in enumerate(self.rows) if row.ref == ref), -1) if ref else -1

    def _free(self, at: int, step: int) -> int:
        """Give the nearest row at or beyond ``at`` that the cursor may stand on; -1 where there is none."""
        at = min(max(at, 0), len(self.rows) - 1)
        for way in (step, -step):
            index = at
            while 0 <= index < len(self.rows):
                if not self.rows[index].is_heading:
                    return index
                index += way
        return -1

    def put_cursor(self, at: int, step: int = 1) -> None:
        """Put the cursor on a row, or on the next one that it may stand on."""
        if not self.rows:
            return
        before, top = self.cursor, self.top
        self.cursor = self._free(at, step)
        self._into_view()
        if self.top != top:
            self.refresh()
        else:
            for index in (before, self.cursor):
                self.refresh(Region(0, index - self.top, self.size.width, 1))
        if before != self.cursor:
            self._moved()

    def _moved(self) -> None:
        """Have what is told of the row painted together with the row, where the screen tells anything."""
        tell = getattr(self.screen, "tell_of_row", None)
        if tell is not None:
            tell()
        else:
            self.post_message(self.Moved(self, self.row))

    def put_cursor_on(self, ref: str) -> bool:
        """Put the cursor on a ref, if it is there."""
        at = self._index_of(ref)
        if at >= 0:
            self.put_cursor(at)
        return at >= 0

    def _into_view(self) -> None:
        height = max(1, self.size.height)
        low = self.cursor
        while low > 0 and self.rows[low - 1].is_heading:
            low -= 1
        if self.cursor - low >= height:
            low = self.cursor
        self.top = min(self.top, max(low, 0))
        self.top = max(self.top, self.cursor - height + 1, 0)
        self.top = min(self.top, max(0, len(self.rows) - height))

    def action_row(self, step: int) -> None:
        """Move by a row."""
        self.put_cursor(self.cursor + step, step)

    def action_rows(self, pages: int) -> None:
        """Move by a page."""
        self.put_cursor(self.cursor + pages * max(1, self.size.height - 1), pages)

    def action_first(self) -> None:
        """Move to the first row."""
        self.put_cursor(0)

    def action_last(self) -> None:
        """Move to the last row."""
        self.put_cursor(len(self.rows) - 1, -1)

    def action_hop(self, kind: str, step: int) -> None:
        """Move to the next row of a kind; conflicts are, where none are listed, the rows that are caught in one."""
        caught = getattr(self.screen, "is_caught", None)
        listed = any(row.kind == kind for row in self.rows)
        at = self.cursor + step
        while 0 <= at < len(self.rows):
            row = self.rows[at]
            if row.kind == kind or (not listed and kind == "conflict" and caught and row.ref and caught(row.ref)):
                self.put_cursor(at, step)
                return
            at += step
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(f"no {kind} further {'down' if step > 0 else 'up'} here", "dim")

    def action_to_today(self) -> None:
        """Move to the first row that is not over."""
        today = cast("PmdeskApp", self.app).today
        at = next((at for at, row in enumerate(self.rows) if row.day and today and row.day >= today), 0)
        self.put_cursor(at)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.row:
            self.post_message(self.Opened(self, self.row))

    def on_resize(self) -> None:
        """Keep the cursor in view; what was drawn for a width is kept for it."""
        self._into_view()
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move."""
        self.redraw()

    def on_blur(self) -> None:
        """Show the cursor as one that waits."""
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a click on the cursor opens."""
        at = self.top + event.y
        if at < len(self.rows) and not self.rows[at].is_heading:
            if at == self.cursor:
                self.action_open()
            else:
                self.put_cursor(at)

    def on_mouse_scroll_down(self) -> None:
        """Move on."""
        self.action_row(3)

    def on_mouse_scroll_up(self) -> None:
        """Move back."""
        self.action_row(-3)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give as many lines as there are rows."""
        return max(len(self.rows), len(self.empty), 1)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        looks, width = cast("PmdeskApp", self.app).looks, self.size.width
        if looks is not self._looks:
            self._looks = looks
            self._strips.clear()
        at = self.top + y
        if not self.rows:
            return strip_of(self.empty[y] if y < len(self.empty) else (), width, looks, self.ground)
        if at >= len(self.rows):
            return strip_of((), width, looks, self.ground)
        key = (at, width, at == self.cursor)
        found = self._strips.get(key)
        if found is None:
            found = self._strips[key] = self._drawn(self.rows[at], width, is_cursor=at == self.cursor)
        return found

    def _drawn(self, row: Row, width: int, *, is_cursor: bool) -> Strip:
        app = cast("PmdeskApp", self.app)
        mark = Span(" ")
        if is_cursor:
            role = f"@{row.client}" if row.client else "primary"
            mark = Span(app.glyphs.cursor, f"{role if self.has_focus else 'faint'} bar")
        line = (mark, *row.draw(width - 1))
        return strip_of(line, width, app.looks, "panel" if is_cursor else self.ground)

"""A list whose rows can be sieved by what is typed, and several of them marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual.message import Message
from textual.strip import Strip

from pmdesk.tui.line import Line, Span, strip_of
from pmdesk.tui.widgets.drawn import Drawn
from pmdesk.tui.widgets.filter_line import NOTHING
from pmdesk.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from pmdesk.tui.app import PmdeskApp

Sieve = Callable[[Row], bool]


def sieved(rows: Sequence[Row], sieve: Sieve | None) -> list[Row]:
    """Give the rows that a sieve keeps, and the headings that still have some beneath them."""
    if sieve is None:
        return list(rows)
    found: list[Row] = []
    waiting: list[Row] = []
    is_over = False
    for row in rows:
        if row.is_heading:
            waiting = [] if is_over else waiting
            waiting.append(row)
            is_over = False
        else:
            is_over = True
            if sieve(row):
                found += [*waiting, row]
                waiting = []
    return found


class RegisterList(RowList):
    """Keeps all rows, shows those that the sieve keeps, and remembers which are marked."""

    class Marked(Message):
        """Rows were marked, or no longer."""

    def __init__(self, *, id: str | None = None, ground: str = "") -> None:  # noqa: A002 (Textual calls it so)
        super().__init__(id=id, ground=ground)
        self.marked: set[str] = set()
        self.sieve: Sieve | None = None
        self._whole: Sequence[Row] = ()
        self._said: list[Line] = []

    def show(self, rows: Sequence[Row], empty: list[Line] | None = None, *, first: bool = False) -> None:
        """Show the rows that the sieve keeps; ``empty`` is said where there are none at all."""
        self._whole, self._said = rows, empty or []
        known = {row.ref for row in rows}
        self.marked &= known
        kept = sieved(rows, self.sieve)
        super().show(kept, NOTHING if rows and self.sieve else self._said, first=first)

    def sieve_by(self, sieve: Sieve | None) -> None:
        """Show the rows that a sieve keeps; None shows all."""
        if sieve is not None or self.sieve is not None:
            self.sieve = sieve
            self.show(self._whole, self._said)

    @property
    def total(self) -> int:
        """How many rows there are, headings and what is sieved out included or not: rows that stand for something."""
        return sum(1 for row in self._whole if row.ref)

    @property
    def shown(self) -> int:
        """How many rows that stand for something are shown."""
        return sum(1 for row in self.rows if row.ref)

    def picked(self) -> list[Row]:
        """Give the marked rows in their order; where none is, the one under the cursor."""
        if self.marked:
            return [row for row in self._whole if row.ref in self.marked]
        return [self.row] if self.row and self.row.ref else []

    def mark(self) -> None:
        """Mark the row under the cursor, or no longer, and go on to the next."""
        if self.row is None or not self.row.ref:
            return
        self.marked ^= {self.row.ref}
        self.redraw()
        self.action_row(1)
        self.post_message(self.Marked())

    def unmark(self) -> bool:
        """Mark nothing any more; tells whether anything was."""
        had = bool(self.marked)
        self.marked.clear()
        if had:
            self.redraw()
            self.post_message(self.Marked())
        return had

    def _drawn(self, row: Row, width: int, *, is_cursor: bool) -> Strip:
        if row.ref not in self.marked:
            return super()._drawn(row, width, is_cursor=is_cursor)
        app = cast("PmdeskApp", self.app)
        line = (Span(app.glyphs.dot, "accent bold"), *row.draw(width - 1))
        return strip_of(line, width, app.looks, "panel" if is_cursor else "mark")


class Head(Drawn):
    """The headings over a list."""

    DEFAULT_CSS = "Head { height: 1; width: 100%; }"

    def __init__(self) -> None:
        super().__init__()
        self._make: Callable[[int], Line] = lambda width: ()

    def show(self, make: Callable[[int], Line]) -> None:
        """Show headings, made for a width."""
        self._make = make
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """Give the one line; the cursor's column stays free."""
        return [[Span(" "), *self._make(width - 1)]]

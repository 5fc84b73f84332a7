"""What every register is: a list with headings, sections, orders and a filter, and the detail of the row in view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from pmdesk.model import Noun
from pmdesk.tui import belonging
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Line, Span
from pmdesk.tui.screens.base import DeskScreen, nothing_in
from pmdesk.tui.screens.sieving import Sieving
from pmdesk.tui.tables.table import Seen, Table, folded
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.filter_line import FilterLine
from pmdesk.tui.widgets.register_list import Head, RegisterList
from pmdesk.tui.widgets.row_list import Row, heading

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.view import View

Section = tuple[str, str, Sequence[Any]]
"""A title, what stands beside it, and the rows."""


def parted(table: Table, sections: Sequence[Section], seen: Seen, *, after: bool = False) -> list[Row]:
    """Make rows with a heading over each section that has any; ``after`` others, with a line between."""
    found: list[Row] = []
    for title, beside, rows in sections:
        if not rows:
            continue
        if title:
            found += [heading()] if found or after else []
            found.append(heading(Span(title, "bold"), Span(f"   {beside or len(rows)}", "dim")))
        found += [table.row(row, seen) for row in rows]
    return found


class RegisterScreen(Sieving, DeskScreen):
    """A register; each kind gives its table, what is read for it on the worker, and how that is parted."""

    CSS_PATH = [Path(__file__).parent.parent / "styles" / "register.tcss"]
    SCOPES: ClassVar[tuple[str, ...]] = ("desk", "list", "sieve", "register")
    BINDINGS = bindings("sieve", "register")
    AUTO_FOCUS = "#rows"
    TABLE: ClassVar[Table]
    EMPTY: ClassVar[Line] = ()
    FOLDS: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._data: Mapping[str, Any] | None = None
        self._read_at: object = None
        self._asked_at: object = None
        self._order = next(iter(self.table.orders))
        self._wanted = ""
        self._steady: View | None = None

    @property
    def table(self) -> Table:
        """The table whose rows are listed."""
        return self.TABLE

    # -- what is given by each kind ---------------------------------------------------------------------------------

    def read(self, desk: Sight) -> Mapping[str, Any]:
        """Read what the list needs; on the worker. ``rows`` are those of the table."""
        return {"rows": desk.rows(self.table.noun)}

    def sections(self, rows: Sequence[Any], seen: Seen) -> list[Section]:
        """Part the rows, which stand in the context and in order already."""
        return [("", "", rows)]

    def vendors(self, view: View) -> frozenset[str]:
        """Give the vendors that stand in the context, where the table lists any."""
        return frozenset()

    # -- showing ----------------------------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Compose list, detail and the line of the filter."""
        with Container(id="register"):
            with Vertical(id="listed"):
                yield Head()
                yield RegisterList(id="rows")
            yield Pane(id="detail")
        yield FilterLine()

    @property
    def rows_list(self) -> RegisterList:
        """The list."""
        return self.query_one("#rows", RegisterList)

    @property
    def data(self) -> Mapping[str, Any]:
        """What was read; empty until it is."""
        return self._data or {}

    def fill(self, view: View) -> None:
        """List what is known, and have read what changed."""
        version = view.book.version
        if version != self._read_at and version != self._asked_at:
            self._asked_at = version
            self.keeper.read(self.read_all, lambda data: self._got(data, view), lane=f"register {type(self).__name__}")
        self._hold(view)
        self.list_rows()

    def _hold(self, view: View) -> None:
        """Hold the view that the rows belong to: until those of a newer one are read, they are shown in the old one."""
        if self._steady is None or view.book.version == self._read_at:
            self._steady = view
        elif view.context != self._steady.context:
            self._steady = replace(self._steady, context=view.context)

    def read_all(self, desk: Sight) -> Mapping[str, Any]:
        """Read all that is in view; on the worker."""
        return self.read(desk)

    def _got(self, data: Mapping[str, Any], view: View) -> None:
        self._data, self._read_at = data, view.book.version
        if self.is_mounted and self.view is not None:
            self._steady = replace(view, context=self.view.context)
            self._hold(self.view)
            self.list_rows()

    def seen(self) -> Seen:
        """Give what cells are made from."""
        if self._steady is None:
            raise RuntimeError("rows are listed before anything was read")
        return Seen(self._steady, self.desk_app.glyphs, self.data)

    def rows_here(self) -> list[Any]:
        """Give the rows that stand in the context."""
        view = self._steady
        if view is None:
            return []
        vendors = self.vendors(view)
        return [row for row in self.data.get("rows", ()) if belonging.stands_in(view, row, vendors)]

    def list_rows(self) -> None:
        """List the rows of the context."""
        view = self._steady
        if view is None:
            return
        seen = self.seen()
        self.query_one(Head).show(lambda width: self.table.head(width, self._order, seen))
        if self._data is None:
            self.rows_list.show([], [[], [Span("  reading …", "faint")]])
            return
        self.rows_list.show(self.made_rows(seen), self.empty(view))
        if self._wanted and self.rows_list.put_cursor_on(self._wanted):
            self._wanted = ""
        self.resieve()
        self.tell()

    def made_rows(self, seen: Seen) -> list[Row]:
        """Make the rows of the list, headings included."""
        rows = self.table.sorted(self.rows_here(), self._order, seen)
        return parted(self.table, self.sections(rows, seen), seen)

    def empty(self, view: View) -> list[Line]:
        """Say what stands here where nothing does."""
        return nothing_in(view, self.EMPTY)

    def tell(self, *, keep: bool = False) -> None:
        """Tell of the row under the cursor; ``keep`` does not take room from what is told to give it to the list."""
        pane = self.query_one("#detail", Pane)
        row = self.rows_list.row
        if self._steady is None or row is None or not isinstance(row.about, Noun):
            pane.show(self.overview(), keep=keep)
            return
        width = max(30, pane.size.width - 4)
        lines = self.detail(row.about, width)
        pane.show([part for line in lines for part in folded(line, width)] if self.FOLDS else lines, keep=keep)

    def detail(self, about: Noun, width: int) -> list[Line]:
        """Give what is told of a row."""
        return self.table.detail(about, self.seen(), width)

    def overview(self) -> list[Line]:
        """Give what is told where the cursor is on no row."""
        return []

    def tell_of_row(self) -> None:
        """Tell of the row under the cursor."""
        self.tell(keep=True)

    def on_row_list_moved(self) -> None:
        """Tell of the row under the cursor of a list that was made anew."""
        self.tell_of_row()

    def on_resize(self) -> None:
        """Break the detail anew."""
        self.call_after_refresh(self.tell)

    # -- what keys work with ------------------------------------------------------------------------------------------

    def target(self) -> str:
        """Give the row under the cursor."""
        row = self.rows_list.row
        return row.ref if row else ""

    def target_day(self) -> date | None:
        """Give the day of the row under the cursor, if it is still to come."""
        row, today = self.rows_list.row, self.desk_app.today
        return row.day if row and row.day and today and row.day >= today else today

    def point_at(self, ref: str, day: date | None) -> None:
        """Put the cursor on a row, now or when it is read."""
        self._wanted = "" if self.rows_list.put_cursor_on(ref) else ref

    def picked(self) -> list[Noun]:
        """Give the marked rows, else the one under the cursor."""
        found = self.active_list()
        return [row.about for row in (found.picked() if found else []) if isinstance(row.about, Noun)]

    def adds(self) -> type[Noun] | None:
        """Give the noun of the table."""
        return self.table.noun

    def action_order(self) -> None:
        """Sort by the next order."""
        names = list(self.table.orders)
        self._order = names[(names.index(self._order) + 1) % len(names)] if self._order in names else names[0]
        self.list_rows()
        self.say(f"sorted by {self._order}", "dim")

    def on_row_list_opened(self, message: RegisterList.Opened) -> None:
        """Open the row under the cursor."""
        self.open_about(message.row.about)

    def open_about(self, about: object) -> None:
        """Open a row: in its form."""
        if self.view is not None and isinstance(about, Noun):
            self.edit_row(about, self.view)

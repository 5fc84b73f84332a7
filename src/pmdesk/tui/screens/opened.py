"""A register whose rows open: one row with panes of what belongs to it, in the place of the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from pmdesk.model import Kpi, Noun
from pmdesk.tui import belonging
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Line, Span
from pmdesk.tui.screens.register import RegisterScreen, Section, parted
from pmdesk.tui.tables.table import Seen, Table, title_line
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.filter_line import FilterLine
from pmdesk.tui.widgets.panes import PaneLine
from pmdesk.tui.widgets.register_list import Head, RegisterList
from pmdesk.tui.widgets.row_list import Row

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.view import View

_INSIDE = "inside"
"""Under which name the panes are read along with the register."""
Sections = Callable[[Sequence[Any], Seen], list[Section]]


@dataclass(frozen=True)
class PaneOf:
    """A pane of what was opened: its name, its table, under which name its rows were read, and what an empty one says.

    ``rows`` makes the rows where they are not those of one table.
    """

    name: str
    table: Table
    source: str
    empty: str = ""
    sections: Sections | None = None
    rows: Callable[[Any, Seen], list[Row]] | None = None


class OpenedScreen(RegisterScreen):
    """A register whose rows have panes; each kind gives them, and reads what they show."""

    SCOPES: ClassVar[tuple[str, ...]] = ("desk", "list", "sieve", "register", "opened")
    BINDINGS = bindings("opened")

    def __init__(self) -> None:
        super().__init__()
        self._about: Noun | None = None
        self._inside: Mapping[str, Any] | None = None
        self._pane = ""
        self._orders: dict[str, str] = {}
        self._left_at = ""
        self._to_open = ""

    # -- what is given by each kind ---------------------------------------------------------------------------------

    def panes(self, about: Noun) -> tuple[PaneOf, ...]:
        """Give the panes of a row; none where it opens in a form."""
        return ()

    def read_inside(self, desk: Sight, about: Any) -> Mapping[str, Any]:
        """Read what the panes of a row show; on the worker."""
        raise NotImplementedError

    def headline(self, about: Any, seen: Seen) -> Line:
        """Give the head of what was opened."""
        return title_line(about, str(getattr(about, "name", about.ref)), seen)

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def foot(self) -> str:
        """Whose keys stand in the footer: inside what was opened its own, else those of any list."""
        return super().foot if self._about is None else f"{super().foot} inside"

    def body(self) -> ComposeResult:
        """Compose panes, list, detail and the line of the filter."""
        yield PaneLine()
        with Container(id="register"):
            with Vertical(id="listed"):
                yield Head()
                yield RegisterList(id="rows")
            yield Pane(id="detail")
        yield FilterLine()

    @property
    def pane(self) -> PaneOf | None:
        """The pane in view, where a row was opened."""
        if self._about is None:
            return None
        every = self.panes(self._about)
        return next((one for one in every if one.name == self._pane), every[0])

    @property
    def table(self) -> Table:
        """The table in view: the register's, or that of the pane."""
        pane = self.pane if hasattr(self, "_about") else None
        return pane.table if pane else self.TABLE

    @property
    def data(self) -> Mapping[str, Any]:
        """What was read for what is in view."""
        return {**super().data, **(self._inside or {})} if self._about is not None else super().data

    def fill(self, view: View) -> None:
        """List what is known, and have read what changed."""
        if self._about is not None and not self._still_stands(view):
            self._close()
        super().fill(view)

    def read_all(self, desk: Sight) -> Mapping[str, Any]:
        """Read the register, and the panes of what was opened."""
        about, found = self._about, self.read(desk)
        if about is None or desk.get(type(about), *about.identity) is None:
            return found
        return {**found, _INSIDE: (about.identity, self.read_inside(desk, about))}

    def _still_stands(self, view: View) -> bool:
        return self._about is not None and belonging.stands_in(view, self._about, self.vendors(view))

    def _got(self, data: Mapping[str, Any], view: View) -> None:
        if self._about is not None:
            fresh = next((row for row in data.get("rows", ()) if row.identity == self._about.identity), None)
            identity, inside = data.get(_INSIDE, ((), None))
            if fresh is None:
                self._close()
            else:
                self._about = fresh
                self._inside = inside if identity == fresh.identity else self._inside
        super()._got(data, view)
        if self._to_open and self.is_mounted:
            self.open_at(self._to_open)

    def _read_inside(self) -> None:
        about = self._about

        def got(inside: Mapping[str, Any]) -> None:
            if self._about is not None and about is not None and self._about.identity == about.identity:
                self._inside = inside
                if self.is_mounted:
                    self.list_rows()

        self.keeper.read(lambda desk: self.read_inside(desk, about), got, lane=f"inside {type(self).__name__}")

    def list_rows(self) -> None:
        """List the rows in view, under the head of what was opened."""
        line = self.query_one(PaneLine)
        if line.display != (self._about is not None):
            line.display = self._about is not None
            self.tell_keys()
        if self._about is not None and self._steady is not None:
            seen = self.seen()
            named = [(one.name, self._counted(one)) for one in self.panes(self._about)]
            client = self.rows_client(seen)
            line.show(
                self.headline(self._about, seen),
                named,
                self.pane.name if self.pane else "",
                f"@{client}" if client else "",
            )
        self.query_one(Head).display = self.pane is None or self.pane.rows is None
        super().list_rows()

    def rows_client(self, seen: Seen) -> str | None:
        """Give the client of what was opened."""
        return belonging.client_of(seen.view.portfolio, self._about)

    def _counted(self, pane: PaneOf) -> str:
        rows = (self._inside or {}).get(pane.source, ())
        view = self._steady
        if view is None or pane.rows is not None:
            return ""
        vendors = self.vendors(view)
        number = sum(1 for row in rows if self._stands(view, row, vendors))
        return str(number) if number else ""

    def _stands(self, view: View, row: Noun, vendors: frozenset[str]) -> bool:
        """Tell whether a row stands in the context; what hangs on the measure that was opened stands where it does."""
        if isinstance(self._about, Kpi) and getattr(row, "kpi", None) == self._about.key:
            return True
        return belonging.stands_in(view, row, vendors)

    def made_rows(self, seen: Seen) -> list[Row]:
        """Make the rows of the list, or of the pane."""
        pane = self.pane
        if pane is None:
            return super().made_rows(seen)
        if pane.rows is not None:
            return pane.rows(self._about, seen)
        every = list((self._inside or {}).get(pane.source, ()))
        vendors = self.vendors(seen.view)
        here = [row for row in every if self._stands(seen.view, row, vendors)]
        rows = pane.table.sorted(here, self._order, seen)
        found = parted(pane.table, pane.sections(rows, seen) if pane.sections else [("", "", rows)], seen)
        return [*found, *self.elsewhere([row for row in every if row not in here], seen)]

    def detail(self, about: Noun, width: int) -> list[Line]:
        """Give what is told of a row, by the table of its noun."""
        every = self.panes(self._about) if self._about is not None else ()
        tables = (self.TABLE, *(pane.table for pane in every))
        found = next((table for table in tables if table.noun is type(about)), self.table)
        return found.detail(about, self.seen(), width)

    def elsewhere(self, rows: Sequence[Any], seen: Seen) -> list[Row]:
        """Make lines of what is of other clients, without a name."""
        return []

    def empty(self, view: View) -> list[Line]:
        """Say what stands here where nothing does."""
        if self._about is None:
            return super().empty(view)
        if self._inside is None:
            return [[], [Span("  reading …", "faint")]]
        words = self.pane.empty if self.pane else ""
        head, key, tail = words.partition(" A ")
        if not key:
            return [[], [Span(f"  {words}", "dim")]]
        return [[], [Span(f"  {head} ", "dim"), Span("A", "bold"), Span(f" {tail}", "dim")]]

    def seen(self) -> Seen:
        """Give what cells are made from; what the head says already is left out of the columns."""
        found = super().seen()
        told = {"engagement": {"client", "engagement"}, "vendor": {"vendor", "by"}}
        return replace(found, told=frozenset(told.get(self._about.KIND, ()))) if self._about is not None else found

    # -- going in and out ---------------------------------------------------------------------------------------------

    def open_about(self, about: object) -> None:
        """Open a row: its panes, or its form."""
        if self._about is None and isinstance(about, Noun) and self.panes(about):
            self.open_row(about)
        else:
            super().open_about(about)

    def open_at(self, ref: str) -> None:
        """Open a row, now or when it is read."""
        row = next((row for row in super().data.get("rows", ()) if row.ref == ref), None)
        if row is None:
            self._to_open = ref
            return
        self._to_open = ""
        if self._about is None or self._about.ref != ref:
            self._close()
            self.point_at(ref, None)
            self.open_row(row)

    def open_row(self, about: Noun, pane: str = "") -> None:
        """Open a row at a pane."""
        if self.view is None:
            return
        self._left_at = self.target()
        self._orders[""] = self._order
        self.forget_picked()
        self._about, self._inside = about, None
        self._pane = pane or self._pane or self.panes(about)[0].name
        self._take_order()
        self.list_rows()
        self._read_inside()

    def _close(self) -> None:
        self._about, self._inside = None, None
        self._order = self._orders.get("", next(iter(self.TABLE.orders)))
        self._wanted = self._left_at

    def _take_order(self) -> None:
        names = self.table.orders
        kept = self._orders.get(self._pane, "")
        self._order = kept if kept in names else next(iter(names))

    def action_level_in(self) -> None:
        """Open the row under the cursor."""
        found = self.active_list()
        if found:
            found.action_open()

    def action_back(self) -> None:
        """Back out: of the selection, of the filter, of what was opened."""
        if any(one.marked for one in self.lists()) or self.query_one(FilterLine).display:
            super().action_back()
        elif self._about is not None:
            self._orders[self._pane] = self._order
            self._close()
            self.list_rows()

    def action_pane(self, step: int) -> None:
        """Show the next pane of what was opened."""
        if self._about is None:
            self.say("Tab goes through the panes of what Enter opens", "dim")
            return
        names = [one.name for one in self.panes(self._about)]
        at = names.index(self.pane.name) if self.pane else 0
        self.action_show_pane(names[(at + step) % len(names)])

    def action_show_pane(self, name: str) -> None:
        """Show a pane."""
        self._orders[self._pane] = self._order
        self._pane = name
        self.forget_picked()
        self._take_order()
        self.rows_list.top = 0
        self.list_rows()

    # -- what keys work with ------------------------------------------------------------------------------------------

    def picked(self) -> list[Noun]:
        """Give the marked rows, else the one under the cursor, else what was opened."""
        found = super().picked()
        return found or ([self._about] if self._about is not None and not self.rows_list.rows else [])

    def preset(self, noun: type[Noun], view: View) -> Mapping[str, str]:
        """Give what a new row begins with: what was opened says most of it."""
        from pmdesk.tui.overlays.presets import preset

        under = [self._about] if self._about is not None else super().picked()[:1]
        return preset(noun, view, under)

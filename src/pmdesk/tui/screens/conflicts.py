"""Conflicts: every contradiction, worst first, with the explanation of the one under the cursor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container

from pmdesk.model import Noun
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui import refs
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Span
from pmdesk.tui.screens.base import DeskScreen, nothing_in
from pmdesk.tui.screens.explanation import explain
from pmdesk.tui.screens.rows import conflict_row
from pmdesk.tui.screens.sieving import Sieving
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.filter_line import FilterLine
from pmdesk.tui.widgets.register_list import RegisterList
from pmdesk.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from pmdesk.tui.view import View

MARGIN = 8
"""Lines told beyond those that have room: more than the list gives back when its filter is closed."""


class ConflictsScreen(Sieving, DeskScreen):
    """The list, and beneath it (beside it, where there is room) the explanation."""

    SCOPES = ("desk", "list", "sieve")
    BINDINGS = bindings("sieve")
    AUTO_FOCUS = "#conflicts"

    def body(self) -> ComposeResult:
        """Compose list and explanation."""
        with Container(id="split"):
            yield RegisterList(id="conflicts")
            yield Pane(id="explanation")
        yield FilterLine()

    def fill(self, view: View) -> None:
        """List the conflicts."""
        rows = [conflict_row(one, view, self.desk_app.glyphs) for one in view.conflicts]
        empty = nothing_in(view, [Span("no conflicts: nothing contradicts anything in the next half year", "good")])
        self.query_one("#conflicts", RowList).show(rows, empty)
        self.resieve()
        self._explain()

    def _conflict(self) -> Conflict | None:
        row = self.query_one("#conflicts", RowList).row
        return row.about if row and isinstance(row.about, Conflict) else None

    def _explain(self) -> None:
        pane = self.query_one("#explanation", Pane)
        conflict, view = self._conflict(), self.view
        if conflict is None or view is None:
            pane.show([])
            return
        height = pane.size.height + MARGIN if pane.size.height else 0
        pane.show(explain(conflict, view, max(30, pane.size.width), self.desk_app.glyphs, height))

    def tell_of_row(self) -> None:
        """Explain the conflict under the cursor."""
        self._explain()

    def on_row_list_moved(self) -> None:
        """Tell of the row under the cursor of a list that was made anew."""
        self.tell_of_row()

    def on_resize(self) -> None:
        """Break the explanation anew."""
        self.call_after_refresh(self._explain)

    def target(self) -> str:
        """Give the milestone that the conflict is about, if it is about one only; else the conflict itself."""
        conflict = self._conflict()
        return self._target_of(conflict) if conflict else ""

    def _target_of(self, conflict: Conflict) -> str:
        dates = [item for item in conflict.items if item.startswith("milestone/")]
        if conflict.kind == "dependency" and self.view:
            rows = [row for row in (self.view.find_milestone(item) for item in dates) if row]
            later = [row for row in rows if any(f"milestone/{before.key}" in dates for before in row.after)]
            dates = [row.ref for row in later] or dates
        return dates[0] if len(dates) == 1 else f"conflict/{conflict.id}"

    def selected(self) -> list[Conflict]:
        """Give the selected conflicts, else the one under the cursor."""
        rows = self.query_one("#conflicts", RegisterList).picked()
        return [row.about for row in rows if isinstance(row.about, Conflict)]

    def copied(self) -> list[Conflict]:
        """Give what is selected, with its explanation."""
        return self.selected()

    def picked(self) -> list[Noun]:
        """Give the milestones that the selected conflicts are about, each of one only, and the meeting it is about."""
        view = self.view
        if view is None:
            return []
        found: dict[str, Noun] = {}
        for conflict in self.selected():
            ref = self._target_of(conflict)
            only = conflict.items[0] if len(conflict.items) == 1 else ""
            row = view.find_milestone(ref) or refs.row_of(view.portfolio, only)
            if row is not None:
                found[row.ref] = row
        return list(found.values())

    def conflicts_here(self) -> list[Conflict]:
        """Give the conflict under the cursor, or those that are selected."""
        return self.selected()

    def are_selected(self) -> bool:
        """Tell whether several are: a verb takes them all."""
        return bool(self.query_one("#conflicts", RegisterList).marked)

    def target_day(self) -> date | None:
        """Give the first day of the conflict."""
        row = self.query_one("#conflicts", RowList).row
        return row.day if row else self.desk_app.today

    async def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Show the conflict on the timeline."""
        await self.open_conflict(message.row)

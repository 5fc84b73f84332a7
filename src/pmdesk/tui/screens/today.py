"""Today: what now. Meetings with each client's local time, late and due, conflicts of this week, my load."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from pmdesk.tui.commands import bindings
from pmdesk.tui.screens.base import DeskScreen, nothing_in
from pmdesk.tui.screens.sieving import Sieving
from pmdesk.tui.widgets.filter_line import FilterLine
from pmdesk.tui.widgets.register_list import RegisterList
from pmdesk.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from pmdesk.model import Noun
    from pmdesk.schedule.conflicts.conflict import Conflict
    from pmdesk.tui.view import View

WIDE = 150
"""Columns from which conflicts, load and actions stand beside the agenda."""

LISTED_ON = {"kpi": "scorecards", "raid": "raid", "engagement": "timeline", "blackout": "timeline"}
"""The screens on which what an alert is about is opened, by kind."""


class TodayScreen(Sieving, DeskScreen):
    """The agenda, beneath or beside it what needs a look."""

    SCOPES = ("desk", "list", "sieve")
    BINDINGS = bindings("sieve")
    AUTO_FOCUS = "#agenda"

    def body(self) -> ComposeResult:
        """Compose the two lists; the second one is there on wide terminals."""
        with Horizontal():
            yield RegisterList(id="agenda")
            yield RegisterList(id="beside")
        yield FilterLine()

    def fill(self, view: View) -> None:
        """Show the day."""
        from pmdesk.tui.screens.agenda import agenda, beside
        from pmdesk.tui.screens.attention import attention

        wide = self.size.width >= WIDE
        left, right = agenda(view, self.desk_app.glyphs), beside(view, self.desk_app.glyphs)
        self.query_one("#beside", RowList).display = wide
        rows = [*left, *(() if wide else right), *attention(view)]
        empty = not any(row.ref for row in rows)
        self.query_one("#agenda", RowList).show(rows if not empty or view.focus is None else [], nothing_in(view))
        self.query_one("#beside", RowList).show(right if wide else [])
        self.resieve()

    def show_view(self) -> None:
        """Show the day; what is known of it in a moment until all is read."""
        super().show_view()
        sketch = self.desk_app.sketch
        if sketch is not None and self.view is None and self.is_mounted:
            from pmdesk.tui.screens.agenda import agenda

            self.query_one("#agenda", RowList).show(agenda(sketch, self.desk_app.glyphs), nothing_in(sketch))

    def on_resize(self, event: events.Resize) -> None:
        """Fit one list or two."""
        if self.view is not None and self.is_mounted:
            self.fill(self.view)

    def _list(self) -> RowList:
        focused = self.focused
        return focused if isinstance(focused, RowList) else self.query_one("#agenda", RowList)

    def target(self) -> str:
        """Give what the cursor is on."""
        row = self._list().row
        return row.ref.partition("#")[0] if row else ""

    def picked(self) -> list[Noun]:
        """Give what is selected, else what the cursor is on: of a meeting its event, of an alert what it is about."""
        from pmdesk.model import Noun

        active = self.active_list()
        found = [self._about(row) for row in (active.picked() if active else [])]
        return list({row.ref: row for row in found if isinstance(row, Noun)}.values())

    def _about(self, row: Row) -> object:
        from pmdesk.schedule.alerts import Alert
        from pmdesk.tui import refs
        from pmdesk.tui.view import ELSEWHERE

        about, view = row.about, self.view
        if isinstance(about, Alert) and view is not None:
            return view.find_milestone(about.ref) or refs.row_of(view.portfolio, about.ref)
        found = getattr(about, "event", about)

        return None if found is ELSEWHERE else found

    def copied(self) -> Sequence[object]:
        """Give what is selected, conflicts too."""
        from pmdesk.schedule.conflicts.conflict import Conflict

        active = self.active_list()
        rows = [self._about(row) for row in (active.picked() if active else [])]
        return rows if any(isinstance(one, Conflict) for one in rows) else self.picked()

    def conflicts_here(self) -> list[Conflict]:
        """Give the conflicts that are selected, else those of what the cursor is on."""
        from pmdesk.schedule.conflicts.conflict import Conflict

        marked = [row.about for one in self.lists() if one.marked for row in one.picked()]
        return [one for one in marked if isinstance(one, Conflict)] or super().conflicts_here()

    def are_selected(self) -> bool:
        """Tell whether conflicts are: a verb takes them all."""
        from pmdesk.schedule.conflicts.conflict import Conflict

        return any(isinstance(row.about, Conflict) for one in self.lists() if one.marked for row in one.picked())

    def action_delete(self) -> None:
        """Delete what the cursor is on; of a meeting that repeats the week can tell which."""
        found = self.picked()
        if found and getattr(found[0], "rrule", None):
            self.say("that meeting repeats: g w tells one occurrence from all of them", "dim")
        else:
            super().action_delete()

    def target_day(self) -> date | None:
        """Give the day of the row under the cursor, if it is still to come."""
        row, today = self._list().row, self.desk_app.today
        return row.day if row and row.day and today and row.day >= today else today

    def point_at(self, ref: str, day: date | None) -> None:
        """Put the cursor on a thing."""
        self.query_one("#agenda", RowList).put_cursor_on(ref)

    async def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open: a milestone in its form, a measure on the scorecards, whatever else where it lies on the timeline."""
        if self.view is None:
            self.say("one moment: the rest is being read", "dim")
            return
        ref = message.row.ref.partition("#")[0]
        kind = ref.partition("/")[0]
        if kind in {"milestone", "action"}:
            self.action_edit()
        elif kind == "conflict":
            await self.open_conflict(message.row)
        elif kind in LISTED_ON:
            await self.show_on(LISTED_ON[kind], ref, message.row.day)
        else:
            engagement = getattr(getattr(message.row.about, "event", None), "engagement", None)
            await self.show_on_timeline(f"engagement/{engagement}" if engagement else "me", message.row.day)

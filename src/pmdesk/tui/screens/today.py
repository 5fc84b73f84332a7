"""Today: what now. Meetings with each client's local time, late and due, conflicts of this week, my load."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from pmdesk.tui.commands import bindings
from pmdesk.tui.screens.base import DeskScreen, nothing_in
from pmdesk.tui.screens.deeds import Deeds
from pmdesk.tui.screens.sieving import Sieving
from pmdesk.tui.screens.verbs import Verbs
from pmdesk.tui.widgets.filter_line import FilterLine
from pmdesk.tui.widgets.register_list import RegisterList
from pmdesk.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from pmdesk.model import Noun
    from pmdesk.tui.view import View

WIDE = 150
"""Columns from which conflicts, load and actions stand beside the agenda."""

LISTED_ON = {"kpi": "scorecards", "raid": "raid", "engagement": "timeline", "blackout": "timeline"}
"""The screens on which what an alert is about is opened, by kind."""


class TodayScreen(Sieving, Deeds, DeskScreen):
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
        """Give what the cursor is on, of a meeting its event, of an alert what it is about."""
        from pmdesk.model import Noun
        from pmdesk.schedule.alerts import Alert
        from pmdesk.tui import refs

        row, view = self._list().row, self.view
        about = row.about if row else None
        found = getattr(about, "event", about)
        if isinstance(about, Alert) and view is not None:
            found = view.find_milestone(about.ref) or refs.row_of(view.portfolio, about.ref)
        return [found] if isinstance(found, Noun) else []

    def adds(self) -> type[Noun] | None:
        """Give milestones."""
        from pmdesk.model import Milestone

        return Milestone

    def action_add(self) -> None:
        """Add a milestone."""
        Verbs.action_add(self)

    def action_edit(self) -> None:
        """Edit what the cursor is on."""
        found = self.picked()
        if found and found[0].KIND != "milestone":
            Deeds.action_edit(self)
        else:
            Verbs.action_edit(self)

    def action_delete(self) -> None:
        """Delete what the cursor is on; of a meeting that repeats the week can tell which."""
        found = self.picked()
        if found and getattr(found[0], "rrule", None):
            self.say("that meeting repeats: g w tells one occurrence from all of them", "dim")
        else:
            Deeds.action_delete(self)

    def target_day(self) -> date | None:
        """Give the day of the row under the cursor, if it is still to come."""
        row, today = self._list().row, self.desk_app.today
        return row.day if row and row.day and today and row.day >= today else today

    def point_at(self, ref: str, day: date | None) -> None:
        """Put the cursor on a thing."""
        self.query_one("#agenda", RowList).put_cursor_on(ref)

    async def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open: a milestone in its form, a measure on the scorecards, whatever else where it lies on the timeline."""
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

"""Today: what now. Meetings with each client's local time, late and due, conflicts of this week, my load."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from pmdesk.model import Event
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.screens.base import DeskScreen, nothing_in
from pmdesk.tui.screens.rows import action_row, conflict_row, days_of, meeting_row, milestone_row
from pmdesk.tui.widgets.row_list import Row, RowList, heading

if TYPE_CHECKING:
    from pmdesk.schedule.load import Week
    from pmdesk.tui.view import View

SOON = 7
"""Days ahead for which dues and meetings are listed."""
WIDE = 150
"""Columns from which conflicts, load and actions stand beside the agenda."""
BAR = 24
"""Cells of the load's bar."""


class TodayScreen(DeskScreen):
    """The agenda, beneath or beside it what needs a look."""

    SCOPES = ("desk", "list")
    AUTO_FOCUS = "#agenda"

    def body(self) -> ComposeResult:
        """Compose the two lists; the second one is there on wide terminals."""
        with Horizontal():
            yield RowList(id="agenda")
            yield RowList(id="beside")

    def fill(self, view: View) -> None:
        """Show the day."""
        wide = self.size.width >= WIDE
        agenda, beside = self._agenda(view), self._beside(view)
        self.query_one("#beside", RowList).display = wide
        rows = agenda if wide else [*agenda, *beside]
        empty = not any(row.ref for row in rows)
        self.query_one("#agenda", RowList).show(rows if not empty or view.focus is None else [], nothing_in(view))
        self.query_one("#beside", RowList).show(beside if wide else [])

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

    def target_day(self) -> date | None:
        """Give the day of the row under the cursor, if it is still to come."""
        row, today = self._list().row, self.desk_app.today
        return row.day if row and row.day and today and row.day >= today else today

    def point_at(self, ref: str, day: date | None) -> None:
        """Put the cursor on a thing."""
        self.query_one("#agenda", RowList).put_cursor_on(ref)

    async def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open: a milestone in its form, whatever else where it lies on the timeline."""
        ref = message.row.ref.partition("#")[0]
        kind = ref.partition("/")[0]
        if kind == "milestone":
            self.action_edit()
        elif kind == "conflict":
            await self.open_conflict(message.row)
        elif kind == "action":
            self.say("actions open with their own screen; the timeline has their engagement", "dim")
        else:
            about = getattr(message.row.about, "event", None)
            engagement = about.engagement if isinstance(about, Event) else None
            await self.show_on_timeline(f"engagement/{engagement}" if engagement else "me", message.row.day)

    # -- what is listed -------------------------------------------------------------------------------------------

    def _agenda(self, view: View) -> list[Row]:
        today, glyphs = view.today, self.desk_app.glyphs
        ahead = today + timedelta(days=SOON)
        meetings = [meeting_row(meeting, view, at) for at, meeting in enumerate(view.meetings(today, ahead))]
        now = [row for row in meetings if row.day and row.day <= today]
        later = [row for row in meetings if row.day and row.day > today]
        open_ones = [row for row in view.milestones if row.is_open]
        late = [milestone_row(row, view, glyphs) for row in open_ones if row.due < today]
        due = [milestone_row(row, view, glyphs) for row in open_ones if today <= row.due <= ahead]
        week = today.isocalendar().week
        return [
            *_section(words.full_day(today), now, f"week {week}", "no meetings today"),
            *_section("late", late, _number(late), ""),
            *_section(f"due in {SOON} days", due, _number(due), "nothing is due"),
            *_section("meetings ahead", later, _number(later), ""),
        ]

    def _beside(self, view: View) -> list[Row]:
        glyphs = self.desk_app.glyphs
        monday = view.today - timedelta(days=view.today.weekday())
        sunday = monday + timedelta(days=6)
        bad = [
            conflict_row(one, view, glyphs, show_client=False) for one in view.conflicts
            if one.waived is None and any(monday <= day <= sunday for day in days_of(one, view))
        ]  # fmt: skip
        soon = view.today + timedelta(days=SOON)
        actions = [action_row(row, view) for row in view.actions if row.due and row.due <= soon]
        return [
            *_section("conflicts this week", bad, _number(bad), "none"),
            *self._load(view, monday),
            *_section("actions", actions, _number(actions), ""),
        ]

    def _load(self, view: View, monday: date) -> list[Row]:
        weeks = [week for week in view.book.home.weeks if week.monday >= monday][:4]
        if not weeks:
            return []
        rows = [heading(), heading(Span(" my load", "bold"), Span("   hours promised of those I have", "dim"))]
        return [*rows, *(heading(*_load_line(week, view, self.desk_app.glyphs.ramp[-1])) for week in weeks)]


def _section(title: str, rows: Sequence[Row], right: str, otherwise: str) -> list[Row]:
    if not rows and not otherwise:
        return []
    top = [heading(), heading(Span(f" {title}", "bold"), Span(f"   {right}", "dim"))]
    return [*top, *rows] if rows else [*top, heading(Span(f"   {otherwise}", "dim"))]


def _number(rows: Sequence[Row]) -> str:
    return str(len(rows)) if rows else ""


def _load_line(week: Week, view: View, full: str) -> Line:
    share = float(week.planned / week.available) if week.available else (2.0 if week.planned else 0.0)
    role = "high" if share > 1.25 else "warn" if share > 1 else "good"
    filled = min(BAR, round(min(share, 1.5) / 1.5 * BAR))
    told = f"{words.hours(week.planned)} of {words.hours(week.available)} h"
    of_focus = ""
    if view.focus is not None:
        mine = sum(
            (hours for key, hours in week.by_engagement.items() if view.of_engagement(key)), start=week.planned * 0
        )
        of_focus = f"   {view.short.get(view.focus, '')} {words.hours(mine)} h"
    return [
        Span(" "), cell(words.week_day(week.monday, view.today), 11, "dim"), Span(full * filled, role),
        Span(" " * (BAR - filled + 1)), cell(told, 14, role if share > 1 else ""), Span(of_focus, "dim"),
    ]  # fmt: skip

"""What stands on Today: meetings, late and due, conflicts of this week, my load, actions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from pmdesk.tui import words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.screens.rows import action_row, conflict_row, days_of, meeting_row, milestone_row
from pmdesk.tui.widgets.row_list import Row, heading

if TYPE_CHECKING:
    from datetime import date

    from pmdesk.model import Milestone
    from pmdesk.schedule.load import Week
    from pmdesk.tui.glyphs import Glyphs
    from pmdesk.tui.view import View

SOON = 7
"""Days ahead for which dues and meetings are listed."""
BAR = 24
"""Cells of the load's bar."""


def agenda(view: View, glyphs: Glyphs) -> list[Row]:
    """List meetings, late and due milestones."""
    today = view.today
    ahead = today + timedelta(days=SOON)
    meetings = [meeting_row(meeting, view, at) for at, meeting in enumerate(view.meetings(today, ahead))]
    now = [row for row in meetings if row.day and row.day <= today]
    later = [row for row in meetings if row.day and row.day > today]
    near = view.milestones[: bisect_right(view.milestones, ahead, key=lambda row: row.due)]
    open_ones = [row for row in near if _wants(row, view)]
    late = [milestone_row(row, view, glyphs) for row in open_ones if row.due < today]
    due = [milestone_row(row, view, glyphs) for row in open_ones if today <= row.due <= ahead]
    week = today.isocalendar().week
    return [
        *_section(words.full_day(today), now, f"week {week}", "no meetings today"),
        *_section("late", late, _number(late), ""),
        *_section(f"due in {SOON} days", due, _number(due), "nothing is due"),
        *_section("meetings ahead", later, _number(later), ""),
    ]


def _wants(row: Milestone, view: View) -> bool:
    """Tell whether a milestone wants attention, as alerts have it: open, and of an agreed engagement."""
    deal = view.portfolio.engagements.get(row.engagement)
    if deal is None or deal.status not in {"active", "paused"} or not row.is_open:
        return False
    client = view.portfolio.clients.get(deal.client)
    return client is not None and client.status != "archived"


def beside(view: View, glyphs: Glyphs) -> list[Row]:
    """List what needs a look: conflicts of this week, my load, actions."""
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
        *_load(view, monday, glyphs.ramp),
        *_section("actions", actions, _number(actions), ""),
    ]


def _load(view: View, monday: date, ramp: str) -> list[Row]:
    weeks = [week for week in view.book.home.weeks if week.monday >= monday][:4]
    if not weeks:
        return []
    rows = [heading(), heading(Span(" my load", "bold"), Span("   hours promised of those I have", "dim"))]
    return [*rows, *(heading(*_load_line(week, view, ramp[-1])) for week in weeks)]


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

"""How a milestone, a meeting, an action, a conflict stand in a list."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.model import Action, Milestone
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span, cell, ends
from pmdesk.tui.widgets.row_list import Row

if TYPE_CHECKING:
    from pmdesk.schedule.conflicts.conflict import Conflict
    from pmdesk.tui.glyphs import Glyphs
    from pmdesk.tui.view import Meeting, View

ROOMY = 68
"""Cells from which a row names engagement and owner too."""
NARROW_TIME = 17
"""Cells that a client's local time keeps in any case."""
SEVERITY_ROLE = {"high": "high", "medium": "medium", "low": "dim"}


def shares(width: int, *parts: int) -> list[int]:
    """Divide a width by weights; the last one takes the rest."""
    total = sum(parts)
    found = [width * part // total for part in parts[:-1]]
    return [*found, max(0, width - sum(found))]


def mark_of(row: Milestone, today: date, glyphs: Glyphs) -> Span:
    """Give the sign of a milestone's state."""
    if row.status == "done":
        return Span(glyphs.done, "good")
    if row.status == "cancelled":
        return Span(glyphs.cancelled, "faint")
    if row.status == "at-risk":
        return Span(glyphs.at_risk, "warn")
    return Span(glyphs.soon if (row.due - today).days <= 14 else glyphs.planned)


def milestone_row(row: Milestone, view: View, glyphs: Glyphs) -> Row:
    """Make the row of a milestone."""
    today = view.today
    engagement = view.portfolio.engagements.get(row.engagement)
    client = engagement.client if engagement else None
    severity = view.in_conflict.get(row.ref, "")
    late = row.is_open and row.due < today
    when_role = "high" if late else "bold" if row.due == today else ""

    def draw(width: int) -> Line:
        return [
            Span(" "), cell(words.list_day(row.due, today), 11, when_role),
            cell(_away(row.due, today), 12, "high" if late else "dim"),
            mark_of(row, today, glyphs), Span(glyphs.trouble if severity else " ", SEVERITY_ROLE.get(severity, "")),
            Span(" "), *_tail(view, row.engagement, Span(row.title, "bold"), _owner(view, row.owner), width - 27),
        ]  # fmt: skip

    return Row(row.ref, draw, "milestone", client, row.due, row)


def _away(day: date, today: date) -> str:
    """Give how far off a day is, in eleven cells: ``349 d ago``."""
    told = words.away(day, today)
    return told if len(told) < 12 else told.replace(" days", " d")


def _tail(view: View, engagement: str | None, title: Span, right: str, width: int, *, keep: int = 0) -> list[Span]:
    """Give title, client, engagement and what stands at the right, in a width.

    Where there is little room the engagement goes, then what stands at the right but for ``keep`` cells of it.
    """
    row = view.portfolio.engagements.get(engagement or "")
    client = row.client if row else None
    short, owner = (view.short.get(client or "", ""), f"@{client}") if client else ("mine", "dim")
    who = 0 if view.focus is not None else 11
    if width < ROOMY:
        room = max(8, width - who - keep)
        return [
            cell(title.text, room - 1, title.role),
            Span(" "),
            cell(short, who - 1 if who else 0, owner),
            Span(" " if who else ""),
            cell(right, keep, "dim"),
        ]
    first, second, last = shares(width - who, 5, 4, 3)
    return [
        cell(title.text, first - 1, title.role), Span(" "), cell(short, who - 1 if who else 0, owner),
        Span(" " if who else ""), cell(row.name if row else "", second - 1, "dim"), Span(" "), cell(right, last, "dim"),
    ]  # fmt: skip


def _owner(view: View, owner: str) -> str:
    name = refs.who_of(view.portfolio, owner)
    return "" if owner == "me" else name


def meeting_row(meeting: Meeting, view: View, at: int) -> Row:
    """Make the row of a meeting, in my time with the client's beside it."""
    event, mine = meeting.event, ZoneInfo(view.zone)
    engagement = view.portfolio.engagements.get(event.engagement or "")
    client = engagement.client if engagement else None
    start, end = meeting.start.astimezone(mine), meeting.end.astimezone(mine)
    zone = view.portfolio.zone_of(f"client/{client}") if client else view.zone
    their = meeting.start.astimezone(ZoneInfo(zone))
    local = f"= {their:%H:%M} {words.city(zone)}" if zone != view.zone else ""
    severity = view.in_conflict.get(event.ref, "")
    tentative = "? " if meeting.is_tentative else ""
    is_now = view.now.astimezone(mine).date() == view.today
    over = "faint" if is_now and meeting.end < view.now else ""

    def draw(width: int) -> Line:
        title = Span(tentative + event.title, over or "bold")
        return [
            Span(" "), cell(words.week_day(start.date(), view.today), 11, over or "dim"),
            cell(f"{start:%H:%M}–{end:%H:%M}", 12, over or ""), Span(" "),
            Span("!" if severity else " ", SEVERITY_ROLE.get(severity, "")), Span(" "),
            *_tail(view, event.engagement, title, local, width - 27, keep=NARROW_TIME),
        ]  # fmt: skip

    return Row(f"{event.ref}#{at}", draw, "event", client, start.date(), meeting)


def action_row(row: Action, view: View) -> Row:
    """Make the row of an open action."""
    engagement = view.portfolio.engagements.get(row.engagement or "")
    client = engagement.client if engagement else None
    late = row.due is not None and row.due < view.today

    def draw(width: int) -> Line:
        due = row.due
        return [
            Span(" "), cell(words.list_day(due, view.today) if due else "no date", 11, "high" if late else ""),
            cell(_away(due, view.today) if due else "", 12, "high" if late else "dim"), Span("·  ", "faint"),
            *_tail(view, row.engagement, Span(row.title), _owner(view, row.owner), width - 27),
        ]  # fmt: skip

    return Row(row.ref, draw, "action", client, row.due, row)


def conflict_row(conflict: Conflict, view: View, glyphs: Glyphs, *, show_client: bool = True) -> Row:
    """Make the row of a conflict; among rows of other kinds it does not name clients, and is set in as they are."""
    waived = conflict.waived is not None
    role = "faint" if waived else SEVERITY_ROLE[conflict.severity]
    first = next((day for day in days_of(conflict, view) if day >= view.today), days_of(conflict, view)[-1])
    times = f"{len(conflict.occurrences)}{glyphs.times}" if len(conflict.occurrences) > 1 else ""
    sign = {"high": glyphs.warn, "medium": glyphs.trouble, "low": glyphs.separator}[conflict.severity]

    def draw(width: int) -> Line:
        clients = (30 if width >= 130 else 21 if width >= 110 else 17 if width >= 90 else 0) if show_client else 0
        edge = "" if show_client else " "
        room = max(0, width - 2 - len(edge) - 19 - 11 - 5 - clients - 1)
        return [
            Span(f"{edge}{sign} ", role), cell(words.LONG.get(conflict.kind, conflict.kind), 18, role), Span(" "),
            cell(words.list_day(first, view.today), 11, "dim"), cell(times, 5, "dim"),
            cell(("waived: " if waived else "") + conflict.message, room, "dim" if waived else ""),
            *_clients(conflict, view, clients),
        ]  # fmt: skip

    client = conflict.clients[0] if len(conflict.clients) == 1 else None
    return Row(f"conflict/{conflict.id}", draw, "conflict", client, first, conflict)


def _clients(conflict: Conflict, view: View, width: int) -> list[Span]:
    """Name the clients of a conflict in their colours, each whole or its first letters, in a width."""
    if not width:
        return []
    names = [(key, view.short.get(key, key)) for key in conflict.clients]
    if sum(len(name) + 1 for _, name in names) > width:
        names = [(key, name[:3]) for key, name in names]
    most = width // 4 if len(names) * 4 > width else len(names)
    spans = [part for key, name in names[:most] for part in (Span(" "), Span(name, f"@{key}"))]
    if len(names) > most:
        spans[-2:] = [Span(f" +{len(names) - most + 1}", "dim")]
    return [*ends(spans, (), width)]


def days_of(conflict: Conflict, view: View) -> list[date]:
    """Give the days of my zone on which a conflict happens."""
    zone = ZoneInfo(view.zone)
    found = []
    for occurrence in conflict.occurrences:
        start = occurrence.start
        found.append(start.astimezone(zone).date() if isinstance(start, datetime) else start)
    return found

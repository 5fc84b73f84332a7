"""The alerts on Today, by kind: what needs a look beyond what is late, due and contradictory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pmdesk.tui import words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.widgets.row_list import Row, heading

if TYPE_CHECKING:
    from pmdesk.schedule.alerts import Alert
    from pmdesk.tui.view import View

APART = frozenset({"overdue", "due-soon", "action-overdue"})
"""Kinds that have their own lists on Today."""
TITLES = {
    "overdue": "late", "due-soon": "due soon", "slipped": "slipped", "at-risk": "at risk",
    "unaccepted": "not accepted", "missed": "missed", "warning": "warning", "unmeasured": "not measured",
    "review-due": "review due",
    "unanswered": "no answer", "action-overdue": "action late", "burn": "budget", "ending": "ending",
    "notice": "notice", "decision-late": "no decision", "untold": "not told", "report-due": "report due",
    "sync-pending": "not synced", "sync-refused": "sync refused", "sla-gap": "SLA gap",
}  # fmt: skip
"""What a kind of alert is called in a line."""
MOST = 100
"""How many alerts of a kind are listed."""
_ROLES = {"high": "high", "medium": "medium", "low": "dim"}


def alerts_of(view: View) -> Mapping[str, list[Alert]]:
    """Give the alerts of the context by kind, the kind of the worst one first; empty until they are read."""
    found: dict[str, list[Alert]] = {}
    for one in view.alerts or ():
        found.setdefault(one.kind, []).append(one)
    return found


def attention(view: View) -> list[Row]:
    """List the alerts that have no list of their own, those of a kind together."""
    rows: list[Row] = []
    total = 0
    for kind, found in alerts_of(view).items():
        if kind in APART:
            continue
        total += len(found)
        rows += [alert_row(one, view) for one in found[:MOST]]
        if len(found) > MOST:
            rows.append(heading(Span(f"   … and {len(found) - MOST} more: {TITLES.get(kind, kind)}", "dim")))
    if not rows:
        return []
    return [heading(), heading(Span(" needs attention", "bold"), Span(f"   {total}", "dim")), *rows]


def alert_row(alert: Alert, view: View) -> Row:
    """Make the row of an alert."""
    role = _ROLES[alert.severity]
    client = alert.client
    short = view.short.get(client, client) if client else ""
    who = 0 if view.focus is not None else 11

    def draw(width: int) -> Line:
        day = words.week_day(alert.day, view.today) if alert.day else ""
        return [
            Span(" "), cell(day, 11, "dim"), cell(TITLES.get(alert.kind, alert.kind), 15, role),
            cell(alert.message, max(8, width - 28 - who), ""), Span(" "), cell(short, who, f"@{client}"),
        ]  # fmt: skip

    ref = f"{alert.ref}#{alert.kind}"
    return Row(ref, draw, alert.ref.partition("/")[0], client, alert.day, alert)

"""The brief that shows for a while when one turns to a client, unless the setting ``brief`` is ``off``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span, cell

if TYPE_CHECKING:
    from pmdesk.desk.brief import Brief
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.app import PmdeskApp
    from pmdesk.tui.view import View

SETTING = "brief"
READY = 10
"""So many clients' briefs are read before anybody asks for them: those with a digit come first."""


def turn_to(app: PmdeskApp, left: str | None) -> None:
    """Show the brief of the client in focus, and remember when the one that was left was last seen."""
    view, keeper, briefs = app.view, app.keeper, app.kept_briefs
    if view is None or keeper is None or app.context.locked:
        return
    briefs.hold_to(view)
    client = view.focus
    if client is not None and briefs.has(client, view.now):
        _show(app, client)
    elif client is not None:
        _read(app, view, client, lambda: _show(app, client))
    if left is not None:
        briefs.left(left, view.now)
        keeper.remember(f"seen:{left}", view.now.isoformat())


def make_ready(app: PmdeskApp) -> None:
    """Read the next brief that is likely to be asked for, and so on until they are at hand."""
    view = app.view
    if view is None or app.context.locked or not app.briefs:
        return
    app.kept_briefs.hold_to(view)
    wanted = (row.key for row in view.active[:READY] if not app.kept_briefs.has(row.key, view.now))
    client = next(wanted, None)
    if client is not None:
        _read(app, view, client, lambda: make_ready(app))


def _read(app: PmdeskApp, view: View, client: str, then: Callable[[], None]) -> None:
    portfolio = view.portfolio

    def job(sight: Sight) -> Brief | None:
        from pmdesk.desk import Desk
        from pmdesk.desk.brief import read_brief

        if not isinstance(sight, Desk) or sight.setting(SETTING) == "off":
            return None
        seen = sight.setting(f"seen:{client}")
        return read_brief(sight, portfolio, client, datetime.fromisoformat(seen) if seen else None)

    def known(brief: Brief | None) -> None:
        if app.view is not None and app.view.book.version == view.book.version:
            app.kept_briefs.keep(client, brief)
            then()

    if app.keeper is not None:
        app.keeper.read(job, known, lane=f"brief {client}")


def _show(app: PmdeskApp, client: str) -> None:
    brief, screen = app.kept_briefs.of(client), app.desk_screen()
    if brief is not None and screen is not None and app.view and app.view.focus == client:
        screen.brief(brief_lines(brief, app.view))


def brief_lines(brief: Brief, view: View) -> list[Line]:
    """Put a brief into at most seven lines."""
    client = view.portfolio.clients[brief.client]
    zone = view.portfolio.zone_of(client.ref)
    lines: list[Line] = [[Span(f" {client.name} ", f"@{client.key} bold"), *_since(brief, view)]]
    for at, one in enumerate(brief.dates):
        time = f" {one.at:%H:%M}" if one.at else ""
        there = f" {words.city(zone)}" if one.at and zone != view.zone else ""
        day = f"{words.week_day(one.day, view.today)}{time}{there}"
        lines.append([_head("next" if at == 0 else ""), cell(day, 30), Span(one.title, "bold")])
    for at, row in enumerate(brief.waits):
        who = refs.who_of(view.portfolio, row.owner)
        due = words.short_day(row.due, view.today) if row.due else ""
        late = "high" if row.due and row.due < view.today else "dim"
        lines.append([_head("waits" if at == 0 else ""), cell(f"on {who}", 22), cell(due, 8, late), Span(row.title)])
    if brief.note:
        day = words.short_day(brief.note.date, view.today)
        lines.append([_head("note"), cell(day, 8, "dim"), Span(" ".join(brief.note.text.split()))])
    return lines[:7]


def _head(text: str) -> Span:
    return cell(f"  {text}", 9, "faint")


def _since(brief: Brief, view: View) -> list[Span]:
    if brief.since is None:
        return [Span(" first time here", "dim")]
    days = (view.now - brief.since).days
    ago = f"{days} days ago" if days > 1 else "yesterday" if days == 1 else "today"
    if not brief.changes:
        return [Span(f" last here {ago}; nothing changed since", "dim")]
    newest = brief.changes[0].words
    return [Span(f" last here {ago}; {words.count(len(brief.changes), 'change')} since: {newest}", "dim")]

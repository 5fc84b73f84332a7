"""Engagements: every contract with its term, hours, next date and troubles; beneath it what is in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container

from pmdesk.model import Engagement
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.screens.base import DeskScreen, nothing_in
from pmdesk.tui.screens.rows import mark_of, shares
from pmdesk.tui.widgets.drawn import Pane, wrapped
from pmdesk.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from pmdesk.tui.view import View


def _columns(width: int) -> list[int]:
    """Give the widths of client, name and next date."""
    return shares(max(0, width - 6 - 20 - 10 - 4), 3, 5, 6)


def _head(width: int) -> Line:
    client, name, following = _columns(width)
    texts = (("client", client), ("engagement", name), ("  h/w", 6), ("term", 20), ("", 10), ("next", following))
    return [cell(text, size, "dim") for text, size in texts]


class EngagementsScreen(DeskScreen):
    """The list, and what the engagement under the cursor holds."""

    SCOPES = ("desk", "list")
    AUTO_FOCUS = "#engagements"

    def body(self) -> ComposeResult:
        """Compose list and detail."""
        with Container(id="split"):
            yield RowList(id="engagements")
            yield Pane(id="explanation")

    def fill(self, view: View) -> None:
        """List the engagements."""
        rows = [self._row(row, view) for row in view.engagements]
        rows = [Row("", _head), *rows] if rows else []
        empty = nothing_in(view, [Span("no engagements yet: pmdesk import brings them in", "dim")])
        self.query_one("#engagements", RowList).show(rows, empty)
        self._tell()

    def _row(self, row: Engagement, view: View) -> Row:
        coming = view.next_due(row.key)
        due = f"{words.short_day(coming.due, view.today)} {coming.title}" if coming else ""
        hours = words.hours(row.weekly_hours) if row.weekly_hours else ""
        end = words.short_day(row.end, view.today) if row.end else "open"
        quiet = "faint" if row.status in {"closed", "paused"} else ""
        status = "" if row.status == "active" else row.status

        def draw(width: int) -> Line:
            client, name, following = _columns(width)
            return [
                cell(view.short.get(row.client, row.client), client - 1, f"@{row.client}"), Span(" "),
                cell(row.name, name - 1, quiet or "bold"), Span(" "), cell(hours, 5, quiet, right=True), Span(" "),
                cell(f"{words.short_day(row.start, view.today)} – {end}", 19, quiet or "dim"), Span(" "),
                cell(status, 9, "warn" if row.status == "proposed" else "faint"), Span(" "),
                cell(due, following, quiet),
            ]  # fmt: skip

        return Row(row.ref, draw, "engagement", row.client, coming.due if coming else None, row)

    def _tell(self) -> None:
        row, view = self.query_one("#engagements", RowList).row, self.view
        pane = self.query_one("#explanation", Pane)
        if view is None or row is None or not isinstance(row.about, Engagement):
            pane.show([])
            return
        width = max(30, pane.size.width)
        pane.show(self._detail(row.about, view, width, max(4, pane.size.height)))

    def _detail(self, row: Engagement, view: View, width: int, height: int) -> list[Line]:
        client = view.portfolio.clients.get(row.client)
        name = client.name if client else row.client
        lines: list[Line] = [
            [
                Span(f" {name}", f"@{row.client} bold"),
                Span(" · ", "faint"),
                Span(row.name, "bold"),
                Span(f"   {row.key}", "faint"),
            ]
        ]
        lines += [[Span(f" {line}", "dim")] for line in wrapped(row.objective, width - 2)[:2]]
        vendors = [
            view.portfolio.vendors[one.vendor].name for one in view.portfolio.assignments_by_engagement.get(row.key, ())
            if one.vendor in view.portfolio.vendors
        ]  # fmt: skip
        if vendors:
            lines.append([Span(" with ", "faint"), Span(", ".join(dict.fromkeys(vendors)))])
        lines.append([])
        mine = [one for one in view.portfolio.milestones_by_engagement.get(row.key, ()) if one.is_open]
        begun = view.book.home.window.first
        late = [one for one in view.milestones if one.engagement == row.key and one.is_open and one.due < begun]
        shown = [*late, *mine][: max(1, height - len(lines))]
        for one in shown:
            lines.append([
                Span(" "), mark_of(one, view.today, self.desk_app.glyphs), Span(" "),
                cell(words.week_day(one.due, view.today), 12, "high" if one.due < view.today else ""),
                cell(words.away(one.due, view.today), 13, "dim"), Span(one.title),
            ])  # fmt: skip
        if not shown:
            lines.append([Span(" no open milestones: a adds one", "dim")])
        return lines

    def on_row_list_moved(self) -> None:
        """Tell of the engagement under the cursor."""
        self._tell()

    def on_resize(self) -> None:
        """Break the detail anew."""
        self.call_after_refresh(self._tell)

    def target(self) -> str:
        """Give the engagement under the cursor."""
        row = self.query_one("#engagements", RowList).row
        return row.ref if row else ""

    def target_day(self) -> date | None:
        """Give today."""
        return self.desk_app.today

    def point_at(self, ref: str, day: date | None) -> None:
        """Put the cursor on an engagement."""
        self.query_one("#engagements", RowList).put_cursor_on(ref)

    async def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Show the engagement on the timeline, at its next date."""
        await self.show_on_timeline(message.row.ref, message.row.day)

"""The week's hours as a grid: a row for each engagement and note, a column for each day; hours are typed into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from pmdesk.errors import PmdeskError
from pmdesk.model.kinds import form_number, parse_number
from pmdesk.tui import words
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span, cell, width_of
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.entry import Entry

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.sight import Sight
    from pmdesk.desk.timesheets import Cell
    from pmdesk.model import Engagement
    from pmdesk.tui.view import View

Row = tuple[str, str]
"""An engagement's key and a note."""
DRAFT = "time/week"
COLUMN = 7
MOST = Decimal(24)
"""The most hours of a day."""


class HoursScreen(Overlay[None]):
    """Shows a week at a time; what is typed is one change on Enter."""

    BINDINGS = bindings("hours")

    def __init__(self, view: View) -> None:
        super().__init__()
        self.data = view
        self.monday = view.today - timedelta(days=view.today.weekday())
        self.at = [0, view.today.weekday()]
        self.stored: Mapping[Cell, Decimal] = {}
        self.typed: dict[Cell, Decimal] = {}
        self.added: list[Row] = []
        self.typing = ""
        self.said = ""
        self.is_read = False
        self._is_ending = False

    def compose(self) -> ComposeResult:
        """Compose grid and line."""
        with Vertical(id="hours"):
            yield Pane(id="grid", ground="surface")
            yield Entry(placeholder="what was done: a row of its own for it", compact=True, id="note")

    def on_mount(self) -> None:
        """Take up what was typed last time, and read the week."""
        from pmdesk.model.kinds import parse_date

        self.query_one(Input).display = False
        for name, text in self.desk_app.drafts.get(DRAFT, {}).items():
            day, _, rest = name.partition(" ")
            key, _, note = rest.partition(" ")
            self.typed[key, note, parse_date(day)] = parse_number(text)
        self._read()

    def _read(self) -> None:
        from pmdesk.desk.timesheets import grid

        monday, keeper = self.monday, self.desk_app.keeper
        if keeper is not None:
            keeper.read(lambda sight: grid(sight, monday), self._known, lane="hours")
        self._draw()

    def _known(self, stored: Mapping[Cell, Decimal]) -> None:
        self.stored, self.is_read = stored, True
        if self.stands:
            self._draw()

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def days(self) -> list[date]:
        """The days of the week in view."""
        return [self.monday + timedelta(days=step) for step in range(7)]

    def rows(self) -> list[Row]:
        """Give the rows: what was logged in the week, and every engagement that runs in it."""
        view, days = self.data, self.days
        here = {row.key: row for row in view.engagements if _runs(row, days[0], days[-1])}
        own = {row.key for row in view.engagements}
        found = {(key, "") for key in here}
        found |= {(key, note) for key, note, day in (*self.stored, *self.typed) if key in own and day in days}
        found |= {row for row in self.added if row[0] in own}
        order = {row.key: (view.client_order.index(row.client), row.key) for row in view.engagements}
        return sorted(found, key=lambda row: (*order[row[0]], row[1]))

    def value(self, row: Row, day: date) -> Decimal:
        """Give the hours of a cell: those typed, else those stored."""
        at = (*row, day)
        return self.typed.get(at, self.stored.get(at, Decimal(0)))

    def _draw(self) -> None:
        rows = self.rows()
        self.at[0] = min(self.at[0], max(0, len(rows) - 1))
        width = max(60, self.query_one("#grid", Pane).size.width or self.app.size.width - 8)
        longest = max((width_of(self._title(row)) for row in rows), default=0)
        name = max(14, min(width - 8 * COLUMN - 4, max(longest, 24)))
        last = self.days[-1]
        head: Line = [
            Span(" hours ", "bold label"), Span(f" {words.day_range(self.monday, last, self.data.today)}", "bold"),
            Span("   what is typed is saved by Enter" if self.typed else "", "accent"),
        ]  # fmt: skip
        over = [self._day(day) for day in self.days]
        names: Line = [cell("", name + 2), *over, cell("sum", COLUMN, "dim", right=True)]
        lines = [head, [], names]
        room = max(4, self.app.size.height - 12)
        top = min(max(0, self.at[0] - room + 1), max(0, len(rows) - room))
        lines += [self._line(row, at, name) for at, row in list(enumerate(rows))[top : top + room]]
        if not rows:
            told = "no engagement runs in this week" if self.is_read else "reading …"
            lines.append([Span(f"   {told}", "dim")])
        totals = [sum((self.value(row, day) for row in rows), Decimal(0)) for day in self.days]
        sums = [cell(_form(total), COLUMN, "bold", right=True) for total in (*totals, sum(totals, Decimal(0)))]
        keys = [part for key, brief in footer("hours") for part in (Span(f" {key}", "bold"), Span(f" {brief} ", "dim"))]
        lines += [[cell(" sum", name + 2, "dim"), *sums], [Span(f" {self.said}", "warn")], keys]
        self.query_one("#grid", Pane).show(lines)

    def _day(self, day: date) -> Span:
        today = day == self.data.today
        return cell(f"{words.DAYS[day.weekday()]} {day.day}", COLUMN, "today bold" if today else "dim", right=True)

    def _title(self, row: Row) -> str:
        key, note = row
        work = self.data.portfolio.engagements.get(key)
        return f"{work.name if work else key}{f' · {note}' if note else ''}"

    def _line(self, row: Row, at: int, width: int) -> Line:
        work = self.data.portfolio.engagements.get(row[0])
        spans: Line = [Span(" "), cell(self._title(row), width, f"@{work.client if work else ''}"), Span(" ")]
        cells = [self._cell(row, day, here=(at, number) == tuple(self.at)) for number, day in enumerate(self.days)]
        total = sum((self.value(row, day) for day in self.days), Decimal(0))
        return [*spans, *cells, cell(_form(total), COLUMN, "bold", right=True)]

    def _cell(self, row: Row, day: date, *, here: bool) -> Span:
        text = _form(self.value(row, day))
        if here:
            return cell(f"{self.typing}_" if self.typing else text or "·", COLUMN, "bold label", right=True)
        role = "accent bold" if (*row, day) in self.typed else "faint" if not text else ""
        return cell(text or "·", COLUMN, role, right=True)

    # -- keys ---------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Take digits into the cell."""
        if self.query_one(Input).has_focus:
            return
        letter = event.character or ""
        if letter and letter in "0123456789.,":
            self.typing = (self.typing + letter.replace(",", "."))[:6]
        elif event.key == "backspace" and self.typing:
            self.typing = self.typing[:-1]
        else:
            return
        event.stop()
        self.said = ""
        self._draw()

    def _take(self) -> bool:
        """Take what is typed into the cell; False where it can't be read."""
        rows = self.rows()
        if not self.typing or not rows:
            self.typing = ""
            return True
        try:
            hours = parse_number(self.typing.rstrip("."))
        except ValueError as error:
            self.said = f"{self.typing} {error}"
            return False
        if hours > MOST:
            self.said = "a day has 24 hours"
            return False
        self._put(rows[self.at[0]], hours)
        self.typing = ""
        return True

    def _put(self, row: Row, hours: Decimal) -> None:
        at = (*row, self.days[self.at[1]])
        if hours == self.stored.get(at, Decimal(0)):
            self.typed.pop(at, None)
        else:
            self.typed[at] = hours
        kept = {f"{day.isoformat()} {key} {note}": form_number(value) for (key, note, day), value in self.typed.items()}
        if kept:
            self.desk_app.drafts[DRAFT] = kept
        else:
            self.desk_app.drafts.pop(DRAFT, None)

    def action_step(self, rows: int, days: int) -> None:
        """Go to another cell; over the edge of a week to the next one."""
        if self._take():
            self.said = ""
            number = len(self.rows())
            self.at[0] = min(max(0, self.at[0] + rows), max(0, number - 1))
            self.at[1] = min(max(0, self.at[1] + days), 6)
        self._draw()

    def action_week(self, step: int) -> None:
        """Show another week; what is typed stays."""
        if not self._take():
            self._draw()
            return
        try:
            self.monday += timedelta(days=7 * step)
            self.monday + timedelta(days=6)
        except OverflowError:
            self.said = "there is no such week"
        self.is_read = False
        self._read()

    def action_clear(self) -> None:
        """Take the hours of a cell away."""
        rows, self.typing = self.rows(), ""
        if rows:
            self._put(rows[self.at[0]], Decimal(0))
        self._draw()

    def action_note(self) -> None:
        """Open the line for a row of its own, for what was done."""
        if self.rows() and self._take():
            line = self.query_one(Input)
            line.display, line.value = True, ""
            line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Add the row."""
        event.stop()
        note, rows = " ".join(event.value.split()), self.rows()
        if note:
            row = (rows[self.at[0]][0], note)
            self.added.append(row)
            self.at[0] = self.rows().index(row)
        self._close_line()

    def _close_line(self) -> None:
        self.query_one(Input).display = False
        self.set_focus(None)
        self._draw()

    def action_save(self) -> None:
        """Save what is typed: one change, one undo step."""
        keeper = self.desk_app.keeper
        if not self._take() or keeper is None or self._is_ending:
            self._draw()
            return
        if not self.typed:
            self.dismiss(None)
            return
        self._is_ending = True
        typed = dict(self.typed)

        def make(sight: Sight) -> Edit:
            from pmdesk.desk.timesheets import typing

            return typing(sight, typed)

        self.desk_app.state = "saving"
        keeper.perform(make, self._saved, self._refused)

    def _saved(self) -> None:
        self.desk_app.drafts.pop(DRAFT, None)
        self.dismiss(None)

    def _refused(self, error: PmdeskError) -> None:
        self.not_saved()
        self._is_ending = False
        self.said = error.message.splitlines()[0]
        self._draw()

    def action_leave(self) -> None:
        """Leave; what was typed is kept."""
        if self.query_one(Input).display:
            self._close_line()
        else:
            self._take()
            self.dismiss(None)


def _runs(row: Engagement, first: date, last: date) -> bool:
    return row.status == "active" and row.start <= last and (row.end is None or row.end >= first)


def _form(value: Decimal) -> str:
    return form_number(value) if value else ""

"""The form in which a milestone is added or edited; what was typed survives Esc, and is offered again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from pmdesk.desk import edits
from pmdesk.errors import PmdeskError, Refused
from pmdesk.model import Milestone
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Span
from pmdesk.tui.overlays.meanwhile import merge
from pmdesk.tui.overlays.milestone_fields import FIELDS, Wrong, filled, read, reading
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.choice import Choice
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.field import FieldRow

if TYPE_CHECKING:
    from pmdesk.tui.view import View


class MilestoneForm(Overlay[None]):
    """Adds a milestone (``row`` None), or edits one."""

    BINDINGS = bindings("form")

    def __init__(self, row: Milestone | None, view: View, *, engagement: str = "", due: date | None = None) -> None:
        super().__init__()
        self.row, self.data = row, view
        self.begun = filled(row) if row else filled(Milestone(engagement=engagement))
        if row is None:
            self.begun["due"] = due.isoformat() if due else ""
            self.begun["key"] = ""
        self._is_saving = False
        self.draft_name = row.ref if row else "milestone/+"

    def compose(self) -> ComposeResult:
        """Compose a row for each field."""
        draft = self.desk_app.drafts.get(self.draft_name)
        values = {**self.begun, **(draft or {})}
        with VerticalScroll(id="form"):
            yield Pane(id="form-title", ground="surface")
            for field in FIELDS:
                if field.name == "key" and self.row is not None:
                    continue
                yield FieldRow(field, values[field.name])
            yield Pane(id="form-foot", ground="surface")

    def on_mount(self) -> None:
        """Say what the form is for, and begin at the title."""
        is_back = self.draft_name in self.desk_app.drafts
        what = "add a milestone" if self.row is None else "edit"
        head = [Span(f" {what} ", "bold label"), Span(f" {self.row.key}" if self.row else "", "dim")]
        if is_back:
            head.append(Span("   what you typed last time is back", "warn"))
        self.query_one("#form-title", Pane).show([head, []])
        self._foot("")
        for row in self.query(FieldRow):
            self._read_live(row)
        self.query_one(FieldRow).focus_field()

    def view_changed(self) -> None:
        """Look whether the row was changed by another program."""
        keeper, row = self.desk_app.keeper, self.row
        if row is not None and keeper is not None and not self._is_saving:
            keeper.read(lambda sight: sight.get(type(row), *row.identity), self._look_again, lane="form")

    def _look_again(self, fresh: Milestone | None) -> None:
        """Show both where the row is not what the form began with; saving then puts what is typed in its place."""
        if not self.is_running or self.row is None or fresh == self.row or self._is_saving:
            return
        if fresh is None:
            self._foot("it was deleted meanwhile: what you typed is kept")
            return
        now = filled(fresh)
        found = merge(list(self.query(FieldRow)), self.begun, now)
        self.begun = {**self.begun, **now}
        self.row, self.data = fresh, self.desk_app.view or self.data
        self._foot(found.words)

    def _foot(self, said: str) -> None:
        keys = [part for key, brief in footer("form") for part in (Span(f" {key}", "bold"), Span(f" {brief}  ", "dim"))]
        keys += [Span(" ctrl+s", "bold"), Span(" save from anywhere", "dim")]
        self.query_one("#form-foot", Pane).show([[], [Span(f" {said}", "high")] if said else [], keys])

    def typed(self) -> dict[str, str]:
        """Give what stands in the fields."""
        return {row.field.name: row.value for row in self.query(FieldRow)}

    def _read_live(self, row: FieldRow) -> None:
        row.say_reading(reading(row.field.name, row.value, self.typed(), self.data))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show how what is typed is read."""
        self._touched(event.input)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep the draft."""
        self._touched(event.text_area)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Keep the draft."""
        self._touched(event.choice)

    def _touched(self, widget: Widget) -> None:
        for row in self.query(FieldRow):
            if row.holds(widget):
                row.say_error("")
                self._read_live(row)
        changed = {name: value for name, value in self.typed().items() if value != self.begun[name]}
        if changed:
            self.desk_app.drafts[self.draft_name] = changed
        else:
            self.desk_app.drafts.pop(self.draft_name, None)

    def on_input_submitted(self) -> None:
        """Save on Enter."""
        self.action_save()

    def on_choice_submitted(self) -> None:
        """Save on Enter."""
        self.action_save()

    def action_save(self) -> None:
        """Save, or say at the fields what is wrong."""
        for row in self.query(FieldRow):
            row.say_error("")
        try:
            milestone = read(self.typed(), self.row, self.data)
        except Wrong as wrong:
            self._say(wrong.by_field)
            return
        if milestone == self.row:
            self._done()
            return
        keeper = self.desk_app.keeper
        if self.row is not None and self.data.find_milestone(self.row.ref) != self.row:
            self._foot("it was changed meanwhile: leave, and open it again; what you typed is kept")
            return
        if keeper:
            edit = edits.save(milestone, self.row)
            self._is_saving = True
            self.desk_app.state = "saving"
            keeper.apply(edit.changes, edit.words, self._done, self._refused)

    def _done(self) -> None:
        self._is_saving = False
        self.desk_app.drafts.pop(self.draft_name, None)
        self.dismiss(None)

    def _refused(self, error: PmdeskError) -> None:
        self._is_saving = False
        found: dict[str, str] = {}
        rest: list[str] = []
        names = {field.name for field in FIELDS}
        for line in error.lines if isinstance(error, Refused) else [str(error)]:
            _, _, tail = line.partition(": ")
            name, _, message = tail.partition(": ")
            if name in names and message:
                found[name] = message
            else:
                rest.append(line)
        self._say(found, " · ".join(rest))

    def _say(self, by_field: Mapping[str, str], rest: str = "") -> None:
        rows = {row.field.name: row for row in self.query(FieldRow)}
        first = True
        for name, row in rows.items():
            if name in by_field:
                row.say_error(by_field[name])
                if first:
                    row.focus_field()
                first = False
        missing = [f"{name} {message}" for name, message in by_field.items() if name not in rows]
        self._foot(" · ".join([*missing, rest] if rest else missing) or "not saved yet: see above")

    def action_leave(self) -> None:
        """Leave; what was typed is kept for the next time."""
        kept = self.draft_name in self.desk_app.drafts
        screen = self.desk_app.desk_screen()
        self.dismiss(None)
        if kept and screen:
            screen.say("kept: " + ("e on it" if self.row else "a") + " brings back what you typed", "dim")

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the previous field."""
        self.focus_previous()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the field in view."""
        event.widget.scroll_visible(animate=False)

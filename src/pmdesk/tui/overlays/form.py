"""The form in which a row of any noun is added or edited; what was typed survives Esc, and is offered again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from pmdesk.errors import PmdeskError, Refused, Stale
from pmdesk.model import Milestone, Noun, columns_of
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.fields import NONE, empty_fields, fields_of, filled
from pmdesk.tui.overlays.meanwhile import merge
from pmdesk.tui.overlays.panel import Fielded
from pmdesk.tui.overlays.reading import Wrong, read_row
from pmdesk.tui.overlays.values import Values
from pmdesk.tui.widgets.choice import Choice
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.field import FieldRow

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.view import View


class Form(Fielded[None]):
    """Adds a row of a noun (``row`` None, begun with ``preset``), or edits one; ``said`` stands above the fields."""

    BINDINGS = bindings("form")

    def __init__(
        self, noun: type[Noun], row: Noun | None, view: View, preset: Mapping[str, str] | None = None, said: str = ""
    ) -> None:
        super().__init__()
        self._said = said
        self.noun, self.row, self.data = noun, row, view
        self.begun = filled(row) if row else empty_fields(noun, preset or {})
        self.fields = tuple(field for field in fields_of(noun) if field.name != "key" or row is None)
        for field in self.fields:
            if field.options and not self.begun[field.name]:
                self.begun[field.name] = NONE if NONE in field.options else field.options[0]
        self._is_saving = False
        self._every: Mapping[str, Milestone] | None = None
        self.draft_name = row.ref if row else f"{noun.KIND}/+"

    def compose(self) -> ComposeResult:
        """Compose a row for each field."""
        values = {**self.begun, **self.desk_app.drafts.get(self.draft_name, {})}
        with VerticalScroll(id="form"):
            yield Pane(id="form-title", ground="surface")
            for field in self.fields:
                yield FieldRow(field, values[field.name])
            yield Pane(id="form-foot", ground="surface")

    def head(self) -> list[Line]:
        """Say what the form is for."""
        from pmdesk.desk.deeds import NAMES

        name = NAMES[self.noun.KIND]
        article = "an" if name[0] in "aeio" else "a"
        what = f"add {article} {name}" if self.row is None else f"edit {name}"
        head = [Span(f" {what} ", "bold label"), Span(f" {self.row.ref.partition('/')[2]}" if self.row else "", "dim")]
        if self.draft_name in self.desk_app.drafts:
            head.append(Span("   what you typed last time is back", "warn"))
        return [head, *([[Span(f" {self._said}", "warn")]] if self._said else []), []]

    def on_mount(self) -> None:
        """Say what the form is for, and begin at the first field."""
        self.query_one("#form-title", Pane).show(self.head())
        self._foot("")
        for row in self.query(FieldRow):
            self._read_live(row)
        self.query_one(FieldRow).focus_field()
        self._read_milestones()

    def _read_milestones(self) -> None:
        """Have all milestones read where some are named here, beyond those at hand."""
        columns = columns_of(self.noun).values()
        names = any(one.ref == "milestone" or one.kind.name == "predecessors" for one in columns)
        if names and self.desk_app.keeper is not None:
            self.desk_app.keeper.all_milestones(lambda rows: {row.key: row for row in rows}, self._know)

    def _know(self, every: Mapping[str, Milestone]) -> None:
        self._every = every
        if self.stands:
            for row in self.query(FieldRow):
                self._read_live(row)

    def view_changed(self) -> None:
        """Look whether the row was changed by another program."""
        keeper, row = self.desk_app.keeper, self.row
        if row is not None and keeper is not None and not self._is_saving:
            keeper.read(lambda sight: sight.get(type(row), *row.identity), self._look_again, lane="form")

    def _look_again(self, fresh: Noun | None) -> None:
        """Show both where the row is not what the form began with; saving then puts what is typed in its place."""
        if not self.stands or self.row is None or fresh == self.row or self._is_saving:
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
        pane = self.query_one("#form-foot", Pane)
        pane.show([[], [Span(f" {said}", "high")]] if said else [])
        if said and not any(row.is_wrong for row in self.query(FieldRow)):
            self.call_after_refresh(pane.scroll_visible, animate=False)

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Tell the keys of a form."""
        return [*footer("form"), ("ctrl+s", "save from anywhere")]

    def typed(self) -> dict[str, str]:
        """Give what stands in the fields."""
        return {row.field.name: row.value for row in self.query(FieldRow)}

    def _read_live(self, row: FieldRow) -> None:
        reader = Values(self.noun, self.typed(), self.data, self._every)
        said = reader.reading(row.field.name, row.value.strip())
        row.say_reading(said if said != row.value.strip() else "")

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
        rows = list(self.query(FieldRow))
        if len(rows) < len(self.fields):
            return
        for row in rows:
            if row.holds(widget):
                row.say_error("")
            if row.holds(widget) or row.field.name in {"start", "end", "due"}:
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
            typed = self.typed()
            changed = None if self.row is None else {name for name in typed if typed[name] != self.begun[name]}
            made = read_row(self.noun, typed, self.row, self.data, self._every, changed)
        except Wrong as wrong:
            self._say(wrong.by_field)
            return
        keeper = self.desk_app.keeper
        if made == self.row or keeper is None:
            self._done()
            return
        head = str(getattr(made, "engagement", "") or getattr(made, "client", "") or "")
        before = self.row

        def make(desk: Sight) -> Edit:
            from pmdesk.desk import deeds

            return deeds.save(desk, made, before, head)

        self._is_saving = True
        self.desk_app.state = "saving"
        keeper.perform(make, self._done, self._refused)

    def _done(self) -> None:
        self._is_saving = False
        self.desk_app.drafts.pop(self.draft_name, None)
        self.dismiss(None)

    def _refused(self, error: PmdeskError) -> None:
        self.not_saved()
        self._is_saving = False
        found: dict[str, str] = {}
        rest: list[str] = []
        names = {field.name for field in self.fields}
        for line in error.lines if isinstance(error, Refused) else [str(error)]:
            _, _, tail = line.partition(": ")
            name, _, message = tail.partition(": ")
            if name in names and message:
                found[name] = message
            else:
                rest.append(line)
        self._say(found, " · ".join(rest))
        if isinstance(error, Stale):
            self.view_changed()

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
            screen.say("kept: " + ("e on it" if self.row else "A") + " brings back what you typed", "dim")

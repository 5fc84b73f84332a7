"""The settings in a form: each with what it is for; what is typed is read at once, Enter keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from pmdesk.desk.settings import BY_NAME, SETTINGS, Setting
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Span
from pmdesk.tui.overlays.panel import Fielded
from pmdesk.tui.widgets.choice import Choice
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.field import Field, FieldRow

if TYPE_CHECKING:
    from pmdesk.errors import PmdeskError

DRAFT = "settings"


class SettingsScreen(Fielded[str | None]):
    """Shows what holds now (``held``, by name); answers what was said when it was kept."""

    BINDINGS = bindings("form")

    def __init__(self, held: Mapping[str, str]) -> None:
        super().__init__()
        self.held = {one.name: "" if not one.options and held[one.name] == one.usual else held[one.name]
                     for one in SETTINGS}  # fmt: skip

    def compose(self) -> ComposeResult:
        """Compose a row for each setting."""
        typed = {**self.held, **self.desk_app.drafts.get(DRAFT, {})}
        with VerticalScroll(id="form"):
            yield Pane(id="form-title", ground="surface")
            for one in SETTINGS:
                hint = one.usual if not one.hint else f"{one.usual}   ({one.hint})"
                yield FieldRow(Field(one.name, one.name.replace("_", " "), one.options, hint), typed[one.name])
            yield Pane(id="form-foot", ground="surface")

    def on_mount(self) -> None:
        """Say what each is for, and begin at the first."""
        back = Span("   what you typed last time is back" if DRAFT in self.desk_app.drafts else "", "warn")
        self.query_one("#form-title", Pane).show([[Span(" settings ", "bold label"), back], []])
        self._foot("")
        self.query_one(FieldRow).focus_field()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the setting is for that the keys go to."""
        super().on_descendant_focus(event)
        self._foot("")

    def _foot(self, said: str) -> None:
        here = next((row for row in self.query(FieldRow) if row.holds(self.focused)), None) if self.focused else None
        words = BY_NAME[here.field.name].words if here else ""
        told = Span(f" {said}", "high") if said else Span(f" {words}", "good")
        self.query_one("#form-foot", Pane).show([[], [told]])

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Tell the keys of a form."""
        return footer("form")

    def typed(self) -> dict[str, str]:
        """Give what stands in the fields."""
        return {row.field.name: row.value for row in self.query(FieldRow)}

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read what is typed."""
        self._touched(event.input)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Keep the draft."""
        self._touched(event.choice)

    def _touched(self, widget: Widget) -> None:
        for row in self.query(FieldRow):
            if row.holds(widget):
                row.say_error(self._wrong(BY_NAME[row.field.name], row.value))
        changed = {name: value for name, value in self.typed().items() if value != self.held[name]}
        if changed:
            self.desk_app.drafts[DRAFT] = changed
        else:
            self.desk_app.drafts.pop(DRAFT, None)

    def _wrong(self, setting: Setting, text: str) -> str:
        """Say what is wrong with a value; empty for nothing."""
        try:
            value = setting.read(text)
        except ValueError as error:
            return str(error)
        if setting.name == "theme" and value and value not in self.desk_app.available_themes:
            return f"is no theme here (there are {', '.join(sorted(self.desk_app.available_themes))})"
        return ""

    def on_input_submitted(self) -> None:
        """Keep on Enter."""
        self.action_save()

    def on_choice_submitted(self) -> None:
        """Keep on Enter."""
        self.action_save()

    def action_save(self) -> None:
        """Keep what was changed, or say at the fields what is wrong."""
        rows = list(self.query(FieldRow))
        said_of = {row.field.name: self._wrong(BY_NAME[row.field.name], row.value) for row in rows}
        for row in rows:
            row.say_error(said_of[row.field.name])
        wrong = [row for row in rows if said_of[row.field.name]]
        if wrong:
            wrong[0].focus_field()
            self._foot("not kept yet: see above")
            return
        changed = {name: value for name, value in self.typed().items() if value != self.held[name]}
        keeper = self.desk_app.keeper
        if not changed or keeper is None:
            self._done("nothing to change")
            return
        said = "set " + ", ".join(name.replace("_", " ") for name in changed)
        keeper.keep_settings(changed, lambda: self._kept(changed, said), self._refused)

    def _kept(self, changed: Mapping[str, str], said: str) -> None:
        self.desk_app.take_looks({name: BY_NAME[name].read(value) for name, value in changed.items()})
        self._done(said)

    def _done(self, said: str) -> None:
        self.desk_app.drafts.pop(DRAFT, None)
        self.dismiss(said)

    def _refused(self, error: PmdeskError) -> None:
        self._foot(str(error))

    def action_leave(self) -> None:
        """Leave; what was typed is kept for the next time."""
        self.dismiss("kept: config brings back what you typed" if DRAFT in self.desk_app.drafts else None)

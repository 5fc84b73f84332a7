"""One row of a form: label, field, how it is read; beneath, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import TextArea

from pmdesk.tui.line import Span
from pmdesk.tui.widgets.choice import Choice
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.entry import Entry
from pmdesk.tui.widgets.prose import Prose


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name, its label, its options (none: free text), and what an empty one says."""

    name: str
    label: str
    options: tuple[str, ...] = ()
    hint: str = ""
    is_long: bool = False


class FieldRow(Vertical):
    """The row of a field."""

    def __init__(self, field: Field, value: str) -> None:
        super().__init__(id=f"field-{field.name}")
        self.field = field
        self.is_wrong = False
        self._begun = value

    def compose(self) -> ComposeResult:
        """Compose label, field and words."""
        with Horizontal(classes="field"):
            yield Pane(id="label", ground="surface")
            yield self._input()
            yield Pane(id="reading", ground="surface")
        yield Pane(id="error", ground="surface")

    def _input(self) -> Widget:
        if self.field.options:
            return Choice(self.field.options, self._begun)
        if self.field.is_long:
            return Prose(self._begun, tab_behavior="focus", compact=True, highlight_cursor_line=False)
        return Entry(self._begun, placeholder=self.field.hint, compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Show the label."""
        self.query_one("#label", Pane).show([[Span(f" {self.field.label}", "dim")]])
        self.query_one("#error").display = False
        self.query_one("#reading").display = False

    @property
    def entry(self) -> Widget:
        """The widget that holds the value."""
        return self.query_one("Input, TextArea, Choice")

    @property
    def value(self) -> str:
        """What stands in it."""
        entry = self.entry
        return entry.text if isinstance(entry, TextArea) else str(getattr(entry, "value", ""))

    def holds(self, widget: Widget) -> bool:
        """Tell whether a widget is its field."""
        return self.entry is widget

    def focus_field(self) -> None:
        """Put the cursor into it."""
        self.entry.focus()

    def say_reading(self, words: str) -> None:
        """Say how it is read."""
        pane = self.query_one("#reading", Pane)
        pane.display = bool(words)
        pane.show([[Span(f"  {words}", "good")]])

    def say_error(self, words: str) -> None:
        """Say what is wrong with it; empty for nothing."""
        pane = self.query_one("#error", Pane)
        pane.display = self.is_wrong = bool(words)
        pane.show([[Span(" " * 14), Span(words, "high")]])

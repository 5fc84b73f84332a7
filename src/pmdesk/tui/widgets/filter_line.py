"""The line in which a filter is typed; it stays in view as long as it hides anything."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from pmdesk.tui.line import Line, Span
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.entry import Entry

HINT = "words, @KEY, owner:, status:, due<DATE"
NOTHING: list[Line] = [[], [Span("  nothing here matches", "dim"), Span("   Esc ", "bold"), Span("shows all", "dim")]]
"""What stands where a filter keeps nothing."""


class FilterLine(Horizontal):
    """Tells of every change while it is typed; Enter leaves it in force, Esc takes it back."""

    class Typed(Message):
        """Another filter is wanted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The keys go back to the list; ``kept`` tells whether the filter stays."""

        def __init__(self, *, kept: bool) -> None:
            super().__init__()
            self.kept = kept

    class Stepped(Message):
        """The cursor of the list is to be moved meanwhile."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, hint: str = HINT) -> None:
        super().__init__(id="filter-line")
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Compose sign, field and what is said of it."""
        yield Pane(id="filter-sign")
        yield Entry(placeholder=self._hint, compact=True, id="filter-text")
        yield Pane(id="filter-said")

    def on_mount(self) -> None:
        """Begin out of sight."""
        sign, said = self.query_one("#filter-sign", Pane), self.query_one("#filter-said", Pane)
        sign.show([[Span(" / ", "bold")]])
        self.styles.height, sign.styles.width, self.query_one(Input).styles.width = 1, 3, "1fr"
        said.styles.width, said.styles.max_width = "auto", "60%"
        self.display = False

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Take the keys; what was typed last is selected, so that typing replaces it."""
        self.display = True
        entry = self.query_one(Input)
        self.screen.set_focus(entry)  # at once: the next key is text already
        entry.select_all()
        if entry.value:
            self.post_message(self.Typed(entry.value))

    def say(self, words: str, role: str = "dim") -> None:
        """Say how much is left, or what can't be read."""
        self.query_one("#filter-said", Pane).show([[Span(f" {words} ", role)]])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        if self.display:
            self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leave the filter in force."""
        event.stop()
        self.post_message(self.Left(kept=bool(event.value.strip())))

    def on_key(self, event: events.Key) -> None:
        """Take Esc and the arrows."""
        if event.key == "escape":
            event.stop()
            self.post_message(self.Left(kept=False))
        elif event.key in {"up", "down"}:
            event.stop()
            self.post_message(self.Stepped(1 if event.key == "down" else -1))

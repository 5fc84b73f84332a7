"""Questions that are answered by a line of text."""

from __future__ import annotations

from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from pmdesk.tui.line import Span
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.entry import Entry

T = TypeVar("T")


class Question(Overlay[T]):
    """One line to type into, what it is for above it, what is wrong with it beneath."""

    BINDINGS = [Binding("escape", "leave", show=False)]
    asks = ""

    def compose(self) -> ComposeResult:
        """Compose question, line and answer."""
        with Vertical(id="ask"):
            yield Pane(id="asks", ground="surface")
            yield Entry(compact=True, id="typed")
            yield Pane(id="answer", ground="surface")

    def on_mount(self) -> None:
        """Ask."""
        self.query_one("#asks", Pane).show([[Span(f" {self.asks}", "bold")], []])
        self.say_answer("")
        self.query_one(Input).focus()

    def say_answer(self, words: str) -> None:
        """Say the keys, and what is wrong with what was typed."""
        keys = [Span(" Enter", "bold"), Span(" take it   ", "dim"), Span("Esc", "bold"), Span(" leave   ", "dim")]
        self.query_one("#answer", Pane).show([[], [*keys, Span(words, "warn")]])

    def on_input_changed(self) -> None:
        """Say nothing while it is typed."""
        self.say_answer("")

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


class WhyQuestion(Question[str | None]):
    """Answers what was typed; something has to be."""

    def __init__(self, asks: str) -> None:
        super().__init__()
        self.asks = asks

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed."""
        event.stop()
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.say_answer("type something, or leave with Esc")

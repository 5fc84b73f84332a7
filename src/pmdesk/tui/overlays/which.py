"""The question before a recurring meeting is cancelled: this one, or all of them."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane

ONE, ALL = "one", "all"


class WhichScreen(Overlay[str | None]):
    """Answers ``one``, ``all``, or None."""

    def __init__(self, title: str, when: str) -> None:
        super().__init__()
        self._what, self._when = title, when

    def compose(self) -> ComposeResult:
        """Compose the question."""
        yield Pane(id="ask", ground="surface")

    def on_mount(self) -> None:
        """Show the question."""
        lines: list[Line] = [
            [Span(" delete ", "high bold"), Span(self._what, "bold"), Span("   it repeats", "dim")], [],
            [Span("  Enter", "bold"), Span(f"   only that of {self._when}, the others stay")],
            [Span("  A", "bold"), Span("       all of them, and what hangs on it")],
            [Span("  Esc", "bold"), Span("     leave", "dim")],
        ]  # fmt: skip
        self.query_one(Pane).show(lines)

    def on_key(self, event: events.Key) -> None:
        """Take the answer."""
        event.stop()
        answers = {"enter": ONE, "A": ALL}
        if event.key in {*answers, "escape", "q"}:
            self.dismiss(answers.get(event.key))

"""What is said when the store can't be used."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from pmdesk.errors import PmdeskError
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane, wrapped


class TroubleScreen(Overlay[None]):
    """Says what is wrong and what to do; any key ends the program."""

    def __init__(self, error: PmdeskError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """Compose the words."""
        yield Pane(id="ask", ground="surface")

    def on_mount(self) -> None:
        """Show the words."""
        width = max(20, min(self.app.size.width, 90) - 8)
        lines: list[Line] = [[Span(" the store can't be used", "high bold")], []]
        lines += [[Span(f" {line}")] for line in wrapped(self._error.message, width)]
        lines += [[Span(f" {line}", "good")] for line in wrapped(self._error.hint, width) if line]
        lines += [[], [Span(" q", "bold"), Span(" quit", "dim")]]
        self.query_one(Pane).show(lines)

    def on_key(self, event: events.Key) -> None:
        """End the program."""
        event.stop()
        if event.key in {"q", "escape", "enter", "ctrl+c"}:
            self.app.exit(return_code=self._error.exit_status)

"""The leak guard stopped something: the lines that name another client, and the choice to let them pass."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult

from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane, wrapped

LISTED = 10
"""So many lines are shown."""


class StoppedScreen(Overlay[bool | None]):
    """Answers True where it is let pass; under a lock that can't be."""

    def __init__(self, lines: Sequence[str], what: str) -> None:
        super().__init__()
        self._lines = [line for line in lines if "--allow-mention" not in line]
        self._what = what

    def compose(self) -> ComposeResult:
        """Compose what is said."""
        yield Pane(id="ask", ground="surface")

    def on_mount(self) -> None:
        """Show the lines."""
        self._show("")

    @property
    def may_pass(self) -> bool:
        """Whether it can be let pass."""
        return not self.desk_app.context.locked

    def _show(self, said: str) -> None:
        head = [Span(f" {self._what}: stopped ", "high bold"), Span("it names another client", "dim")]
        lines: list[Line] = [head, []]
        width = max(30, min(100, self.app.size.width - 8))
        for line in self._lines[:LISTED]:
            lines += [[Span(f" {part}")] for part in wrapped(line, width)]
        if len(self._lines) > LISTED:
            lines.append([Span(f" … and {len(self._lines) - LISTED} more", "dim")])
        keys = [Span(" Esc", "bold"), Span(" leave it", "dim")]
        if self.may_pass:
            keys += [Span("   p", "bold"), Span(" let it pass all the same; that is logged", "dim")]
        self.query_one(Pane).show([*lines, [], [*keys, Span(f"   {said}", "warn")]])

    def on_key(self, event: events.Key) -> None:
        """Take the answer."""
        event.stop()
        if event.key == "p" and self.may_pass:
            self.dismiss(True)
        elif event.key in {"escape", "q"}:
            self.dismiss(False)
        else:
            self._show("only these keys work here")

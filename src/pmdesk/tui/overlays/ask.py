"""Questions that Enter answers with yes and Esc with no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from pmdesk.desk.deeds import title_of
from pmdesk.model import Noun
from pmdesk.tui import belonging, refs, words
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane

if TYPE_CHECKING:
    from pmdesk.tui.view import View

EDGE = 4
"""Lines of the panel that are not the question's: its padding, a blank one, the keys."""
LISTED = 5
"""How many things are named."""


class Ask(Overlay[bool | None]):
    """Answers True on Enter; Esc and q drop it, other keys are told so."""

    def __init__(self, lines: Sequence[Line], yes: str) -> None:
        super().__init__()
        self._lines = list(lines)
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Compose the question."""
        yield Pane(id="ask", ground="surface")

    def on_mount(self) -> None:
        """Show the question."""
        self._show("")

    def _show(self, said: str) -> None:
        keys = [
            Span(" Enter", "bold"), Span(f" {self._yes}   ", "dim"), Span("Esc", "bold"), Span(" leave", "dim"),
            Span(f"   {said}", "warn"),
        ]  # fmt: skip
        room = max(4, self.app.size.height * 9 // 10 - EDGE)  # what Enter does is told in any case
        lines, left = self._lines, len(self._lines) - room
        if left > 0:
            lines = [*lines[: room - 1], [Span(f"   … and {words.count(left + 1, 'line')} more", "dim")]]
        self.query_one(Pane).show([*lines, [], keys])

    def on_key(self, event: events.Key) -> None:
        """Take the answer."""
        event.stop()
        if event.key == "enter":
            self.dismiss(True)
        elif event.key in {"escape", "q"}:
            self.dismiss(False)
        else:
            self._show("only these two keys work here")


def outside_question(rows: Sequence[Noun], view: View) -> Ask:
    """Ask whether to go on with rows that are not of the client in focus."""
    name = view.short.get(view.focus or "", "")
    lines: list[Line] = []
    for row in rows[:LISTED]:
        client = view.portfolio.clients.get(belonging.client_of(view.portfolio, row) or "")
        place = refs.place_of(view.portfolio, getattr(row, "engagement", None)) or (client.name if client else "")
        lines.append([Span(" "), Span(title_of(row), "bold"), Span(f"   {place}", "dim")])
    if len(rows) > LISTED:
        lines.append([Span(f" … and {len(rows) - LISTED} more", "dim")])
    lines.append([Span(f" this is not {name}'s: another client's data would change", "warn")])
    return Ask(lines, "go on")


def step_question(what: str, view: View, *, back: bool) -> Ask:
    """Ask whether to undo or redo what does not touch the client in focus."""
    verb = "undo" if back else "redo"
    name = view.short.get(view.focus or "", "")
    lines: list[Line] = [
        [Span(f" {verb} ", "bold"), Span(what)],
        [Span(f" this is not {name}'s: another client's data would change", "warn")],
    ]
    return Ask(lines, verb)

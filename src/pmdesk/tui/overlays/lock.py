"""The two questions of the lock: to whom, over a blanked screen; and the word that unlocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from pmdesk.tui.line import Span
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane

if TYPE_CHECKING:
    from pmdesk.model import Client

T = TypeVar("T")
WORD = "unlock"


class _Question(Overlay[T]):
    """One line to type into, what it is for above it, what is wrong with it beneath."""

    BINDINGS = [Binding("escape", "leave", show=False)]
    asks = ""

    def compose(self) -> ComposeResult:
        """Compose question, line and answer."""
        with Vertical(id="ask"):
            yield Pane(id="asks", ground="surface")
            yield Input(compact=True, id="typed")
            yield Pane(id="answer", ground="surface")

    def on_mount(self) -> None:
        """Ask."""
        self.query_one("#asks", Pane).show([[Span(f" {self.asks}", "bold")], []])
        self._say("")
        self.query_one(Input).focus()

    def _say(self, words: str) -> None:
        keys = [Span(" Enter", "bold"), Span(" take it   ", "dim"), Span("Esc", "bold"), Span(" leave   ", "dim")]
        self.query_one("#answer", Pane).show([[], [*keys, Span(words, "warn")]])

    def on_input_changed(self) -> None:
        """Say nothing while it is typed."""
        self._say("")

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


class LockQuestion(_Question[str | None]):
    """Answers the key of the client to lock to; names nobody."""

    asks = "lock to which client? its key, its digit, or the beginning of its name"

    def __init__(self, clients: Mapping[str, Client]) -> None:
        super().__init__()
        self._clients = clients

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the client that is meant."""
        event.stop()
        found = meant(event.value, self._clients)
        if len(found) == 1:
            self.dismiss(found[0])
        else:
            self._say("that could be more than one: type more" if found else "no client is called so")


class UnlockQuestion(_Question[bool | None]):
    """Answers True where the word was typed."""

    asks = f"type {WORD} to unlock"

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Unlock on the word alone."""
        event.stop()
        if event.value.strip().casefold() == WORD:
            self.dismiss(True)
        else:
            self._say(f"it stays locked: the word is {WORD}")


def meant(typed: str, clients: Mapping[str, Client]) -> list[str]:
    """Give the keys of the active clients that a key, a digit, a name or the beginning of one means."""
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return []
    rows = [row for row in clients.values() if row.status == "active"]
    exact = [row.key for row in rows if wanted in {row.key.casefold(), str(row.pin or ""), row.name.casefold()}]
    return exact or [
        row.key for row in rows if row.name.casefold().startswith(wanted) or row.key.casefold().startswith(wanted)
    ]

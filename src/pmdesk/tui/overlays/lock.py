"""The two questions of the lock: to whom, over a blanked screen; and the word that unlocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.widgets import Input

from pmdesk.tui.overlays.question import Question

if TYPE_CHECKING:
    from pmdesk.model import Client

WORD = "unlock"


class LockQuestion(Question[str | None]):
    """Answers the key of the client to lock to; names nobody."""

    asks = "lock to which client? key, digit, or how its name begins"

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
            self.say_answer("that could be more than one: type more" if found else "no client is called so")


class UnlockQuestion(Question[bool | None]):
    """Answers True where the word was typed."""

    asks = f"type {WORD} to unlock"

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Unlock on the word alone."""
        event.stop()
        if event.value.strip().casefold() == WORD:
            self.dismiss(True)
        else:
            self.say_answer(f"it stays locked: the word is {WORD}")


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

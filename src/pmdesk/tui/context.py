"""Whose data is in view: everybody's, or one client's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmdesk.model import Client


@dataclass(frozen=True, slots=True)
class Context:
    """The focus (a client's key, None is All), the one before it, and whether the focus is locked.

    Nothing changes the focus of a locked context.
    """

    focus: str | None = None
    before: str | None = None
    locked: bool = False

    def switch(self, focus: str | None) -> Context:
        """Focus a client, or All."""
        if self.locked or focus == self.focus:
            return self
        return replace(self, focus=focus, before=self.focus)

    def back(self) -> Context:
        """Go back to the last focus."""
        return self.switch(self.before)

    def lock(self, client: str) -> Context:
        """Lock to a client."""
        return Context(focus=client, locked=True)

    def unlock(self) -> Context:
        """Unlock; the client stays in focus."""
        return Context(focus=self.focus)

    @property
    def lock_of(self) -> str | None:
        """The client that the screen is locked to."""
        return self.focus if self.locked else None

    def among(self, clients: Mapping[str, Client]) -> Context:
        """Drop a focus on a client that is no longer there; a lock stays, with nothing in view."""
        if self.locked:
            return self
        focus = self.focus if self.focus in clients else None
        before = self.before if self.before in clients else None
        return replace(self, focus=focus, before=before)


def in_order(clients: Mapping[str, Client]) -> list[Client]:
    """Give the active clients: the pinned ones by digit, then the others by name."""
    active = [client for client in clients.values() if client.status == "active"]
    return sorted(active, key=lambda client: (client.pin or 10, client.name.casefold(), client.key))


def short_names(clients: Mapping[str, Client]) -> dict[str, str]:
    """Give each client's name for narrow places: its first word, where that is telling and no other client's."""
    words = {key: client.name.split(maxsplit=1)[0] if client.name.split() else key for key, client in clients.items()}
    taken = Counter(word.casefold() for word in words.values())
    return {
        key: word if len(word) > 2 and taken[word.casefold()] == 1 else clients[key].name for key, word in words.items()
    }

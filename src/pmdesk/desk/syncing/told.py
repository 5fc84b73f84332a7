"""What a sync is asked for, and what it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pmdesk.audience import MINE
from pmdesk.errors import PmdeskError
from pmdesk.portfolio.remote import Binding


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of ``pmdesk sync``: the audiences (None: every one that is bound), and what is let pass."""

    audiences: tuple[str, ...] | None = None
    dry_run: bool = False
    allow_mass: bool = False
    allow_mention: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is: of whose calendar, what it does, how many of how many items."""

    audience: str
    words: str
    done: int = 0
    total: int = 0


Heard = Callable[[Progress], None]
PasswordOf = Callable[[Binding], str]


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done with one item: add, change or delete by us; changed, deleted or unreadable by them."""

    act: str
    ref: str
    title: str

    def json(self) -> dict[str, str]:
        """Give it as a JSON object."""
        return {"act": self.act, "item": self.ref, "title": self.title}


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of one calendar: what was sent (in a dry run: would be), what others changed, what was not taken.

    ``found`` is what others changed since the last time; ``waiting`` counts all that waits for a decision, ``others``
    the items there that are none of ours. ``refused`` holds what the server does not take, with its words; ``error``
    what ended it.
    """

    audience: str
    deeds: tuple[Deed, ...] = ()
    same: int = 0
    found: tuple[Deed, ...] = ()
    waiting: int = 0
    others: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    error: PmdeskError | None = None

    def json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        return {
            "calendar": name_of(self.audience),
            "sent": [one.json() for one in self.deeds],
            "same": self.same,
            "found": [one.json() for one in self.found],
            "waiting": self.waiting,
            "others": self.others,
            "refused": [{"item": ref, "words": words} for ref, words in self.refused],
            "error": str(self.error) if self.error else None,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        waiting = f", {self.waiting} changed by others wait for you" if self.waiting and self.error is None else ""
        return f"{name_of(self.audience)}: {self.words}{waiting}"

    @property
    def words(self) -> str:
        """Say in a line what was sent, or what ended it."""
        if self.error is not None:
            return str(self.error).splitlines()[0]
        counts = {act: sum(1 for deed in self.deeds if deed.act == act) for act in ("add", "change", "delete")}
        parts = [f"{counts['add']} added", f"{counts['change']} changed", f"{counts['delete']} deleted"]
        parts = [part for part in parts if not part.startswith("0 ")] or ["nothing to send"]
        parts += [f"{self.same} as they were"] if self.same else []
        parts += [f"{len(self.refused)} not taken by the server"] if self.refused else []
        return ", ".join(parts)


def name_of(audience: str) -> str:
    """Give what a calendar is called: its client's key, or ``me``."""
    return "me" if audience == MINE else audience.partition("/")[2]

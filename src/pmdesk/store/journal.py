"""The journal: what was changed, in which order, and how to take it back and do it again, across restarts.

An entry is one change that a person or a program made; its changes are the rows that it touched. ``done`` entries can
be undone, newest first; ``undone`` ones can be done again, oldest first; those become ``dropped`` when something else
is changed meanwhile. An added row keeps no image until it is undone: then its image is what was taken away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pmdesk.model import BY_KIND, Noun
from pmdesk.store import writing
from pmdesk.store.driver import Connection
from pmdesk.store.rows import image_of

if TYPE_CHECKING:
    import sqlalchemy


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal: when (UTC), by what, in words, and which clients it touches."""

    id: int
    at: datetime
    by: str
    words: str
    clients: tuple[str, ...]
    state: str = "done"


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an entry did to one row: ``act`` is add, edit or remove.

    ``known`` holds the values by which the row is known, as they are stored. ``data`` of an edit maps each changed
    column to its value before and after; that of a removal is the row's image, that of an addition None or the image.
    """

    noun: type[Noun]
    act: str
    known: tuple[Any, ...]
    data: dict[str, Any] | None


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(row[0], datetime.fromisoformat(row[1]), row[2], row[3], tuple(row[4].split()), row[5])


_SELECT = "SELECT id, at, by, words, clients, state FROM entries"


def next_undo(connection: Connection) -> Entry | None:
    """Give the entry that an undo would take back."""
    row = connection.execute(f"{_SELECT} WHERE state = 'done' ORDER BY id DESC LIMIT 1").fetchone()
    return _entry(row) if row else None


def next_redo(connection: Connection) -> Entry | None:
    """Give the entry that a redo would do again."""
    row = connection.execute(f"{_SELECT} WHERE state = 'undone' ORDER BY id LIMIT 1").fetchone()
    return _entry(row) if row else None


def entries(connection: Connection, limit: int = 200) -> list[Entry]:
    """Give the newest entries, newest first."""
    return [_entry(row) for row in connection.execute(f"{_SELECT} ORDER BY id DESC LIMIT ?", [limit])]


def record(
    bound: sqlalchemy.Connection, at: str, by: str, words: str, clients: Iterable[str], changes: Sequence[RowChange]
) -> int:
    """Write an entry with its changes; what could have been done again no longer can. Gives the entry's id."""
    from pmdesk.store.tables import ChangeRow, EntryRow

    entry, change = EntryRow.__table__, ChangeRow.__table__  # type: ignore[attr-defined]  # table=True makes them
    bound.execute(entry.update().where(entry.c.state == "undone").values(state="dropped"))
    made = bound.execute(
        entry.insert(), {"at": at, "by": by, "words": words, "clients": " ".join(sorted(clients)), "state": "done"}
    )
    number = int(made.inserted_primary_key[0])  # type: ignore[index]  # the table has one
    rows = [
        {"entry": number, "seq": seq, "noun": item.noun.KIND, "ref": _known_text(item.known), "act": item.act,
         "data": _dumped(item.data)}
        for seq, item in enumerate(changes)
    ]  # fmt: skip
    bound.execute(change.insert(), rows)
    return number


def _known_text(known: tuple[Any, ...]) -> str:
    return str(known[0]) if len(known) == 1 else json.dumps(known, ensure_ascii=False)


def _known_values(noun: type[Noun], text: str) -> tuple[Any, ...]:
    return (text,) if len(noun.IDENTITY) == 1 else tuple(json.loads(text))


def _dumped(data: dict[str, Any] | None) -> str | None:
    return None if data is None else json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def changes_of(connection: Connection, entry: int) -> list[tuple[int, RowChange]]:
    """Give what an entry did, in order, each with its place."""
    found = []
    for seq, kind, text, act, data in connection.execute(
        "SELECT seq, noun, ref, act, data FROM changes WHERE entry = ? ORDER BY seq", [entry]
    ):
        noun = BY_KIND[kind]
        known = _known_values(noun, text)
        found.append((seq, RowChange(noun, act, known, json.loads(data) if data else None)))
    return found


class Replay:
    """Takes an entry back, or does it again, in a transaction that is open; rows alike go in one statement."""

    def __init__(self, bound: sqlalchemy.Connection, connection: Connection, at: str) -> None:
        self.bound, self.connection, self.at = bound, connection, at
        self.touched: list[tuple[type[Noun], tuple[Any, ...]]] = []

    def run(self, entry: int, *, back: bool) -> None:
        """Replay all changes of an entry: newest first when it is taken back."""
        found = changes_of(self.connection, entry)
        for seq, change in reversed(found) if back else found:
            self.touched.append((change.noun, change.known))
            known = dict(zip(change.noun.IDENTITY, change.known, strict=True))
            if change.act == "edit":
                self._edit(change, known, back)
            elif (change.act == "add") == back:
                self._take(entry, seq, change, known)
            else:
                writing.insert(self.bound, change.noun, [change.data or known], self.at)
        state = "undone" if back else "done"
        self.connection.execute("UPDATE entries SET state = ? WHERE id = ?", [state, entry])

    def _edit(self, change: RowChange, known: dict[str, Any], back: bool) -> None:
        image = image_of(self.connection, change.noun, change.known)
        for name, (before, after) in (change.data or {}).items():
            image[name] = before if back else after
        writing.update(self.bound, change.noun, [image], self.at)

    def _take(self, entry: int, seq: int, change: RowChange, known: dict[str, Any]) -> None:
        image = _dumped(image_of(self.connection, change.noun, change.known))
        writing.remove(self.bound, change.noun, [known])
        self.connection.execute("UPDATE changes SET data = ? WHERE entry = ? AND seq = ?", [image, entry, seq])


def entry(connection: Connection, number: int) -> Entry:
    """Give one entry by its id."""
    return _entry(connection.execute(f"{_SELECT} WHERE id = ?", [number]).fetchone())

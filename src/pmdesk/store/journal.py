"""The journal: what was changed, in which order, and how to take it back and do it again, across restarts.

An entry is one change that a person or a program made; its changes are the rows that it touched. ``done`` entries can
be undone, newest first; ``undone`` ones can be done again, oldest first; those become ``dropped`` when something else
is changed meanwhile. An added row keeps no image until it is undone: then its image is what was taken away. Where an
entry adds many rows of a noun, they are noted together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pmdesk.model import BY_KIND, Noun, columns_of
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
    """What an entry did to one row, or to many that it added.

    ``act`` is add, adds, edit or remove. ``known`` holds the values by which the row is known, as they are stored.
    ``data`` of an edit maps each changed column to its value before and after; that of a removal is the row's image;
    that of an addition None, or the image while it is undone; that of many a list of what they are known by, or of
    their images.
    """

    noun: type[Noun]
    act: str
    known: tuple[Any, ...]
    data: Any


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(row[0], datetime.fromisoformat(row[1]), row[2], row[3], tuple(row[4].split()), row[5])


_SELECT = "SELECT id, at, by, words, clients, state FROM entries"


def entry(connection: Connection, number: int) -> Entry:
    """Give one entry by its id."""
    return _entry(connection.execute(f"{_SELECT} WHERE id = ?", [number]).fetchone())


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
    return select(connection, "ORDER BY id DESC LIMIT ?", [limit])


def select(connection: Connection, where: str, values: Sequence[Any]) -> list[Entry]:
    """Give entries; ``where`` is everything from WHERE on."""
    return [_entry(row) for row in connection.execute(f"{_SELECT} {where}", values)]


def record(
    bound: sqlalchemy.Connection, at: str, by: str, words: str, clients: Iterable[str], changes: Sequence[RowChange]
) -> int:
    """Write an entry with its changes; what could have been done again no longer can. Gives the entry's id."""
    bound.exec_driver_sql("UPDATE entries SET state = 'dropped' WHERE state = 'undone'")
    made = bound.exec_driver_sql(
        "INSERT INTO entries (at, by, words, clients, state) VALUES (?, ?, ?, ?, 'done')",
        (at, by, words, " ".join(sorted(clients))),
    )
    number = made.lastrowid
    bound.exec_driver_sql(
        "INSERT INTO changes (entry, seq, noun, ref, act, data) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, seq, item.noun.KIND, _known_text(item.known), item.act, _dumped(item.data))
            for seq, item in enumerate(changes)
        ],
    )
    return number


def note(connection: Connection, at: str, by: str, words: str, clients: Iterable[str]) -> None:
    """Write an entry that changes nothing: it stands in the log, and is never taken back."""
    connection.execute(
        "INSERT INTO entries (at, by, words, clients, state) VALUES (?, ?, ?, ?, 'dropped')",
        [at, by, words, " ".join(sorted(clients))],
    )


def _known_text(known: tuple[Any, ...]) -> str:
    return str(known[0]) if len(known) == 1 else json.dumps(known, ensure_ascii=False)


def _known_values(noun: type[Noun], text: str) -> tuple[Any, ...]:
    return (text,) if len(noun.IDENTITY) == 1 else tuple(json.loads(text))


def _dumped(data: Any) -> str | None:
    return None if data is None else json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def changes_of(connection: Connection, entry: int) -> list[tuple[int, RowChange]]:
    """Give what an entry did, in order, each with its place."""
    found = []
    for seq, kind, text, act, data in connection.execute(
        "SELECT seq, noun, ref, act, data FROM changes WHERE entry = ? ORDER BY seq", [entry]
    ):
        noun = BY_KIND[kind]
        known = () if act == "adds" else _known_values(noun, text)
        found.append((seq, RowChange(noun, act, known, json.loads(data) if data else None)))
    return found


_REOPENED = (
    "SELECT ref, count(*) FROM changes JOIN entries ON entries.id = changes.entry "
    "WHERE noun = 'milestone' AND act = 'edit' AND state = 'done' AND data LIKE '%\"status\":[\"done\",%' "
    "AND json_extract(data, '$.status[1]') IN ('planned', 'at-risk') "
    "AND coalesce(json_extract(data, '$.done_on[0]'), '') < substr(at, 1, 10) GROUP BY ref"
)


def reopened(connection: Connection) -> dict[str, int]:
    """Give how often each milestone, by key, was opened again on a day after the one that it was done on."""
    return dict(connection.execute(_REOPENED))


class Replay:
    """Takes an entry back, or does it again, in a transaction that is open."""

    def __init__(self, bound: sqlalchemy.Connection, connection: Connection, at: str) -> None:
        self.bound, self.connection, self.at = bound, connection, at
        self.touched: list[tuple[type[Noun], Sequence[Any]]] = []

    def run(self, entry: int, *, back: bool) -> None:
        """Replay all changes of an entry: newest first when it is taken back."""
        found = changes_of(self.connection, entry)
        for seq, change in reversed(found) if back else found:
            if change.act == "adds":
                self._many(entry, seq, change, back)
                continue
            self.touched.append((change.noun, change.known))
            if change.act == "edit":
                self._edit(change, back)
            elif (change.act == "add") == back:
                image = self._take(change.noun, [change.known])[0]
                self._keep(entry, seq, image)
            else:
                writing.put_back(self.bound, change.noun, [change.data], self.at)
        state = "undone" if back else "done"
        self.connection.execute("UPDATE entries SET state = ? WHERE id = ?", [state, entry])

    def _edit(self, change: RowChange, back: bool) -> None:
        image = image_of(self.connection, change.noun, change.known)
        for name, (before, after) in change.data.items():
            image[name] = before if back else after
        writing.update(self.bound, change.noun, [tuple(image[name] for name in columns_of(change.noun))], self.at)

    def _take(self, noun: type[Noun], known: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        images = [image_of(self.connection, noun, values) for values in known]
        writing.remove(self.bound, noun, images)
        return images

    def _many(self, entry: int, seq: int, change: RowChange, back: bool) -> None:
        if back:
            self.touched += [(change.noun, known) for known in change.data]
            self._keep(entry, seq, self._take(change.noun, change.data))
            return
        writing.put_back(self.bound, change.noun, change.data, self.at)
        known = [[image[name] for name in change.noun.IDENTITY] for image in change.data]
        self.touched += [(change.noun, values) for values in known]
        self._keep(entry, seq, known)

    def _keep(self, entry: int, seq: int, data: Any) -> None:
        self.connection.execute("UPDATE changes SET data = ? WHERE entry = ? AND seq = ?", [_dumped(data), entry, seq])

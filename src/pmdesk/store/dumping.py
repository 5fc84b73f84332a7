"""Everything that the store holds, as it is stored, out and in again; what can be computed again stays behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pmdesk.errors import InputError
from pmdesk.model import KEPT, Event
from pmdesk.store import driver, schema, spans
from pmdesk.store.driver import Connection

_BESIDE = (
    "entries", "changes", "publications", "settings", "drafts", "reports", "bindings", "remote_items", "proposals",
)  # fmt: skip
NAMES = (*(noun.FILE for noun in KEPT), *_BESIDE)
"""The tables of a dump, so ordered that what is referred to comes first."""
RawTable = tuple[str, tuple[str, ...], Iterable[Sequence[Any]]]


def _columns(connection: Connection, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    info = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    keys = sorted((row for row in info if row[5]), key=lambda row: row[5])
    return tuple(row[1] for row in info), tuple(row[1] for row in keys)


def tables(connection: Connection) -> Iterator[RawTable]:
    """Give each table with its columns and rows, rows in the order of their key."""
    for name in NAMES:
        columns, keys = _columns(connection, name)
        listed, order = (", ".join(f'"{column}"' for column in part) for part in (columns, keys))
        yield name, columns, connection.execute(f'SELECT {listed} FROM "{name}" ORDER BY {order}')


def fill(connection: Connection, found: Iterable[RawTable]) -> None:
    """Put the rows of a dump into a new store, in the transaction that is open; InputError where they don't fit."""
    _put(connection, found, NAMES)
    connection.execute("DELETE FROM settings WHERE name = 'exported'")  # files are compared anew
    spans.refresh(connection, [row[0] for row in connection.execute(f'SELECT key FROM "{Event.FILE}"')])


def _put(connection: Connection, found: Iterable[RawTable], names: Collection[str]) -> None:
    connection.execute("PRAGMA defer_foreign_keys=ON")
    connection.execute("DELETE FROM profile")
    for name, columns, rows in found:
        known, _ = _columns(connection, name) if name in names else ((), ())
        if not known or set(columns) - set(known):
            raise InputError(f"the dump holds {name} with columns that are not known")
        listed = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        connection.executemany(f'INSERT INTO "{name}" ({listed}) VALUES ({marks})', list(rows))
    if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
        raise InputError(f"the dump holds {len(broken)} rows that refer to what it does not hold")
    if not connection.execute("SELECT count(*) FROM profile").fetchone()[0]:
        raise InputError("the dump holds no profile")


@contextmanager
def upgraded(found: Iterable[RawTable], version: int) -> Iterator[Iterator[RawTable]]:
    """Give the tables of a dump of an older schema as this one has them: they go through the same steps as a file."""
    with driver.blank() as connection:
        schema.upgrade(connection, 0, version)
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        with driver.immediate(connection):
            _put(connection, found, names)
        schema.upgrade(connection, version)
        yield tables(connection)

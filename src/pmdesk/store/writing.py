"""The writing lane: inserts, updates and removals, many rows a statement.

The words of a statement are those that SQLAlchemy's Core makes of the tables: a test holds them to it. They are put
together here, since to load it and the tables takes longer than to write ten thousand rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from itertools import chain, repeat
from typing import Any

from pmdesk.model import BY_KIND, Noun, Profile, columns_of
from pmdesk.store.driver import Connection

_TOGETHER = 100
"""So many rows go into one statement: what SQLite prepares for each to check a column's words, it then does once."""
Values = tuple[Any, ...]
"""A row's values as the store keeps them, in the order of its noun's columns."""


def _where(noun: type[Noun]) -> str:
    return " AND ".join(f'"{name}" = ?' for name in noun.IDENTITY or ("id",))


@cache
def inserting(kind: str, names: tuple[str, ...], count: int = 1) -> str:
    """Give the statement that inserts so many rows of a noun with these columns, in their order."""
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    return f'INSERT INTO "{BY_KIND[kind].FILE}" ({listed}) VALUES ' + ", ".join([f"({marks})"] * count)


@cache
def updating(kind: str, names: tuple[str, ...]) -> str:
    """Give the statement that sets these columns of a row, then what it is known by."""
    noun = BY_KIND[kind]
    listed = ", ".join(f'"{name}"=?' for name in names)
    return f'UPDATE "{noun.FILE}" SET {listed} WHERE {_where(noun)}'


@cache
def removing(kind: str) -> str:
    """Give the statement that removes a row by what it is known by."""
    noun = BY_KIND[kind]
    return f'DELETE FROM "{noun.FILE}" WHERE {_where(noun)}'


def insert(connection: Connection, noun: type[Noun], columns: Mapping[str, Sequence[Any]], at: str) -> None:
    """Insert rows, given by column, that are made at ``at`` (UTC, ISO 8601)."""
    fixed: dict[str, Iterable[Any]] = {"created_at": repeat(at), "edited_at": repeat(at)}
    if noun is Profile:
        fixed["id"] = repeat(1)
    _insert(connection, noun, {**columns, **fixed})


def put_back(connection: Connection, noun: type[Noun], images: Sequence[Mapping[str, Any]], at: str) -> None:
    """Insert rows that were there before, with the time at which they were made; they are edited at ``at``."""
    columns = {name: [image[name] for image in images] for name in images[0]}
    _insert(connection, noun, {**columns, "edited_at": repeat(at)})


def _insert(connection: Connection, noun: type[Noun], columns: Mapping[str, Iterable[Any]]) -> None:
    rows = list(zip(*columns.values(), strict=False))  # some say one thing of all
    names = tuple(columns)
    together = len(rows) // _TOGETHER * _TOGETHER
    with _indexed_later(connection, noun) if together else nullcontext():
        for at in range(0, together, _TOGETHER):
            values = list(chain.from_iterable(rows[at : at + _TOGETHER]))
            connection.execute(inserting(noun.KIND, names, _TOGETHER), values)
        connection.executemany(inserting(noun.KIND, names), rows[together:])


@contextmanager
def _indexed_later(connection: Connection, noun: type[Noun]) -> Iterator[None]:
    """Leave the indexes of an empty table aside while many rows go in; all in the transaction that is open."""
    if connection.execute(f'SELECT EXISTS(SELECT 1 FROM "{noun.FILE}")').fetchone()[0]:
        yield
        return
    asked = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    indexes = connection.execute(asked, [noun.FILE]).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, made in indexes:
        connection.execute(made)


def update(connection: Connection, noun: type[Noun], rows: Iterable[Values], at: str) -> None:
    """Replace all columns of rows that are there; they are edited at ``at``."""
    names = tuple(name for name in columns_of(noun) if name not in noun.IDENTITY)
    parameters = []
    for row in rows:
        image = dict(zip(columns_of(noun), row, strict=True))
        parameters.append((*(image[name] for name in names), at, *_known(noun, image)))
    connection.executemany(updating(noun.KIND, (*names, "edited_at")), parameters)


def _known(noun: type[Noun], image: Mapping[str, Any]) -> tuple[Any, ...]:
    return (1,) if noun is Profile else tuple(image[name] for name in noun.IDENTITY)


def remove(connection: Connection, noun: type[Noun], images: Sequence[Mapping[str, Any]]) -> None:
    """Take rows away, known by the values in ``images``."""
    connection.executemany(removing(noun.KIND), [_known(noun, image) for image in images])

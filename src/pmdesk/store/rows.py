"""The reading lane: one generic reader that fills nouns over the plain connection, and no row ever leaves the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar

from pmdesk.errors import UNREADABLE, StoreError
from pmdesk.frozen import many
from pmdesk.model import Noun, columns_of, defaults_of
from pmdesk.store.driver import Connection

N = TypeVar("N", bound=Noun)
_CHUNK = 250
"""So many rows are taken at a time: what is read is held twice for no more than that."""


def select(noun: type[Noun], only: Collection[str] | None = None) -> str:
    """Give the SELECT of a noun's columns (of some), without a condition."""
    names = ", ".join(f'"{noun.FILE}"."{name}"' for name in columns_of(noun) if only is None or name in only)
    return f'SELECT {names} FROM "{noun.FILE}"'


_NAMED = 500
"""So many values are named in one statement."""

Known = dict[Any, Any]
"""What values of a column were decoded to, so that equal ones are decoded, and held in memory, once."""


def _decoded(values: tuple[Any, ...], decode: Callable[[Any], Any] | None, known: Known) -> list[Any]:
    """Decode a column (None: as it is)."""
    for value in set(values).difference(known):
        known[value] = value if decode is None or value is None else decode(value)
    return list(map(known.__getitem__, values))


def make(
    noun: type[N], raw: Sequence[tuple[Any, ...]], known: Mapping[str, Known] | None = None,
    only: Collection[str] | None = None,
) -> list[N]:  # fmt: skip
    """Turn what the plain connection gave into nouns; ``known`` is by column, ``only`` the columns that were read.

    StoreError where a value can't be read.
    """
    if not raw:
        return []
    with told_of(noun):
        return _made(noun, raw, known or _repeats(noun, only), only)


@contextmanager
def told_of(noun: type[Noun]) -> Iterator[None]:
    """Turn what goes wrong in reading values into a StoreError that says what to do."""
    try:
        yield
    except UNREADABLE as error:
        words = f"the store holds a {noun.KIND} that can't be read: {error}"
        raise StoreError(words, "pmdesk doctor names it; pmdesk restore PATH puts a backup back") from error


def _made(
    noun: type[N], raw: Sequence[tuple[Any, ...]], known: Mapping[str, Known], only: Collection[str] | None
) -> list[N]:
    given: Iterator[Any] = zip(*raw, strict=True)
    columns: list[Iterable[Any]] = []
    defaults = {} if only is None else defaults_of(noun)
    for name, column in columns_of(noun).items():
        if only is not None and name not in only:
            columns.append(repeat(defaults[name], len(raw)))
        elif name in known:
            columns.append(_decoded(next(given), column.kind.decode, known[name]))
        else:
            columns.append(next(given))
    return many(noun, columns, len(raw))


def _repeats(noun: type[Noun], only: Collection[str] | None) -> Mapping[str, Known]:
    """Give a memory for each column whose values are decoded, or (in rows read whole) may stand in many rows alike."""
    is_whole = only is None or all(column.hidden or name in only for name, column in columns_of(noun).items())
    return {
        name: {}
        for name, column in columns_of(noun).items()
        if column.kind.decode is not None or (is_whole and not (column.hidden or name in noun.IDENTITY))
    }


def read(
    connection: Connection, noun: type[N], where: str = "", parameters: Sequence[Any] = (),
    only: Collection[str] | None = None, beside: Mapping[str, N] | None = None,
) -> list[N]:  # fmt: skip
    """Read the rows of a noun; ``where`` is everything from WHERE on.

    ``only`` are the columns that are read (None: all); the others hold what an empty cell stands for. ``beside`` are
    rows that are held already, by key: where one is equal it is given, so that it is never held twice.
    """
    cursor = connection.execute(f"{select(noun, only)} {where}", parameters)
    known = _repeats(noun, only)
    found: list[N] = []
    while raw := cursor.fetchmany(_CHUNK):
        made = make(noun, raw, known, only)
        found += [held_or_new(row, beside) for row in made] if beside else made
    return found


def held_or_new(row: N, beside: Mapping[str, N]) -> N:
    """Give the row that is held under the same key, if it is equal."""
    held = beside.get(row.identity[0])
    return held if held is not None and held == row else row


def read_in(
    connection: Connection, noun: type[N], column: str, values: Iterable[Any], only: Collection[str] | None = None,
    beside: Mapping[str, N] | None = None,
) -> list[N]:  # fmt: skip
    """Read the rows whose column has one of many values."""
    wanted = sorted(set(values))
    found: list[N] = []
    for at in range(0, len(wanted), _NAMED):
        part = wanted[at : at + _NAMED]
        found += read(connection, noun, f'WHERE "{column}" IN ({",".join("?" * len(part))})', part, only, beside)
    return found


def order_of(noun: type[Noun]) -> str:
    """Give the ORDER BY of a noun: what it is known by."""
    return "ORDER BY " + ", ".join(f'"{name}"' for name in noun.IDENTITY) if noun.IDENTITY else ""


def encoded(row: Noun) -> dict[str, Any]:
    """Give a row as what the store keeps, by column."""
    return dict(zip(columns_of(type(row)), encoded_all(type(row), [row])[0], strict=True))


def encoded_all(noun: type[Noun], found: Sequence[Noun]) -> list[tuple[Any, ...]]:
    """Give rows of a noun as what the store keeps, in the order of its columns."""
    return list(zip(*encoded_columns(noun, found).values(), strict=True))


def encoded_columns(noun: type[Noun], found: Sequence[Noun]) -> dict[str, Sequence[Any]]:
    """Give what the store keeps of rows of a noun, by column; equal values are encoded once."""
    columns = columns_of(noun)
    values: list[Any] = [list(map(attrgetter(name), found)) for name in columns]
    for at, column in enumerate(columns.values()):
        encode = column.kind.encode
        if column.kind.name == "predecessors" and encode is not None:  # seldom equal, and slow to compare
            values[at] = list(map(encode, values[at]))
        elif encode is not None:
            known = {value: encode(value) for value in set(values[at]) if value is not None}
            known[None] = None
            values[at] = list(map(known.__getitem__, values[at]))
    return dict(zip(columns, values, strict=True))


def encoded_identity(noun: type[Noun], identity: Sequence[Any]) -> list[Any]:
    """Give the values by which a row is known as the store keeps them."""
    columns = columns_of(noun)
    kinds = [columns[name].kind for name in noun.IDENTITY]
    return [value if kind.encode is None else kind.encode(value) for value, kind in zip(identity, kinds, strict=True)]


def image_of(connection: Connection, noun: type[Noun], known: Sequence[Any]) -> dict[str, Any]:
    """Give a row as it is stored, by column, without its time of edit; StoreError where it is gone."""
    where = " AND ".join(f'"{name}" = ?' for name in noun.IDENTITY)
    cursor = connection.execute(f'SELECT * FROM "{noun.FILE}" ' + (f"WHERE {where}" if where else ""), list(known))
    values = cursor.fetchone()
    if values is None:
        raise StoreError(f"the journal names {noun.KIND} {known}, which is gone", "check the store: pmdesk doctor")
    image = dict(zip([item[0] for item in cursor.description], values, strict=True))
    del image["edited_at"]
    return image

"""The writing lane: inserts, updates and removals made by Core on the tables, many rows a statement.

Core makes each statement once; the values go to the driver as they are, since building parameters row by row costs a
bulk insert half its time; a hundred rows go into one statement, since SQLite then prepares the conditions once for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from pmdesk.model import BY_KIND, Noun, Profile, columns_of

if TYPE_CHECKING:
    import sqlalchemy

_TOGETHER = 100
"""So many rows go into one statement, where there are as many."""
Values = tuple[Any, ...]
"""A row's values as the store keeps them, in the order of its noun's columns."""


class _Statement(NamedTuple):
    """The words of a statement, and the names of its parameters in their order."""

    text: str
    order: tuple[str, ...]

    @classmethod
    def of(cls, statement: Any) -> _Statement:
        """Have Core make the words; that takes longer than to run them, so each is kept."""
        from sqlalchemy.dialects import sqlite

        compiled = statement.compile(dialect=sqlite.dialect())
        return cls(str(compiled), tuple(compiled.positiontup or ()))

    def times(self, count: int) -> str:
        """Give the words of an insert for so many rows."""
        head, word, row = self.text.partition(" VALUES ")
        return head + word + ", ".join([row] * count)


def _run(bound: sqlalchemy.Connection, statement: _Statement, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement for many rows, each with its parameters by name."""
    bound.exec_driver_sql(statement.text, [tuple(row[name] for name in statement.order) for row in rows])


def _where(noun: type[Noun]) -> Any:
    from sqlalchemy import and_, bindparam

    from pmdesk.store.tables import table_of

    return and_(*(table_of(noun).c[name] == bindparam(f"known_{name}") for name in noun.IDENTITY or ("id",)))


@cache
def _inserting(kind: str, names: tuple[str, ...]) -> _Statement:
    from pmdesk.store.tables import table_of

    return _Statement.of(table_of(BY_KIND[kind]).insert().values(dict.fromkeys(names)))


@cache
def _updating(kind: str, names: tuple[str, ...]) -> _Statement:
    from sqlalchemy import bindparam

    from pmdesk.store.tables import table_of

    noun = BY_KIND[kind]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return _Statement.of(table_of(noun).update().where(_where(noun)).values({**values, "edited_at": bindparam("at")}))


@cache
def _removing(kind: str) -> _Statement:
    from pmdesk.store.tables import table_of

    noun = BY_KIND[kind]
    return _Statement.of(table_of(noun).delete().where(_where(noun)))


def insert(bound: sqlalchemy.Connection, noun: type[Noun], columns: Mapping[str, Sequence[Any]], at: str) -> None:
    """Insert rows, given by column, that are made at ``at`` (UTC, ISO 8601)."""
    fixed: dict[str, Iterable[Any]] = {"created_at": repeat(at), "edited_at": repeat(at)}
    if noun is Profile:
        fixed["id"] = repeat(1)
    _insert(bound, noun, {**columns, **fixed})


def put_back(bound: sqlalchemy.Connection, noun: type[Noun], images: Sequence[Mapping[str, Any]], at: str) -> None:
    """Insert rows that were there before, with the time at which they were made; they are edited at ``at``."""
    columns = {name: [image[name] for image in images] for name in images[0]}
    _insert(bound, noun, {**columns, "edited_at": repeat(at)})


def _insert(bound: sqlalchemy.Connection, noun: type[Noun], columns: Mapping[str, Iterable[Any]]) -> None:
    statement = _inserting(noun.KIND, tuple(columns))
    rows = list(zip(*(columns[name] for name in statement.order), strict=False))  # some say one thing of all
    together = len(rows) // _TOGETHER * _TOGETHER
    with _indexed_later(bound, noun) if together else nullcontext():
        many = statement.times(_TOGETHER)
        for at in range(0, together, _TOGETHER):
            bound.exec_driver_sql(many, tuple(chain.from_iterable(rows[at : at + _TOGETHER])))
        if rows[together:]:
            bound.exec_driver_sql(statement.text, rows[together:])


@contextmanager
def _indexed_later(bound: sqlalchemy.Connection, noun: type[Noun]) -> Iterator[None]:
    """Leave the indexes of an empty table aside while many rows go in; all in the transaction that is open."""
    if bound.exec_driver_sql(f'SELECT EXISTS(SELECT 1 FROM "{noun.FILE}")').scalar_one():
        yield
        return
    asked = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    indexes = bound.exec_driver_sql(asked, (noun.FILE,)).all()
    for name, _ in indexes:
        bound.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    for _, made in indexes:
        bound.exec_driver_sql(made)


def update(bound: sqlalchemy.Connection, noun: type[Noun], rows: Iterable[Values], at: str) -> None:
    """Replace all columns of rows that are there; they are edited at ``at``."""
    names = tuple(name for name in columns_of(noun) if name not in noun.IDENTITY)
    parameters = []
    for row in rows:
        image = dict(zip(columns_of(noun), row, strict=True))
        parameters.append({**_known(noun, image), **{f"new_{name}": image[name] for name in names}, "at": at})
    _run(bound, _updating(noun.KIND, names), parameters)


def _known(noun: type[Noun], image: Mapping[str, Any]) -> dict[str, Any]:
    return {"known_id": 1} if noun is Profile else {f"known_{name}": image[name] for name in noun.IDENTITY}


def remove(bound: sqlalchemy.Connection, noun: type[Noun], images: Sequence[Mapping[str, Any]]) -> None:
    """Take rows away, known by the values in ``images``."""
    _run(bound, _removing(noun.KIND), [_known(noun, image) for image in images])

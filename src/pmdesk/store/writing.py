"""The writing lane: inserts, updates and removals made by Core on the tables, many rows a statement.

Core makes each statement once; the values go to the driver as they are, since building parameters row by row costs a
bulk insert half its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pmdesk.model import Noun, Profile, columns_of

if TYPE_CHECKING:
    import sqlalchemy

Values = tuple[Any, ...]
"""A row's values as the store keeps them, in the order of its noun's columns."""


def _run(bound: sqlalchemy.Connection, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a Core statement for many rows, each with its parameters by name."""
    compiled = statement.compile(dialect=bound.dialect)
    order = compiled.positiontup or ()
    bound.exec_driver_sql(str(compiled), [tuple(row[name] for name in order) for row in rows])


def _known_by(noun: type[Noun]) -> tuple[str, ...]:
    return noun.IDENTITY or ("id",)


def _where(noun: type[Noun]) -> Any:
    from sqlalchemy import and_, bindparam

    from pmdesk.store.tables import TABLES

    return and_(*(TABLES[noun].c[name] == bindparam(f"known_{name}") for name in _known_by(noun)))


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
    from pmdesk.store.tables import TABLES

    statement = TABLES[noun].insert().values(dict.fromkeys(columns)).compile(dialect=bound.dialect)
    rows = zip(*(columns[name] for name in statement.positiontup or ()), strict=False)  # some say one thing of all
    bound.exec_driver_sql(str(statement), list(rows))


def update(bound: sqlalchemy.Connection, noun: type[Noun], rows: Iterable[Values], at: str) -> None:
    """Replace all columns of rows that are there; they are edited at ``at``."""
    from sqlalchemy import bindparam

    from pmdesk.store.tables import TABLES

    names = [name for name in columns_of(noun) if name not in noun.IDENTITY]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    statement = TABLES[noun].update().where(_where(noun)).values({**values, "edited_at": bindparam("at")})
    parameters = []
    for row in rows:
        image = dict(zip(columns_of(noun), row, strict=True))
        parameters.append({**_known(noun, image), **{f"new_{name}": image[name] for name in names}, "at": at})
    _run(bound, statement, parameters)


def _known(noun: type[Noun], image: Mapping[str, Any]) -> dict[str, Any]:
    return {"known_id": 1} if noun is Profile else {f"known_{name}": image[name] for name in noun.IDENTITY}


def remove(bound: sqlalchemy.Connection, noun: type[Noun], images: Sequence[Mapping[str, Any]]) -> None:
    """Take rows away, known by the values in ``images``."""
    from pmdesk.store.tables import TABLES

    _run(bound, TABLES[noun].delete().where(_where(noun)), [_known(noun, image) for image in images])

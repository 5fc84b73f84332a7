"""The statements of the writing lane are those that SQLAlchemy's Core makes of the tables."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import and_, bindparam
from sqlalchemy.dialects import sqlite

from pmdesk.model import KEPT, Noun, columns_of
from pmdesk.store import writing
from pmdesk.store.tables import TABLES


def made(statement: Any) -> tuple[str, tuple[str, ...]]:
    """Give a statement of Core's without quotes, line ends and the table before a column, and its parameters' names."""
    compiled = statement.compile(dialect=sqlite.dialect())
    return plain(str(compiled)).replace(f" {statement.table.name}.", " "), tuple(compiled.positiontup)


def plain(text: str) -> str:
    """Leave out what says nothing."""
    return " ".join(text.replace('"', "").split())


def where(noun: type[Noun]) -> Any:
    """Give Core's condition by what a row is known by."""
    return and_(*(TABLES[noun].c[name] == bindparam(f"known_{name}") for name in noun.IDENTITY or ("id",)))


@pytest.mark.parametrize("noun", KEPT, ids=lambda noun: noun.KIND)
def test_statements_are_those_of_core(noun: type[Noun]) -> None:
    """Words and order of the parameters, for every noun."""
    table = TABLES[noun]
    names = tuple(column.name for column in table.columns)
    assert made(table.insert().values(dict.fromkeys(names))) == (plain(writing.inserting(noun.KIND, names)), names)
    known = tuple(f"known_{name}" for name in noun.IDENTITY or ("id",))
    changing = tuple(name for name in names if name in columns_of(noun) and name not in noun.IDENTITY)
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in changing}
    text, order = made(table.update().where(where(noun)).values(values))
    assert text == plain(writing.updating(noun.KIND, changing))
    assert order == (*(f"new_{name}" for name in changing), *known)
    assert made(table.delete().where(where(noun))) == (plain(writing.removing(noun.KIND)), known)

"""Stores made before the first schema was settled: their tables are made anew as it says, every row is kept.

They have number 1 too, but conditions that refuse what is written today (``adds`` in the journal).
"""

from __future__ import annotations

import re

from alembic import op

from pmdesk.store.migrations.versions.v0001_first import STATEMENTS

revision = "0005"
down_revision = "0004"

_TABLE = re.compile(r'\s*CREATE TABLE "?(\w+)"? ')
_INDEX = re.compile(r'\s*CREATE INDEX \w+ ON "?(\w+)"? ')


def _plain(sql: str) -> str:
    return " ".join(sql.split())


def upgrade() -> None:
    """Make each table anew that is not as the first schema has it."""
    for statement in STATEMENTS:
        if found := _TABLE.match(statement):
            _settle(found[1], statement)


def _settle(name: str, statement: str) -> None:
    bound = op.get_bind()
    sql = bound.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).scalar()
    if sql is None or _plain(sql) == _plain(statement):
        return
    columns = [row[1] for row in bound.exec_driver_sql(f'PRAGMA table_info("{name}")')]
    listed = ", ".join(f'"{column}"' for column in columns)
    op.execute(statement.replace(statement[: statement.index("(")], f"CREATE TABLE {name}__new ", 1))
    op.execute(f'INSERT INTO {name}__new ({listed}) SELECT {listed} FROM "{name}"')
    op.execute(f'DROP TABLE "{name}"')
    op.execute(f'ALTER TABLE {name}__new RENAME TO "{name}"')
    for index in STATEMENTS:
        found = _INDEX.match(index)
        if found and found[1] == name:
            op.execute(index)

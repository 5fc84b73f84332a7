"""Nouns and tables have the same fields, of the same types, and the migrations make just these tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from pmdesk.model import KEPT, Noun, Profile, columns_of
from pmdesk.store import driver, schema
from pmdesk.store.tables import METADATA
from pmdesk.store.tables.whole import TABLES


@pytest.mark.parametrize("noun", KEPT, ids=lambda noun: noun.FILE)
def test_a_table_has_the_fields_of_its_noun(noun: type[Noun]) -> None:
    table = TABLES[noun]
    extra = {"created_at", "edited_at"} | ({"id"} if noun is Profile else set())
    assert {column.name for column in table.columns} == set(columns_of(noun)) | extra
    for name, column in columns_of(noun).items():
        stored = table.columns[name]
        assert str(stored.type) == column.kind.sql, name
        if column.required or name in noun.IDENTITY:
            assert not stored.nullable, name


@pytest.mark.parametrize("noun", [noun for noun in KEPT if noun is not Profile], ids=lambda noun: noun.FILE)
def test_a_table_is_known_by_what_its_noun_is_known_by(noun: type[Noun]) -> None:
    assert {column.name for column in TABLES[noun].primary_key} == set(noun.IDENTITY)


@pytest.mark.parametrize("noun", KEPT, ids=lambda noun: noun.FILE)
def test_a_required_reference_is_a_foreign_key(noun: type[Noun]) -> None:
    for name, column in columns_of(noun).items():
        if column.ref and column.kind.name == "key":
            (key,) = TABLES[noun].columns[name].foreign_keys
            assert key.column.name == "key", name


def test_the_migrations_make_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    driver.make_private(path)
    connection = driver.connect(path)
    schema.ensure(connection, path)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as bound:
        assert compare_metadata(MigrationContext.configure(bound), METADATA) == []
    made = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%CONSTRAINT ck_%'")}
    declared = {name for name, table in METADATA.tables.items() if any(c.info.get("check") for c in table.columns)}
    assert made == declared

"""Stores and dumps of before still come in, with every row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmdesk.exchange import dump
from pmdesk.exchange.files import write_lines
from pmdesk.store import dumping, schema
from tests.safety.nursery import Nursery
from tests.safety.stores import content, fault_of, older, opened, sample

FIRST = Path(__file__).with_name("first_store.sql")
"""What a store held that was made by the first commit that could make one, as SQL."""


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


def first_store(path: Path) -> Path:
    with opened(path) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    path.chmod(0o600)
    return path


def test_a_store_of_the_first_commit_opens_with_every_row(nursery: Nursery, tmp_path: Path) -> None:
    store = first_store(tmp_path / "s.db")
    before = content(store)
    log = nursery.run(store, "log")
    assert "marked Build done" in log.out
    after = content(store)
    assert {name: after[name] for name in before} == before
    assert content(tmp_path / "s.db.schema-1") == before
    assert fault_of(store) == ""


def test_a_store_of_the_first_commit_takes_what_is_written_today(nursery: Nursery, tmp_path: Path) -> None:
    store = first_store(tmp_path / "s.db")
    book = tmp_path / "book"
    book.mkdir()
    lines = "".join(f"M{number},2026-11-01,note {number}\n" for number in range(40))
    (book / "notes.csv").write_text("key,date,text\n" + lines, encoding="utf-8")
    assert nursery.run(store, "import", book).status == 0
    assert nursery.run(store, "undo").status == 0
    assert nursery.run(store, "undo").out.startswith("undone: imported 1 row from wb2")
    examined = nursery.run(store, "doctor")
    assert (examined.status, examined.err) == (0, ""), examined.out


def test_the_doctor_mends_a_store_of_the_first_commit(nursery: Nursery, tmp_path: Path) -> None:
    store = first_store(tmp_path / "s.db")
    with opened(store) as connection:
        connection.execute("DELETE FROM event_spans")
    examined = nursery.run(store, "doctor", "--fix")
    assert examined.status == 0, examined.out
    assert "mended: span: event/ACME-POS.SYNC" in examined.out
    assert nursery.run(store, "doctor").status == 0


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_dump_of_an_older_schema_comes_in(nursery: Nursery, tmp_path: Path, version: int) -> None:
    newest = sample(nursery, tmp_path / "newest.db")
    old = older(newest, tmp_path / "old.db", version)
    with sqlite3.connect(old) as connection:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        tables = [dump.Table(*table) for table in _tables(connection, there)]
        write_lines(tmp_path / "old.json", dump.lines(version, tables))
    connection.close()
    answer = nursery.run(tmp_path / "new.db", "import", tmp_path / "old.json")
    assert (answer.status, answer.err) == (0, "")
    assert content(tmp_path / "new.db") == content(newest)
    assert nursery.run(tmp_path / "new.db", "doctor").status == 0


def _tables(connection: sqlite3.Connection, there: set[str]) -> Iterator[dumping.RawTable]:
    for name in dumping.NAMES:
        if name in there:
            cursor = connection.execute(f'SELECT * FROM "{name}"')
            yield name, tuple(item[0] for item in cursor.description), cursor.fetchall()


def test_a_dump_of_no_schema_is_refused(nursery: Nursery, tmp_path: Path) -> None:
    write_lines(tmp_path / "odd.json", dump.lines(0, []))
    answer = nursery.run(tmp_path / "new.db", "import", tmp_path / "odd.json")
    assert answer.status == 2
    assert "which there never was" in answer.err

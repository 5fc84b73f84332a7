"""Many rows at once: what is done apart to be quick leaves nothing different."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.store.conftest import NOW
from tests.store.test_journal import BASE, UAT

from pmdesk.errors import StoreError
from pmdesk.model import Milestone
from pmdesk.portfolio import Put
from pmdesk.store import Store, writing


def rows(count: int) -> list[Milestone]:
    return [replace(UAT, key=f"M{number:04d}", due=UAT.due + timedelta(days=number)) for number in range(count)]


def schema(store: Store) -> list[tuple[str, str]]:
    asked = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
    return store.read(lambda held: held.execute(asked).fetchall())


@pytest.mark.parametrize("count", [99, 100, 101, 250])
def test_all_rows_and_indexes_are_there(store: Store, count: int) -> None:
    before, wanted = schema(store), rows(count)
    store.apply([Put(row) for row in (*BASE, *wanted)], words="many", by="test", now=NOW)
    kept = {row.key: replace(row, uid="") for row in store.rows(Milestone)}
    assert [kept[row.key] for row in wanted] == [replace(row, baseline=row.due, uid="") for row in wanted]
    assert schema(store) == before
    assert store.read(lambda held: held.execute("PRAGMA integrity_check").fetchall()) == [("ok",)]
    store.undo(NOW)
    assert (store.rows(Milestone), schema(store)) == ([], before)
    store.redo(NOW)
    assert len(store.rows(Milestone)) == len(kept)
    assert schema(store) == before


def test_what_fails_among_many_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema(store)

    def fails(*_args: object, **_named: object) -> None:
        raise StoreError("no more")

    monkeypatch.setattr("pmdesk.store.door.journal.record", fails)
    with pytest.raises(StoreError):
        store.apply([Put(row) for row in (*BASE, *rows(120))], words="many", by="test", now=NOW)
    assert (store.rows(Milestone), schema(store)) == ([], before)


def test_more_are_written_beside_those_that_are_there(store: Store) -> None:
    store.apply([Put(row) for row in (*BASE, *rows(150))], words="many", by="test", now=NOW)
    more = [replace(row, key=f"N{row.key}") for row in rows(150)]
    store.apply([Put(row) for row in more], words="more", by="test", now=NOW)
    assert len(store.rows(Milestone)) == 300 + sum(isinstance(row, Milestone) for row in BASE)
    assert writing._TOGETHER <= 150

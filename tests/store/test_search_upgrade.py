"""Texts of a store that knew no index are found after its upgrade; so are those of a copy that is put back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from tests.store.conftest import NOW

from pmdesk.model import Note
from pmdesk.portfolio import Put
from pmdesk.store import Store, restore, schema
from pmdesk.store.search import Sought

NOTE = "INSERT INTO notes (created_at, edited_at, key, date, text) VALUES ('2026', '2026', 'N1', '2026-11-02', 'crane')"


def found(store: Store, typed: str) -> list[str]:
    return [hit.key for hit in store.search(Sought(typed))]


def test_an_older_store_is_searched_after_its_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.db"
    steps = ScriptDirectory._upgrade_revs
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", 6)
        patch.setattr(ScriptDirectory, "_upgrade_revs", lambda script, _to, found: steps(script, "0006", found))
        old = Store.open(path, now=NOW, zone="UTC")
    old.read(lambda connection: connection.execute(NOTE))
    old.close()
    store = Store.open(path, now=NOW, zone="UTC")
    assert found(store, "cra") == ["N1"]
    store.close()


def test_what_a_restored_copy_says_is_found_and_nothing_else(tmp_path: Path) -> None:
    path, copy = tmp_path / "s.db", tmp_path / "copy.db"
    store = Store.open(path, now=NOW, zone="UTC")
    store.apply([Put(Note("N1", None, None, date(2026, 11, 2), "crane hire"))], words="w", by="t", now=NOW)
    store.copy_to(copy)
    store.apply([Put(Note("N1", None, None, date(2026, 11, 2), "ladder hire"))], words="w", by="t", now=NOW)
    assert found(store, "ladder") == ["N1"]
    store.close()
    restore.restore(path, copy, NOW)
    store = Store.open(path, now=NOW, zone="UTC")
    assert (found(store, "crane"), found(store, "ladder")) == (["N1"], [])
    store.close()

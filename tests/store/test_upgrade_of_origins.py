"""A store of the first schema comes to have a place for what foreign calendars sent, and keeps every row."""

from __future__ import annotations

from pathlib import Path

from tests.safety.stores import older
from tests.store.conftest import NOW
from tests.store.test_journal import BASE, put

from pmdesk.model import NOUNS, Noun, Origin
from pmdesk.store import Store


def rows(store: Store) -> dict[type[Noun], list[Noun]]:
    return {noun: list(store.rows(noun)) for noun in NOUNS}


def test_the_upgrade_keeps_all_rows_and_makes_the_place(tmp_path: Path) -> None:
    made = Store.open(tmp_path / "made.db", now=NOW, zone="Europe/Madrid")
    put(made, *BASE)
    before = rows(made)
    made.close()
    path = older(made.path, tmp_path / "s.db", 1)
    new = Store.open(path, now=NOW, zone="Europe/Madrid")
    assert rows(new) == before
    put(new, Origin("client/ACME", "x@example.org", "", "event/ACME-POS.SYNC", "0" * 64, 3))
    assert [row.sequence for row in new.rows(Origin)] == [3]
    new.undo(NOW)
    assert new.rows(Origin) == []
    new.redo(NOW)
    assert [row.ref for row in new.rows(Origin)] == ["event/ACME-POS.SYNC"]
    new.close()

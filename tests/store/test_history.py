"""The log can be narrowed down, and cut off, never silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.store.conftest import NOW
from tests.store.test_journal import BASE, MOVED, UAT, put

from pmdesk.desk.safekeeping import entries_of, trim_journal
from pmdesk.errors import InputError
from pmdesk.model import Note, Vendor
from pmdesk.portfolio import Put
from pmdesk.store import Store
from pmdesk.store.history import TRIMMED, Wanted


def words(store: Store, **wanted: str | date) -> list[str]:
    return [entry.words for entry in entries_of(store, Wanted(**wanted, zone="Europe/Madrid"), 50)]  # type: ignore[arg-type]


@pytest.fixture
def lived(store: Store) -> Store:
    put(store, *BASE, words="base")
    put(store, Vendor(key="VOLT", name="Volt"), words="vendor")
    put(store, *(Note(key=f"N{number}", date=NOW.date(), text="x") for number in range(30)), words="notes")
    later = NOW + timedelta(days=2)
    store.apply([Put(replace(UAT, title="Late"))], words="renamed", by="test", now=later)
    return store


def test_entries_of_a_client(lived: Store) -> None:
    assert words(lived, client="ACME") == ["renamed", "base"]
    assert words(lived, client="ACM") == []


def test_entries_of_an_item(lived: Store) -> None:
    assert words(lived, item="milestone/acme-pos.uat") == ["renamed", "base"]
    assert words(lived, item="vendor/VOLT") == ["vendor"]
    assert words(lived, item=MOVED.ref) == ["base"]
    assert words(lived, item="vendor/NOBODY") == []


def test_one_of_many_that_were_added_together_is_found(lived: Store) -> None:
    assert words(lived, item="note/N7") == ["notes"]
    assert words(lived, item="note/N31") == []
    while lived.next_undo():
        lived.undo(NOW)
    assert words(lived, item="note/N7") == ["notes"]


@pytest.mark.parametrize("ref", ["bird/X", "milestone/", "override/ONE", "milestone/no key", ""])
def test_what_is_no_ref_is_said(lived: Store, ref: str) -> None:
    with pytest.raises(InputError):
        words(lived, item=ref)


def test_entries_of_a_day_in_the_profiles_zone(lived: Store) -> None:
    assert words(lived, day=NOW.date()) == ["notes", "vendor", "base"]
    assert words(lived, day=NOW.date() + timedelta(days=2)) == ["renamed"]
    assert words(lived, day=NOW.date() + timedelta(days=1)) == []


def test_trimming_keeps_a_backup_and_says_how_many(lived: Store) -> None:
    later = NOW + timedelta(days=2)
    count, kept = trim_journal(lived, later.date(), later)
    assert count == 3
    assert kept is not None
    assert [entry.words for entry in lived.entries()] == ["renamed"]
    assert lived.setting(TRIMMED) == f"3 entries before {later.date()} cut off on {later.date()}"
    before = Store.open(kept, now=NOW, zone="UTC")
    assert len(before.entries()) == 4
    before.close()
    assert lived.undo(NOW) is not None
    assert lived.undo(NOW) is None


def test_what_is_not_old_is_not_trimmed(lived: Store, tmp_path: Path) -> None:
    assert trim_journal(lived, NOW.date(), NOW + timedelta(days=2)) == (0, None)
    assert len(lived.entries()) == 4
    assert not list(tmp_path.rglob("*before-trim*"))


def test_days_to_come_can_not_be_trimmed(lived: Store) -> None:
    with pytest.raises(InputError, match="is to come"):
        trim_journal(lived, NOW.date() + timedelta(days=1), NOW)

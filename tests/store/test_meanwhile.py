"""An edit says what it saw: what another program changed since is kept, and what both changed is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.store.conftest import NOW
from tests.store.test_journal import BASE, POS, UAT, put

from pmdesk.errors import Stale
from pmdesk.model import Milestone, TimeEntry
from pmdesk.portfolio import Put, Remove
from pmdesk.store import Store


def seen(store: Store) -> Milestone:
    row = store.get(Milestone, UAT.key)
    assert row is not None
    return row


def edit(store: Store, row: Milestone, before: Milestone | None) -> None:
    store.apply([Put(row, before)], words="edited", by="test", now=NOW)


def test_what_another_program_changed_meanwhile_is_kept(store: Store) -> None:
    put(store, *BASE)
    before = seen(store)
    put(store, replace(before, notes="theirs"))
    edit(store, replace(before, due=date(2027, 1, 4)), before)
    assert (seen(store).notes, seen(store).due) == ("theirs", date(2027, 1, 4))


def test_what_both_changed_is_refused_and_told(store: Store) -> None:
    put(store, *BASE)
    before = seen(store)
    put(store, replace(before, due=date(2027, 2, 1)))
    with pytest.raises(Stale, match="due: was changed to '2027-02-01' meanwhile"):
        edit(store, replace(before, due=date(2027, 1, 4), notes="mine"), before)
    assert (seen(store).notes, seen(store).due) == ("", date(2027, 2, 1))


def test_two_that_add_to_a_number_both_count(store: Store) -> None:
    put(store, *BASE, TimeEntry(engagement=POS.key, date=NOW.date(), hours=Decimal(5)))
    (before,) = store.rows(TimeEntry)
    six = replace(before, hours=Decimal(6))
    store.apply([Put(six, before)], words="theirs", by="test", now=NOW)
    with pytest.raises(Stale, match="hours: was changed to '6' meanwhile"):
        store.apply([Put(six, before)], words="mine", by="test", now=NOW)


def test_what_was_deleted_meanwhile_does_not_come_back(store: Store) -> None:
    put(store, *BASE)
    before = seen(store)
    store.apply([Remove(Milestone, before.identity)], words="gone", by="test", now=NOW)
    with pytest.raises(Stale, match="was deleted meanwhile"):
        edit(store, replace(before, notes="mine"), before)
    assert store.get(Milestone, UAT.key) is None


def test_a_key_that_was_taken_meanwhile_is_not_taken_away(store: Store) -> None:
    put(store, *BASE)
    with pytest.raises(Stale, match="was added meanwhile"):
        edit(store, replace(UAT, title="Another"), None)
    assert seen(store).title == "UAT"


def test_two_edits_of_one_row_in_one_change_follow_from_each_other(store: Store) -> None:
    put(store, *BASE)
    before = seen(store)
    first = replace(before, notes="one")
    store.apply([Put(first, before), Put(replace(first, url="x:two"), first)], words="both", by="test", now=NOW)
    assert (seen(store).notes, seen(store).url) == ("one", "x:two")

"""Whatever is changed can be undone and done again, after a restart too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.conftest import NOW

from pmdesk.errors import Refused
from pmdesk.model import (
    KEPT,
    Allocation,
    Client,
    Engagement,
    Event,
    Milestone,
    Noun,
    Override,
    Predecessor,
    Profile,
    TimeEntry,
    Waiver,
)
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.store import Store

ACME = Client(key="ACME", name="Acme [/] Retail", pin=1)
POS = Engagement(key="ACME-POS", client="ACME", name="POS rollout", start=date(2026, 9, 1))
BUILD = Milestone(key="ACME-POS.BUILD", engagement="ACME-POS", title="Build", due=date(2026, 12, 1))
UAT = Milestone(
    key="ACME-POS.UAT",
    engagement="ACME-POS",
    title="UAT",
    due=date(2026, 12, 11),
    after=(Predecessor("ACME-POS.BUILD", 5),),
)
SYNC = Event(
    key="ACME-POS.SYNC", engagement="ACME-POS", title="Sync",
    start=datetime(2026, 11, 24, 10), end=datetime(2026, 11, 24, 11),
    rrule="FREQ=WEEKLY;BYDAY=TU",
)  # fmt: skip
MOVED = Override(event="ACME-POS.SYNC", occurrence=datetime(2026, 12, 1, 10), start=datetime(2026, 12, 2, 9))
BASE: tuple[Noun, ...] = (ACME, POS, BUILD, UAT, SYNC, MOVED)


def put(store: Store, *rows: Noun, words: str = "put") -> None:
    store.apply([Put(row) for row in rows], words=words, by="test", now=NOW)


def dump(store: Store) -> dict[str, list[Any]]:
    """Everything that is kept, but when it was edited."""
    return {noun.FILE: list(store.rows(noun)) for noun in KEPT} | {
        "created": sorted((ref, made) for ref, (made, _) in store.stamps().items()),
        "spans": list(store._connection.execute("SELECT * FROM event_spans ORDER BY event")),
    }


def test_an_entry_says_what_when_and_whose(store: Store) -> None:
    put(store, *BASE)
    entry = store.apply(
        [Put(replace(UAT, due=date(2027, 1, 4)))], words="moved UAT from 11 Dec to 4 Jan", by="test", now=NOW
    )
    assert entry is not None
    assert (entry.words, entry.clients, entry.at, entry.by) == (
        "moved UAT from 11 Dec to 4 Jan",
        ("ACME",),
        NOW,
        "test",
    )
    assert [item.words for item in store.entries()] == ["moved UAT from 11 Dec to 4 Jan", "put"]


def test_what_changes_nothing_is_no_entry(store: Store) -> None:
    put(store, *BASE)
    before = store.stamps()
    assert store.apply([Put(row) for row in BASE], words="again", by="test", now=NOW + timedelta(days=1)) is None
    assert store.stamps() == before
    assert len(store.entries()) == 1


def test_a_refused_change_writes_nothing(store: Store) -> None:
    put(store, *BASE)
    before = dump(store)
    bad = [Put(replace(UAT, due=date(2027, 1, 4))), Put(replace(BUILD, engagement="NOWHERE"))]
    with pytest.raises(Refused, match="NOWHERE"):
        store.apply(bad, words="bad", by="test", now=NOW)
    assert dump(store) == before
    assert len(store.entries()) == 1


def test_undo_and_redo_walk_back_and_forth_across_restarts(store: Store) -> None:
    states = [dump(store)]
    steps: list[list[Change]] = [
        [Put(row) for row in BASE],
        [Put(replace(UAT, status="done"))],
        [Remove(Override, MOVED.identity), Remove(Event, SYNC.identity)],
        [Put(Profile(name="Me", timezone="Europe/Madrid"))],
        [Put(Waiver("x:1", "agreed", date(2027, 1, 1), "high", Decimal(2)))],
    ]
    for number, changes in enumerate(steps):
        store.apply(changes, words=f"step {number}", by="test", now=NOW)
        states.append(dump(store))
    path = store.path
    for number in reversed(range(len(steps))):
        store.close()
        store = Store.open(path, now=NOW, zone="UTC")
        undone = store.undo(NOW)
        assert undone is not None
        assert undone.words == f"step {number}"
        assert dump(store) == states[number]
    assert store.undo(NOW) is None
    for number in range(len(steps)):
        redone = store.redo(NOW)
        assert redone is not None
        assert redone.words == f"step {number}"
        assert dump(store) == states[number + 1]
    assert store.redo(NOW) is None
    store.close()


def test_a_new_change_ends_what_could_be_done_again(store: Store) -> None:
    put(store, *BASE)
    put(store, replace(UAT, title="First"))
    store.undo(NOW)
    put(store, replace(UAT, title="Second"))
    assert store.redo(NOW) is None
    assert store.undo(NOW) is not None
    assert store.get(Milestone, "ACME-POS.UAT").title == "UAT"  # type: ignore[union-attr]  # it is there


def test_an_undone_edit_counts_as_an_edit_for_calendars(store: Store) -> None:
    put(store, *BASE)
    put(store, replace(UAT, title="Other"))
    later = NOW + timedelta(hours=1)
    store.undo(later)
    made, edited = store.stamps()["milestone/ACME-POS.UAT"]
    assert datetime.fromisoformat(edited) == later
    assert datetime.fromisoformat(made) == NOW


def test_an_edit_of_what_is_not_shown_does_not_count_for_calendars(store: Store) -> None:
    def edit(hours: int, **values: Any) -> None:
        held = store.get(Milestone, UAT.key)
        assert held is not None
        store.apply([Put(replace(held, **values))], words="edit", by="test", now=NOW + timedelta(hours=hours))

    def counts() -> list[datetime]:
        found = (store.stamps(shown)["milestone/ACME-POS.UAT"] for shown in ({"milestone": frozenset({"title"})}, {}))
        return [datetime.fromisoformat(edited) for _, edited in found]

    put(store, *BASE)
    edit(1, notes="a")
    assert counts() == [NOW, NOW + timedelta(hours=1)]
    edit(2, title="Other", notes="b")
    edit(3, notes="c")
    edit(4, url="https://x.example")
    assert counts() == [NOW + timedelta(hours=2), NOW + timedelta(hours=4)]
    store.undo(NOW + timedelta(hours=5))
    assert counts() == [NOW + timedelta(hours=5)] * 2
    edit(6, notes="d")
    assert counts() == [NOW + timedelta(hours=6)] * 2, "an undo may have changed what is shown"
    held = store.get(Milestone, UAT.key)
    assert held is not None
    store.apply([Remove(Milestone, (UAT.key,))], words="gone", by="test", now=NOW + timedelta(hours=7))
    assert counts() == [NOW + timedelta(hours=7)] * 2
    store.apply([Put(replace(held, uid=""))], words="new", by="test", now=NOW + timedelta(hours=8))
    edit(9, notes="e")
    assert counts() == [NOW + timedelta(hours=8), NOW + timedelta(hours=9)]


def test_a_uid_is_given_once_and_kept(store: Store) -> None:
    put(store, *BASE)
    first = store.get(Milestone, "ACME-POS.UAT")
    put(store, replace(UAT, title="Other"))
    store.undo(NOW)
    store.apply([Remove(Milestone, ("ACME-POS.UAT",))], words="gone", by="test", now=NOW)
    store.undo(NOW)
    again = store.get(Milestone, "ACME-POS.UAT")
    assert first is not None
    assert first.uid
    assert again == first


_DAYS = st.dates(date(2026, 11, 1), date(2027, 3, 1))
_STEPS: list[st.SearchStrategy[Callable[[Store], list[Change]]]] = [
    _DAYS.map(lambda day: lambda _: [Put(replace(BUILD, due=day))]),
    _DAYS.map(
        lambda day: lambda _: [Put(Allocation(engagement="ACME-POS", start=day, end=day, weekly_hours=Decimal(4)))]
    ),
    _DAYS.map(lambda day: lambda _: [Put(TimeEntry(engagement="ACME-POS", date=day, hours=Decimal("1.5"), note="='"))]),
    st.just(lambda store: [Remove(type(row), row.identity) for row in store.rows(Allocation)]),
    st.just(lambda store: [Remove(type(row), row.identity) for row in store.rows(TimeEntry)]),
    st.text(min_size=1, max_size=5).map(lambda text: lambda _: [Put(replace(UAT, notes=text, title=f"T{text}"))]),
    st.just(lambda store: [Remove(Override, row.identity) for row in store.rows(Override)]),
    st.just(lambda _: [Put(MOVED)]),
    st.booleans().map(lambda on: lambda _: [Put(replace(UAT, status="done" if on else "planned"))]),
]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(_STEPS), min_size=1, max_size=8))
def test_any_sequence_returns_to_an_equal_dump(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Callable[[Store], list[Change]]]
) -> None:
    check_sequence(tmp_path_factory.mktemp("undo"), steps)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(_STEPS), min_size=1, max_size=20))
def test_a_thousand_sequences_return_to_an_equal_dump(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Callable[[Store], list[Change]]]
) -> None:
    check_sequence(tmp_path_factory.mktemp("undo"), steps)


def check_sequence(folder: Path, steps: list[Callable[[Store], list[Change]]]) -> None:
    store = Store.open(folder / "s.db", now=NOW, zone="Europe/Madrid")
    put(store, *BASE)
    states = [dump(store)]
    for step in steps:
        if store.apply(step(store), words="step", by="test", now=NOW):
            states.append(dump(store))
    for state in reversed(states[:-1]):
        assert store.undo(NOW)
        assert dump(store) == state
    for state in states[1:]:
        assert store.redo(NOW)
        assert dump(store) == state
    store.close()

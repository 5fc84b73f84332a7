"""A locked desk answers with what one client may see, and takes edits of that without losing what was not shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.tui.canaries import MARK, OWN, make_canaries, marks_in
from tests.tui.driving import TODAY, open_desk

from pmdesk.desk import Desk
from pmdesk.desk.locked import LockedDesk
from pmdesk.errors import Refused
from pmdesk.model import KEPT, Action, Blackout, Client, Engagement, Milestone, Note, TimeEntry
from pmdesk.portfolio import Put, Remove, Window

UAT = f"{OWN}-W.UAT"
OTHER = f"{MARK}1-W"
WINDOW = Window(TODAY - timedelta(days=30), TODAY + timedelta(days=90))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(make_canaries(tmp_path / "s.db"))
    yield desk
    desk.close()


@pytest.fixture
def locked(desk: Desk) -> LockedDesk:
    return LockedDesk(desk, OWN)


def test_no_row_of_any_noun_holds_a_canary(locked: LockedDesk) -> None:
    for noun in KEPT:
        assert not marks_in(locked.rows(noun)), noun
    assert [row.key for row in locked.rows(Client)] == [OWN]
    assert len(locked.rows(Milestone)) == 3
    assert not locked.rows(Note)
    assert not locked.rows(TimeEntry)


def test_portfolio_conflicts_and_load_hold_none(locked: LockedDesk) -> None:
    seen = locked.portfolio(WINDOW)
    conflicts = locked.conflicts(seen, WINDOW)
    assert conflicts
    assert not marks_in([seen, conflicts, locked.weeks(seen, WINDOW), locked.busy(seen, WINDOW)])
    assert any("elsewhere" in one.items for one in conflicts)
    assert locked.weeks(seen, WINDOW) == []
    assert locked.busy(seen, WINDOW)
    assert locked.entries() == []


def test_what_would_be_is_computed_on_everything_and_shown_redacted(locked: LockedDesk) -> None:
    seen = locked.portfolio(WINDOW)
    row = seen.milestones[UAT]
    outcome = locked.what_if(seen, [Put(replace(row, due=date(2026, 11, 24)))], WINDOW)
    assert outcome.portfolio.milestones[UAT].due == date(2026, 11, 24)
    assert not marks_in(outcome)
    piles = [one for one in outcome.conflicts if one.kind == "pile-up"]
    assert any("elsewhere" in one.items for one in piles)


def test_an_edit_keeps_what_was_not_shown(desk: Desk, locked: LockedDesk) -> None:
    before, client = desk.get(Milestone, UAT), desk.get(Client, OWN)
    row, seen = locked.get(Milestone, UAT), locked.get(Client, OWN)
    assert row is not None
    assert seen is not None
    assert before is not None
    assert client is not None
    locked.apply([Put(replace(row, title="New")), Put(replace(seen, name="Acme Ltd"))], "edited")
    assert desk.get(Milestone, UAT) == replace(before, title="New")
    assert desk.get(Client, OWN) == replace(client, name="Acme Ltd")


def test_hours_are_added_to_those_that_were_not_shown(desk: Desk, locked: LockedDesk) -> None:
    (there,) = desk.rows(TimeEntry, engagement=f"{OWN}-W")
    locked.apply([Put(replace(there, hours=Decimal(1)))], "logged")
    assert desk.get(TimeEntry, *there.identity) == replace(there, hours=there.hours + 1)


@pytest.mark.parametrize(
    "change",
    [
        Put(Milestone(key="NEW", engagement=OTHER, title="x", due=TODAY)),
        Put(Milestone(key=f"{OTHER}.UAT", engagement=f"{OWN}-W", title="x", due=TODAY)),
        Put(Note(key="N9", client=f"{MARK}1", date=TODAY, text="x")),
        Put(Blackout(key="B9", who=f"client/{MARK}1", start=TODAY, end=TODAY, title="x")),
        Put(Action(key=f"{OWN}-W.MINEACTION", engagement=f"{OWN}-W", title="x")),
        Remove(Milestone, (f"{OTHER}.UAT",)),
        Remove(Engagement, (OTHER,)),
        Remove(Note, (f"{OWN}-W.N",)),
    ],
)  # fmt: skip
def test_what_reaches_beyond_is_refused_in_words_that_tell_nothing(
    desk: Desk, locked: LockedDesk, change: Put | Remove
) -> None:
    before = desk.next_undo()
    with pytest.raises(Refused) as refused:
        locked.apply([change], "reached beyond")
    assert not marks_in(refused.value.lines)
    assert desk.next_undo() == before


def test_what_is_wrong_is_said_as_far_as_it_is_seen(locked: LockedDesk) -> None:
    row = locked.get(Engagement, f"{OWN}-W")
    assert row is not None
    with pytest.raises(Refused) as refused:
        locked.apply([Put(replace(row, end=row.start - timedelta(days=1)))], "wrong")
    assert any("end" in line for line in refused.value.lines)
    assert not marks_in(refused.value.lines)


def test_deleting_takes_along_what_was_not_shown(desk: Desk, locked: LockedDesk) -> None:
    shown = locked.dependents(Engagement, f"{OWN}-W")
    assert not marks_in(shown)
    assert len(shown) < len(desk.dependents(Engagement, f"{OWN}-W"))
    locked.apply(shown, "deleted")
    assert desk.get(Engagement, f"{OWN}-W") is None
    assert desk.rows(TimeEntry, engagement=f"{OWN}-W") == []


def test_undo_and_redo_of_this_clients_changes_alone(desk: Desk, locked: LockedDesk) -> None:
    assert locked.next_undo() is None
    with pytest.raises(Refused) as refused:
        locked.undo()
    assert not marks_in(refused.value.lines)
    note = desk.get(Note, f"{OWN}-W.N")
    assert note is not None
    desk.apply([Put(replace(note, text=f"{MARK} again"))], f"noted {MARK}")
    told = locked.next_undo()
    assert told is not None
    assert not marks_in(told)
    row = locked.get(Milestone, UAT)
    assert row is not None
    made = locked.apply([Put(replace(row, title="New"))], "renamed to New")
    assert made is not None
    undone = locked.undo()
    assert undone is not None
    assert undone.words == "renamed to New"
    again = locked.redo()
    assert again is not None
    assert again.words == "renamed to New"


def test_a_client_that_is_gone_shows_nothing(desk: Desk) -> None:
    locked = LockedDesk(desk, "GONE")
    seen = locked.portfolio(WINDOW)
    assert not seen.clients
    assert locked.conflicts(seen, WINDOW) == []
    assert locked.rows(Milestone) == []


def test_a_typed_line_is_read_against_what_is_seen(locked: LockedDesk) -> None:
    from pmdesk.capture.line import read_line

    situation = locked.situation(locked.portfolio(WINDOW), None)
    reading = read_line("log 1h workshop", situation)
    assert not marks_in(reading)
    assert reading.changes
    assert read_line(f"Roof fri @{OTHER}", situation).problems

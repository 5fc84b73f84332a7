from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pmdesk.desk import Desk, deeds
from pmdesk.errors import Refused, Stale
from pmdesk.model import (
    Action,
    Client,
    Contact,
    Engagement,
    Event,
    Milestone,
    Noun,
    Predecessor,
    RaidItem,
    TimeEntry,
    Vendor,
)
from pmdesk.portfolio import Put, Remove

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
ROWS: tuple[Noun, ...] = (
    Client(key="A", name="Acme"), Vendor(key="V", name="V"), Vendor(key="W", name="W"),
    Contact(key="P", of="client/A", name="Priya"),
    Engagement(key="A1", client="A", name="Work", start=date(2026, 1, 1)),
    Milestone(key="M1", engagement="A1", title="One", due=date(2026, 12, 1)),
    Milestone(key="M2", engagement="A1", title="Two", due=date(2026, 12, 2)),
    Milestone(
        key="M3", engagement="A1", title="Three", due=date(2026, 12, 9),
        after=(Predecessor("M1"), Predecessor("M2", 2)), owner="contact/P", accepted_by="P",
    ),
    Event(
        key="E", engagement="A1", title="Sync", start=datetime(2026, 12, 1, 10), end=datetime(2026, 12, 1, 11),
        vendors=("V", "W"),
    ),
    Action(key="T1", engagement="A1", title="Call"), Action(key="T2", engagement="A1", title="Mail", status="done"),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk.open(tmp_path / "s.db", now=lambda: NOW, zone="Europe/Madrid")
    found.apply([Put(row) for row in ROWS], "made")
    yield found
    found.close()


def row(desk: Desk, noun: type[Noun], key: str) -> Noun:
    found = desk.get(noun, key)
    assert found is not None
    return found


def test_done_marks_what_is_open_and_opens_what_is_all_done() -> None:
    one, two = Action(key="T1", title="Call"), Action(key="T2", title="Mail", status="done")
    risk = RaidItem(key="R", engagement="A1", type="risk", title="Late")
    edit = deeds.done([one, two, risk], TODAY)
    assert edit.changes == (Put(replace(one, status="done")), Put(replace(risk, status="closed")))
    assert deeds.done([two], TODAY).changes == (Put(replace(two, status="open")),)
    assert deeds.done([two], TODAY).words == "opened Mail again"
    assert deeds.done([risk], TODAY).words == "closed Late"
    assert deeds.done([one, replace(one, key="T3")], TODAY).words == "marked 2 actions done"
    assert deeds.done([Vendor(key="V", name="V")], TODAY).changes == ()


def test_at_risk_is_for_open_milestones_and_goes_off_where_all_are() -> None:
    one = Milestone(key="M1", engagement="A1", title="One", due=TODAY)
    two, over = replace(one, key="M2", status="at-risk"), replace(one, key="M3", status="done")
    assert deeds.at_risk([one, two, over]).changes == (Put(replace(one, status="at-risk")),)
    back = deeds.at_risk([two, replace(two, key="M4")])
    assert [change.row.status for change in back.changes if isinstance(change, Put)] == ["planned", "planned"]  # type: ignore[attr-defined]  # both are milestones


@pytest.mark.parametrize(
    ("noun", "keys"), [(Milestone, ("M1", "M2")), (Vendor, ("V", "W")), (Contact, ("P",)), (Client, ("A",))]
)
def test_several_go_with_what_hangs_on_them_and_come_back(desk: Desk, noun: type[Noun], keys: tuple[str, ...]) -> None:
    before = [list(desk.rows(kind)) for kind in (Client, Engagement, Milestone, Event, Contact, Vendor, Action)]
    rows = [row(desk, noun, key) for key in keys]
    changes = deeds.all_that_goes(desk, rows)
    assert [change.ref for change in changes[: len(rows)]] == [one.ref for one in rows]
    assert all(isinstance(change, Remove) for change in changes[: len(rows)])
    edit = deeds.delete(rows, changes)
    assert edit.words.startswith("deleted ")
    desk.apply(edit.changes, edit.words)
    assert not any(desk.get(noun, key) for key in keys)
    desk.undo()
    assert [list(desk.rows(kind)) for kind in (Client, Engagement, Milestone, Event, Contact, Vendor, Action)] == before


def test_what_names_several_that_go_forgets_them_all(desk: Desk) -> None:
    changes = deeds.all_that_goes(desk, [row(desk, Milestone, "M1"), row(desk, Milestone, "M2")])
    kept = [change.row for change in changes if isinstance(change, Put)]
    assert [one.after for one in kept if isinstance(one, Milestone)] == [()]
    changes = deeds.all_that_goes(desk, [row(desk, Vendor, "V"), row(desk, Vendor, "W")])
    assert [one.vendors for one in (c.row for c in changes if isinstance(c, Put)) if isinstance(one, Event)] == [()]


def test_a_new_row_gets_a_free_key_by_habit(desk: Desk) -> None:
    made = deeds.save(desk, Action(engagement="A1", title="Call the plant"), None, "A1").changes[0]
    assert made.ref == "action/A1.CALL"
    desk.apply([made], "x")
    assert deeds.save(desk, Action(engagement="A1", title="Call"), None, "A1").changes[0].ref == "action/A1.CALL2"
    assert deeds.save(desk, Vendor(name="Fibre & Co"), None).changes[0].ref == "vendor/FIBRE"
    assert deeds.save(desk, Action(title="Tidy up"), None).changes[0].ref == "action/ME.TIDY"


def test_a_key_that_is_taken_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="is taken"):
        deeds.save(desk, Action(key="T1", title="Other"), None)


def test_a_row_that_was_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    before = row(desk, Action, "T1")
    assert isinstance(before, Action)
    desk.apply([Put(replace(before, title="Ring"))], "x")
    beside = deeds.save(desk, replace(before, owner="contact/P"), before)
    desk.apply(beside.changes, beside.words)
    after = row(desk, Action, "T1")
    assert isinstance(after, Action)
    assert (after.title, after.owner) == ("Ring", "contact/P")
    same = deeds.save(desk, replace(before, title="Phone"), before)
    with pytest.raises(Stale, match="title: was changed to 'Ring' meanwhile"):
        desk.apply(same.changes, same.words)


def test_several_rows_changed_meanwhile_are_not_overwritten(desk: Desk) -> None:
    before = row(desk, Action, "T1")
    assert isinstance(before, Action)
    edit = deeds.done([before], TODAY)
    desk.apply([Put(replace(before, status="cancelled"))], "x")
    with pytest.raises(Stale, match="status: was changed to 'cancelled' meanwhile"):
        desk.apply(edit.changes, edit.words)


def test_hours_of_the_same_day_and_note_add_up(desk: Desk) -> None:
    entry = TimeEntry("A1", TODAY, Decimal(2))
    desk.apply(deeds.save(desk, entry, None).changes, "x")
    edit = deeds.save(desk, replace(entry, hours=Decimal(1)), None)
    assert edit.changes == (Put(replace(entry, hours=Decimal(3))),)


def test_what_a_row_is_known_by_can_be_edited(desk: Desk) -> None:
    entry = TimeEntry("A1", TODAY, Decimal(2), "call")
    desk.apply(deeds.save(desk, entry, None).changes, "x")
    edit = deeds.save(desk, replace(entry, note="workshop"), entry)
    desk.apply(edit.changes, edit.words)
    assert [one.note for one in desk.rows(TimeEntry)] == ["workshop"]


NAMED: list[tuple[Callable[[], Noun], str]] = [
    (lambda: Action(key="K", title="x" * 100), "x" * 59 + "…"),
    (lambda: TimeEntry("A1", TODAY, Decimal(1)), "A1 2026-11-23 "),
]


@pytest.mark.parametrize(("make", "said"), NAMED)
def test_a_row_is_named_in_a_few_words(make: Callable[[], Noun], said: str) -> None:
    assert deeds.named([make()]) == said

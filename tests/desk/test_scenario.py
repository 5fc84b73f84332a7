"""Scenarios: edits are drafts on a copy, outlive the program, and are made as one change or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.scenario import Scenario
from pmdesk.errors import InputError, Refused
from pmdesk.model import Client, Engagement, Milestone, Note, Waiver
from pmdesk.portfolio import Put, Remove, Window

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WINDOW = Window(date(2026, 11, 23), date(2027, 5, 22))
UAT = "ACME-POS.UAT"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk.open(tmp_path / "s.db", now=lambda: NOW, zone="Europe/Madrid")
    made.load_sample()
    return made


def begun(desk: Desk) -> Scenario:
    desk.begin_scenario()
    found = desk.scenario()
    assert found is not None
    return found


def uat(desk: Desk) -> Milestone:
    row = desk.get(Milestone, UAT)
    assert row is not None
    return row


def dump(desk: Desk) -> list[str]:
    """Give all lines of a dump but the checksum."""
    return list(desk.export_dump())[:-1]


def move(desk: Desk, days: int) -> None:
    row = uat(desk)
    desk.apply([Put(replace(row, due=row.due + timedelta(days=days)), row)], f"moved UAT by {days}")


def test_without_one_the_desk_is_itself(desk: Desk) -> None:
    assert desk.as_drafted() is desk
    assert desk.draft_count() is None


def test_drafts_are_seen_in_the_scenario_and_not_outside(desk: Desk) -> None:
    was = uat(desk).due
    scenario = begun(desk)
    assert scenario.draft_count() == 0
    move(desk.as_drafted(), 40)
    assert uat(desk.as_drafted()).due == was + timedelta(days=40)
    assert desk.as_drafted().portfolio(WINDOW).milestones[UAT].due == was + timedelta(days=40)
    assert uat(desk).due == was
    assert desk.as_drafted().draft_count() == 1
    assert desk.next_undo() is not None
    assert "moved" not in (desk.next_undo() or pytest.fail("no entry")).words


def test_the_difference_tells_conflicts_and_alerts(desk: Desk) -> None:
    before = {one.id for one in desk.conflicts(desk.portfolio(WINDOW), WINDOW)}
    begun(desk)
    row = uat(desk)
    desk.as_drafted().apply([Put(replace(row, due=date(2027, 1, 2)), row)], "moved UAT")
    found = begun(desk).difference(WINDOW)
    after = {one.id for one in desk.as_drafted().conflicts(desk.as_drafted().portfolio(WINDOW), WINDOW)}
    assert {one.id for one in found.cleared} <= before - after
    assert after - before <= {one.id for one in found.made}
    assert found.made
    assert [one.words for one in found.drafts] == ["moved UAT"]
    assert any(one.ref == f"milestone/{UAT}" for one in (*found.alerts_made, *found.alerts_cleared))


def test_applied_it_is_one_change_and_one_undo(desk: Desk) -> None:
    before = dump(desk)
    scenario = begun(desk)
    move(scenario, 3)
    scenario.apply([Put(Client("NEW", "Newcomer")), Put(Engagement("NEW-A", "NEW", "Start", start=WINDOW.first))], "n")
    scenario.apply([Put(Note("N9", client="NEW", date=date(2026, 11, 20), text="They want dates"))], "noted")
    scenario.apply([Remove(Note, ("N9",))], "deleted the note")
    move(scenario, 2)
    entry = scenario.apply_all()
    assert entry is not None
    assert "5 edits" in entry.words
    assert desk.scenario() is None
    assert desk.get(Client, "NEW") is not None
    assert desk.get(Note, "N9") is None
    undone = desk.undo()
    assert undone is not None
    assert undone.id == entry.id
    rows = [line for line in dump(desk) if "applied a scenario" not in line]
    assert [line for line in before if '"entries"' in line] == [line for line in rows if '"entries"' in line]
    assert desk.get(Client, "NEW") is None


def test_dropped_nothing_was_changed(desk: Desk) -> None:
    before = dump(desk)
    scenario = begun(desk)
    move(scenario, 3)
    assert dump(desk) != before, "the draft is kept"
    scenario.drop_all()
    assert dump(desk) == before
    assert desk.as_drafted() is desk


def test_one_that_is_open_survives_a_restart_with_what_was_undone(desk: Desk) -> None:
    scenario = begun(desk)
    move(scenario, 3)
    move(scenario, 4)
    move(scenario, 5)
    scenario.undo()
    due, path = uat(scenario).due, desk.store.path
    desk.close()
    again = Desk.open(path, now=lambda: NOW)
    found = again.scenario()
    assert found is not None
    assert found.draft_count() == 2
    assert uat(found).due == due
    assert (found.next_redo() or pytest.fail("nothing to redo")).words == "moved UAT by 5"
    found.redo()
    assert uat(found).due == due + timedelta(days=5)
    assert [found.undo() is not None for _ in range(4)] == [True, True, True, False]
    assert uat(found).due == uat(again).due
    again.close()


def test_undo_never_reaches_what_was_saved(desk: Desk) -> None:
    move(desk, 1)
    due = uat(desk).due
    scenario = begun(desk)
    assert scenario.next_undo() is None
    assert scenario.undo() is None
    assert uat(scenario).due == uat(desk).due == due


def test_redo_of_the_store_is_not_the_scenarios(desk: Desk) -> None:
    move(desk, 1)
    desk.undo()
    scenario = begun(desk)
    assert scenario.next_redo() is None
    assert scenario.redo() is None


def test_an_edit_after_an_undo_lets_go_of_what_was_undone(desk: Desk) -> None:
    scenario = begun(desk)
    move(scenario, 3)
    scenario.undo()
    move(scenario, 9)
    assert scenario.redo() is None
    assert scenario.draft_count() == 1
    desk.leave_scenario()
    again = desk.scenario()
    assert again is not None
    assert again.draft_count() == 1


def test_what_another_program_changes_is_taken_in(desk: Desk) -> None:
    scenario = begun(desk)
    move(scenario, 3)
    other = Desk.open(desk.store.path, now=lambda: NOW)
    row = uat(other)
    other.apply([Put(replace(row, title="Sign-off"), row)], "renamed")
    other.close()
    found = uat(desk.as_drafted())
    assert (found.title, found.due) == ("Sign-off", uat(desk).due + timedelta(days=3))
    assert (begun(desk).apply_all() or pytest.fail("nothing applied")).words == "moved UAT by 3"
    assert (uat(desk).title, uat(desk).due) == ("Sign-off", found.due)


def test_a_draft_that_no_longer_fits_is_named_and_can_be_dropped(desk: Desk) -> None:
    scenario = begun(desk)
    move(scenario, 3)
    desk.as_drafted().apply([Put(Note("N9", client="ACME", date=date(2026, 11, 20), text="They want dates"))], "noted")
    other = Desk.open(desk.store.path, now=lambda: NOW)
    move(other, 8)
    other.close()
    found = desk.scenario()
    assert found is not None
    assert list(found.unfit) == [1]
    assert uat(found).due == uat(desk).due
    with pytest.raises(Refused, match="drop that draft first"):
        found.apply_all()
    found.drop(1)
    left = desk.scenario()
    assert left is not None
    assert [one.words for one in left.difference(WINDOW).drafts] == ["noted"]
    with pytest.raises(InputError):
        left.drop(7)


def test_another_program_sees_it_and_may_close_it(desk: Desk) -> None:
    move(begun(desk), 3)
    other = Desk.open(desk.store.path, now=lambda: NOW)
    found = other.scenario()
    assert found is not None
    assert found.draft_count() == 1
    found.drop_all()
    other.close()
    assert desk.scenario() is None


def test_nothing_is_published_out_of_it(desk: Desk, tmp_path: Path) -> None:
    from pmdesk.exchange.ics.request import Request

    scenario = begun(desk)
    move(scenario, 3)
    with pytest.raises(Refused, match="not in a scenario"):
        scenario.export_ics(Request(client="ACME"), str(tmp_path / "x.ics"))
    with pytest.raises(Refused, match="not in a scenario"):
        scenario.import_workbook(tmp_path)
    assert not (tmp_path / "x.ics").exists()


def test_every_noun_is_kept_as_it_is(desk: Desk) -> None:
    scenario = begun(desk)
    row = uat(desk)
    changed = replace(row, after=(), notes="[/] 'quoted' ünïcode", baseline=row.due, done_on=None, kind="go-live")
    deal = desk.get(Engagement, "ACME-POS")
    assert deal is not None
    scenario.apply([Put(changed), Put(replace(deal, weekly_hours=Decimal("7.25")))], "changed much")
    scenario.apply([Put(Waiver("pile-up:0123456789ab", "agreed", date(2027, 1, 1), "high", Decimal("1.5")))], "waived")
    desk.leave_scenario()
    again = desk.scenario()
    assert again is not None
    assert again.unfit == {}
    assert again.get(Milestone, UAT) == scenario_row(changed, again)
    assert (again.get(Engagement, "ACME-POS") or deal).weekly_hours == Decimal("7.25")
    assert again.get(Waiver, "pile-up:0123456789ab") is not None


def scenario_row(changed: Milestone, desk: Desk) -> Milestone:
    """Give a milestone with the uid that the store gave it."""
    return replace(changed, uid=uat(desk).uid)

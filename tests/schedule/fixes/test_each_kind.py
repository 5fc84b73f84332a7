"""One worked case for each way out: what is offered first, and what comes after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from pmdesk.errors import InputError
from pmdesk.model import (
    Allocation,
    Assignment,
    Blackout,
    Client,
    Engagement,
    Event,
    Milestone,
    Noun,
    Override,
    Predecessor,
    Profile,
    Site,
    Vendor,
)
from pmdesk.portfolio import Portfolio, Put, Remove, Window
from pmdesk.schedule.fixes import Bench, Fix, fix_json, fixes, told
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)
WINDOW = Window(TODAY, date(2027, 5, 22))
BASE: Sequence[Noun] = (
    Profile("Me", timezone="Europe/Madrid"), Client("ACME", "Acme"), Client("BOR", "Borealis"),
    Vendor("V", "Fibre", services="Cabling, crews"), Vendor("W", "Volta", services="cabling"), Vendor("X", "Paint"),
    Engagement("A", "ACME", "Rollout", start=date(2026, 1, 1), end=date(2027, 3, 31)),
    Engagement("B", "BOR", "Cutover", start=date(2026, 1, 1)), Site("S1", "ACME", "One"), Site("S2", "ACME", "Two"),
)  # fmt: skip


def book(*rows: Noun) -> Portfolio:
    mine = [row for row in BASE if all(row.ref != other.ref for other in rows)]
    return portfolio_of([*mine, *rows], TODAY)


def offered(kind: str, *rows: Noun) -> list[Fix]:
    """Give the fixes of the one conflict of a kind."""
    bench = Bench(book(*rows), WINDOW)
    found = [one for one in bench.recount.conflicts if one.kind == kind]
    assert len(found) == 1, [one.message for one in bench.recount.conflicts]
    return fixes(bench.portfolio, WINDOW, found[0], bench=bench)


def lines(fix: Fix, *rows: Noun) -> list[str]:
    return [line for change in fix.changes for line in told(book(*rows), change)]


def due(key: str, day: str, engagement: str = "A", **more: object) -> Milestone:
    return Milestone(key, engagement, f"Due {key}", date.fromisoformat(day), **more)  # type: ignore[arg-type]  # any column


def meeting(key: str, start: str, minutes: int = 60, **more: object) -> Event:
    at = datetime.fromisoformat(start)
    return Event(key, more.pop("engagement", None), key, at, at + timedelta(minutes=minutes), **more)  # type: ignore[arg-type]  # any column


def work(key: str, first: str, last: str, engagement: str = "A", **more: object) -> Assignment:
    return Assignment(key, "V", engagement, date.fromisoformat(first), date.fromisoformat(last), **more)  # type: ignore[arg-type]  # any column


def test_a_milestone_goes_to_the_next_clear_working_day() -> None:
    rows = (due("UAT", "2026-12-11"), Blackout("F", "client/ACME", date(2026, 12, 9), date(2027, 1, 3), "Freeze"))
    found = offered("blackout", *rows)
    assert [fix.effect for fix in found] == ["clears", "clears"]
    assert [lines(fix, *rows) for fix in found] == [["milestone/UAT due 2027-01-04"], ["milestone/UAT due 2026-12-08"]]
    assert fix_json(book(*rows), found[0]) == {
        "changes": ["milestone/UAT due 2027-01-04"], "effect": "clears", "clears": list(found[0].clears), "makes": [],
    }  # fmt: skip
    assert found[0].words == "moved Due UAT from 11 Dec to 4 Jan"
    assert found[0].proposal == "move Due UAT from 11 Dec to 4 Jan"


def test_my_leave_is_no_clear_day_either() -> None:
    rows = (
        due("UAT", "2026-12-12"), Blackout("L", "me", date(2026, 12, 14), date(2026, 12, 15), "Leave"),
    )  # fmt: skip
    assert lines(offered("non-working-day", *rows)[0], *rows) == ["milestone/UAT due 2026-12-16"]


def test_successors_are_carried_where_they_are_in_the_way() -> None:
    rows = (
        due("UAT", "2026-12-12"), due("LIVE", "2026-12-12", "B", after=(Predecessor("UAT"),), status="at-risk"),
    )  # fmt: skip
    bench = Bench(book(*rows), WINDOW)
    conflict = next(one for one in bench.recount.conflicts if one.items == ("milestone/UAT",))
    found = fixes(bench.portfolio, WINDOW, conflict, bench=bench)
    assert lines(found[0], *rows) == ["milestone/UAT due 2026-12-14", "milestone/LIVE due 2026-12-14"]
    assert len(found[0].clears) == 2


def test_a_milestone_waits_for_its_predecessor_or_that_comes_earlier() -> None:
    rows = (due("A1", "2026-12-10"), due("A2", "2026-12-09", after=(Predecessor("A1", 3),)))
    first, *others = offered("dependency", *rows)
    assert lines(first, *rows) == ["milestone/A2 due 2026-12-14"]
    assert [lines(fix, *rows) for fix in others] == [["milestone/A1 due 2026-12-04"]]


def test_what_is_cancelled_is_no_longer_waited_for() -> None:
    rows = (due("A1", "2026-12-10", status="cancelled"), due("A2", "2026-12-11", after=(Predecessor("A1"),)))
    assert [lines(fix, *rows) for fix in offered("dependency", *rows)] == [["milestone/A2 after none"]]


def test_one_of_a_pile_moves() -> None:
    rows = (due("A1", "2026-12-10"), due("A2", "2026-12-10"), due("B1", "2026-12-10", "B"))
    found = offered("pile-up", *rows)
    assert [lines(fix, *rows)[0] for fix in found[:3]] == [
        f"milestone/{key} due 2026-12-11" for key in ("A1", "A2", "B1")
    ]  # fmt: skip


def test_a_meeting_goes_to_the_next_time_when_all_are_free() -> None:
    rows = (meeting("E1", "2026-12-01T10:00"), meeting("E2", "2026-12-01T10:30"), meeting("E3", "2026-12-01T11:30"))
    found = offered("double-booking", *rows[:2], replace(rows[2], start=datetime(2026, 12, 1, 11, 45)))
    assert lines(found[0], *rows)[:1] == ["event/E2 start 2026-12-01T12:30"]
    assert found[0].effect == "clears"


def test_of_a_series_one_occurrence_is_moved_or_left_out() -> None:
    rows = (
        meeting("E1", "2026-11-24T10:00", rrule="FREQ=WEEKLY;COUNT=20"), meeting("E2", "2026-12-01T10:00"),
    )  # fmt: skip
    found = [lines(fix, *rows) for fix in offered("double-booking", *rows)]
    assert ["event/E2 start 2026-12-01T11:00", "event/E2 end 2026-12-01T12:00"] in found
    assert [
        "override/E1 2026-12-01T10:00 start 2026-12-01T11:00",
        "override/E1 2026-12-01T10:00 end 2026-12-01T12:00",
    ] in found
    assert ["event/E1 start 2026-11-24T11:00", "event/E1 end 2026-11-24T12:00"] in found
    assert ["event/E1 exdates 2026-12-01T10:00"] in found


def test_two_series_are_parted_for_good() -> None:
    weekly = "FREQ=WEEKLY;COUNT=20"
    rows = (meeting("E1", "2026-11-24T10:00", rrule=weekly), meeting("E2", "2026-11-24T10:30", rrule=weekly))
    found = offered("double-booking", *rows)
    assert found[0].effect == "clears"
    assert lines(found[0], *rows) == ["event/E1 start 2026-11-24T09:30", "event/E1 end 2026-11-24T10:30"]
    assert found[0].words == "moved all of E1 from 10:00 to 09:30"


def test_exdates_and_overrides_of_a_series_go_along() -> None:
    weekly = meeting("E1", "2026-11-24T10:00", rrule="FREQ=WEEKLY;COUNT=20", exdates=(datetime(2026, 12, 8, 10),))
    moved = Override("E1", datetime(2026, 12, 15, 10), datetime(2026, 12, 16, 9), None)
    rows = (weekly, moved, replace(weekly, key="E2", exdates=()))
    shifted = next(fix for fix in offered("double-booking", *rows) if fix.words.startswith("moved all of E1"))
    later = replace(weekly, start=datetime(2026, 11, 24, 11), end=datetime(2026, 11, 24, 12))
    assert shifted.changes == (
        Put(replace(later, exdates=(datetime(2026, 12, 8, 11),))),
        Remove(Override, ("E1", datetime(2026, 12, 15, 10))),
        Put(replace(moved, occurrence=datetime(2026, 12, 15, 11))),
    )  # fmt: skip


def test_an_hour_is_left_between_two_sites() -> None:
    rows = (
        meeting("E1", "2026-12-01T10:00", engagement="A", site="S1"),
        meeting("E2", "2026-12-01T11:15", engagement="A", site="S2"),
    )
    assert lines(offered("travel", *rows)[0], *rows)[0] == "event/E2 start 2026-12-01T12:00"


def test_a_meeting_goes_inside_the_hours_of_all() -> None:
    late = replace(BASE[1], hours="Mon-Fri 14:00-20:00")  # type: ignore[type-var]  # a client
    rows = (late, meeting("E1", "2026-12-01T10:00", engagement="A"))
    assert lines(offered("outside-hours", *rows)[0], *rows)[0] == "event/E1 start 2026-12-01T14:00"


def test_work_goes_to_the_next_free_run_to_another_vendor_or_shrinks() -> None:
    capacity = replace(BASE[3], capacity=Decimal(2))  # type: ignore[type-var]  # a vendor
    rows = (
        capacity, work("A1", "2026-12-07", "2026-12-18", units=Decimal(2)), work("B1", "2026-12-14", "2026-12-23", "B"),
    )  # fmt: skip
    found = {fix.words: lines(fix, *rows) for fix in offered("overbooked", *rows)}
    assert next(iter(found)) == "moved Fibre for Cutover from 14 Dec to 21 Dec – 30 Dec"
    assert found["gave Cutover Volta instead of Fibre"] == ["assignment/B1 vendor W"]
    assert "gave Rollout Volta instead of Fibre" not in found, "it would have as little room"
    assert found["lowered Fibre for Rollout from 2 to 1 crews"] == ["assignment/A1 units 1"]


def test_a_promise_to_one_alone_is_kept_by_moving_or_taken_back() -> None:
    rows = (work("A1", "2026-12-07", "2026-12-11", exclusive=True), work("B1", "2026-12-09", "2026-12-10", "B"))
    wide = replace(BASE[3], capacity=Decimal(2))  # type: ignore[type-var]  # a vendor
    found = offered("exclusivity", wide, *rows)
    assert lines(found[0], *rows)[0] == "assignment/A1 start 2026-12-11"
    assert found[-1].words == "dropped the exclusive use of Fibre for Rollout"


def test_work_is_interrupted_for_days_off() -> None:
    closed = Blackout("M", "vendor/V", date(2026, 12, 21), date(2027, 1, 3), "Closed")
    rows = (work("A1", "2026-11-02", "2027-03-26"), closed)
    found = offered("blackout", *rows)
    assert lines(found[-1], *rows) == [
        "assignment/A1 end 2026-12-20", "assignment/A1.2 vendor V", "assignment/A1.2 engagement A",
        "assignment/A1.2 start 2027-01-04", "assignment/A1.2 end 2027-03-26",
    ]  # fmt: skip


def test_hours_are_shifted_to_where_there_is_room_or_lowered() -> None:
    busy = Allocation("B", date(2026, 12, 7), date(2026, 12, 13), Decimal(30))
    a, b = (replace(row, weekly_hours=Decimal(20)) for row in BASE if isinstance(row, Engagement))
    leave = Blackout("L", "me", date(2026, 12, 14), date(2026, 12, 14), "Leave")
    rows = (a, replace(b, weekly_hours=Decimal(10)), busy, leave)
    found = {fix.words: lines(fix, *rows) for fix in offered("overload", *rows)}
    assert found["shifted 10 h of Rollout from the week of 7 Dec to the week of 21 Dec"] == [
        "allocation/A 2026-12-07 end 2026-12-11", "allocation/A 2026-12-07 weekly_hours 10",
        "allocation/A 2026-12-21 end 2026-12-25", "allocation/A 2026-12-21 weekly_hours 30",
    ]  # fmt: skip
    assert found["shifted 10 h of Cutover from the week of 7 Dec to the week of 21 Dec"] == [
        "allocation/B 2026-12-07 end 2026-12-11", "allocation/B 2026-12-07 weekly_hours 20",
        "allocation/B 2026-12-12 end 2026-12-13", "allocation/B 2026-12-12 weekly_hours 30",
        "allocation/B 2026-12-21 end 2026-12-25", "allocation/B 2026-12-21 weekly_hours 20",
    ]  # fmt: skip
    assert list(found)[-1] == "lowered Rollout, Cutover alike to what there is in the week of 7 Dec"


def test_what_lies_outside_the_term_is_cut_ended_or_the_term_is_extended() -> None:
    rows = (work("A1", "2027-03-01", "2027-04-09"),)
    found = {fix.words: lines(fix, *rows) for fix in offered("outside-term", *rows)}
    assert found["cut Fibre for Rollout to 1 Mar – 31 Mar"] == ["assignment/A1 end 2027-03-31"]
    assert found["extended the term of Rollout to 9 Apr"] == ["engagement/A end 2027-04-09"]
    series = (meeting("E1", "2027-03-02T10:00", engagement="A", rrule="FREQ=WEEKLY;COUNT=8", me=False),)
    ended = {fix.words: lines(fix, *series) for fix in offered("outside-term", *series)}
    assert ended["ended E1 on 31 Mar"] == ["event/E1 rrule FREQ=WEEKLY;UNTIL=20270331"]


def test_nothing_is_moved_before_today() -> None:
    rows = (due("A1", "2026-11-23"), Blackout("L", "client/ACME", TODAY, TODAY, "Closed"))
    assert [lines(fix, *rows) for fix in offered("blackout", *rows)] == [["milestone/A1 due 2026-11-24"]]


def test_an_unknown_conflict_is_said() -> None:
    with pytest.raises(InputError, match="there is no conflict"):
        fixes(book(), WINDOW, "blackout:000000000000")


def test_it_makes_nothing_as_bad_beyond_the_window_either() -> None:
    # The window ends with the freeze; right after it a second one begins that the window does not show.
    rows = (
        due("UAT", "2026-12-11"), Blackout("F", "client/ACME", date(2026, 12, 9), date(2026, 12, 13), "Freeze"),
        Blackout("G", "client/ACME", date(2026, 12, 14), date(2026, 12, 20), "Again", "milestones"),
    )  # fmt: skip
    near = Window(TODAY, date(2026, 12, 13))
    bench = Bench(book(*rows), near)
    found = fixes(bench.portfolio, near, bench.recount.conflicts[0], bench=bench)
    assert lines(found[0], *rows) == ["milestone/UAT due 2026-12-21"]

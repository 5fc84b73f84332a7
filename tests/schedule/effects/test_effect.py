"""What an edit clears, eases and makes, by the definitions of conflicts.md ("Fixes")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from pmdesk.model import (
    Assignment,
    Blackout,
    Client,
    Engagement,
    Event,
    Milestone,
    Noun,
    Profile,
    Vendor,
    Waiver,
)
from pmdesk.portfolio import Change, Put, Remove, Window
from pmdesk.schedule.effects import Effect, Recount
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)
WINDOW = Window(TODAY, date(2027, 5, 22))
BASE: Sequence[Noun] = (
    Profile("Me", timezone="Europe/Madrid"), Client("ACME", "Acme"), Client("BOR", "Borealis"),
    Vendor("V", "Fibre"), Engagement("A", "ACME", "Rollout", start=date(2026, 1, 1)),
    Engagement("B", "BOR", "Cutover", start=date(2026, 1, 1)),
)  # fmt: skip


def after(rows: Sequence[Noun], *changes: Change) -> Effect:
    return Recount(portfolio_of([*BASE, *rows], TODAY), WINDOW).after(changes)


def told(effect: Effect) -> tuple[list[str], list[str], list[str]]:
    """Give the kinds of what is cleared, eased and made."""
    cleared, eased, made = ([one.kind for one in part] for part in (effect.cleared, effect.eased, effect.made))
    return cleared, eased, made


def due(key: str, day: str, engagement: str = "A") -> Milestone:
    return Milestone(key, engagement, f"Due {key}", date.fromisoformat(day))


def meeting(key: str, start: str, minutes: int = 60) -> Event:
    at = datetime.fromisoformat(start)
    return Event(key, None, f"Meeting {key}", at, at + timedelta(minutes=minutes))


def work(key: str, first: str, last: str, engagement: str = "A", units: str = "1") -> Assignment:
    return Assignment(
        key, "V", engagement, date.fromisoformat(first), date.fromisoformat(last), Decimal(units)
    )  # fmt: skip


FREEZE = Blackout("F", "client/ACME", date(2026, 12, 9), date(2026, 12, 13), "Freeze")


def test_a_milestone_that_leaves_a_blackout_clears_it() -> None:
    row = due("UAT", "2026-12-11")
    effect = after([row, FREEZE], Put(replace(row, due=date(2026, 12, 14))))
    assert told(effect) == (["blackout"], [], [])
    assert effect.worst is None
    assert effect.conflicts == []


def test_another_milestone_left_on_that_day_makes_it_eased() -> None:
    row, other = due("UAT", "2026-12-11"), due("DOC", "2026-12-11")
    effect = after([row, other, FREEZE], Put(replace(row, due=date(2026, 12, 14))))
    assert told(effect) == ([], ["blackout"], [])
    assert [one.items for one in effect.eased] == [("blackout/F", "milestone/UAT")]


def test_one_that_only_changes_place_inside_a_blackout_is_made_anew() -> None:
    row = due("UAT", "2026-12-11")
    effect = after([row, FREEZE], Put(replace(row, due=date(2026, 12, 10))))
    assert told(effect) == ([], [], ["blackout"])
    assert effect.worst == 0


def test_a_lower_peak_over_the_same_days_eases_and_is_not_new() -> None:
    rows = [work("X", "2026-12-07", "2026-12-18"), work("Y", "2026-12-07", "2026-12-18", "B", "2")]
    third = work("Z", "2026-12-07", "2026-12-18")
    effect = after([*rows, third], Remove(Assignment, ("Z",)))
    assert told(effect) == ([], ["overbooked"], [])
    assert [(float(one.peak or 0), len(one_of.items)) for one_of in effect.eased for one in one_of.occurrences] == [
        (4, 3)
    ]
    assert effect.worst is None


def test_a_run_that_nothing_covered_whole_is_new() -> None:
    rows = [work("X", "2026-12-07", "2026-12-18"), work("Y", "2026-12-07", "2026-12-18", "B")]
    short = work("Z", "2026-12-07", "2026-12-10")
    effect = after([*rows, short], Remove(Assignment, ("Z",)))
    assert told(effect)[2] == ["overbooked"]
    assert effect.worst == 0


def test_as_severe_and_as_high_and_covering_is_not_new() -> None:
    rows = [meeting("E1", "2026-12-01T10:00", 120), meeting("E2", "2026-12-01T10:00", 120)]
    third = meeting("E3", "2026-12-02T10:00")
    effect = after([*rows, third], Put(replace(third, start=rows[0].start, end=rows[0].end)))
    assert [one.occurrences[0].peak for one in effect.made] == [3], "a higher peak is new"
    within = after([*rows], Remove(Event, ("E2",)), Put(meeting("E4", "2026-12-01T10:30", 30)))
    assert told(within)[2] == []
    assert within.worst is None


def test_a_tentative_one_that_is_confirmed_is_new_for_it_is_worse() -> None:
    one, other = meeting("E1", "2026-12-01T10:00"), replace(meeting("E2", "2026-12-01T10:30"), status="tentative")
    effect = after([one, other], Put(replace(other, status="confirmed")))
    assert effect.worst == 0
    assert [conflict.severity for conflict in effect.made] == ["high"]
    assert told(effect)[0] == []


def test_a_series_that_loses_one_of_its_collisions_is_eased() -> None:
    weekly = replace(meeting("E1", "2026-12-01T10:00"), rrule="FREQ=WEEKLY;COUNT=3")
    other = replace(meeting("E2", "2026-12-01T10:30"), rrule="FREQ=WEEKLY;COUNT=3")
    effect = after([weekly, other], Put(replace(other, exdates=(datetime(2026, 12, 8, 10, 30),))))
    assert told(effect) == ([], ["double-booking"], [])
    assert [len(one.occurrences) for one in effect.conflicts] == [2]


def test_what_shares_a_day_with_a_meeting_on_leave_is_left_there() -> None:
    leave = Blackout("L", "me", date(2026, 12, 29), date(2026, 12, 29), "Leave")
    call, row = meeting("E1", "2026-12-29T10:00"), due("M", "2026-12-29")
    effect = after([leave, call, row], Put(replace(row, due=date(2026, 12, 30))))
    assert told(effect) == ([], ["blackout"], [])
    assert told(after([leave, row], Put(replace(row, due=date(2026, 12, 30)))))[0] == ["blackout"]


def test_a_waiver_is_a_change_too() -> None:
    row = due("UAT", "2026-12-11")
    recount = Recount(portfolio_of([*BASE, row, FREEZE], TODAY), WINDOW)
    conflict = recount.conflicts[0]
    effect = recount.after([Put(Waiver(conflict.id, "agreed", date(2026, 12, 31), "high"))])
    assert told(effect) == ([], [], [])
    assert [one.waived.reason for one in effect.conflicts if one.waived] == ["agreed"]


def test_new_words_of_a_title_reach_the_conflicts_that_name_it() -> None:
    row = due("UAT", "2026-12-11")
    effect = after([row, FREEZE], Put(replace(row, title="Sign-off")))
    assert [one.message for one in effect.conflicts] == ["Sign-off falls on Freeze of Acme, 11 Dec"]
    assert told(effect) == ([], [], [])

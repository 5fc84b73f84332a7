"""A bid against the conflict engine, and by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.errors import InputError
from pmdesk.model import Allocation, Assignment, Blackout, Client, Engagement, Milestone, Noun, Profile, Vendor
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.bid import CHANGES, FITS, NO, Answer, Bid, DateMove, HoursShift, VendorSwap, answer, candidates
from pmdesk.schedule.capacity import days
from pmdesk.schedule.load import weeks
from pmdesk.schedule.working import Calendars
from tests.build import portfolio_of
from tests.schedule.bid.worlds import MONDAY, WITH, bids, days_of, desks, engine


def broken(answered: Answer) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {"hours": set(), "vendors": set(), "dates": set()}
    for one in answered.breaks:
        if one.kind == "hours":
            found["hours"].add(one.start)
        elif one.kind == "date":
            found["dates"].add(one.start)
        else:
            found["vendors"] |= {(one.who.removeprefix("vendor/"), day) for day in days_of(one.start, one.end)}
    return found


@settings(max_examples=80, deadline=None)
@given(desks(), bids())
def test_what_breaks_is_what_the_engine_finds(desk: Portfolio, bid: Bid) -> None:
    assert broken(answer(desk, bid, with_=WITH)) == engine(desk, bid)


@settings(max_examples=30, deadline=None)
@given(desks(), bids())
def test_starts_are_the_first_at_which_nothing_breaks(desk: Portfolio, bid: Bid) -> None:
    length = bid.last - bid.first
    told = answer(desk, bid, with_=WITH).starts
    last = told[-1] if told else bid.first + timedelta(days=100)
    for start in candidates(bid.first):
        if start > last:
            break
        is_free = not any(engine(desk, replace(bid, first=start, last=start + length)).values())
        assert (start in told) == is_free, start


@settings(max_examples=80, deadline=None)
@given(desks(), bids())
def test_a_bid_that_fits_with_changes_fits_once_they_are_made(desk: Portfolio, bid: Bid) -> None:
    told = answer(desk, bid, with_=WITH)
    assert (told.verdict == FITS) == (not told.breaks)
    assert (told.verdict == CHANGES) == bool(told.changes)
    if told.verdict != CHANGES:
        return
    dates = {change.was: change.now for change in told.changes if isinstance(change, DateMove)}
    swaps = {change.was: change.now for change in told.changes if isinstance(change, VendorSwap)}
    changed = replace(
        bid,
        dates=tuple(dates.get(day, day) for day in bid.dates),
        vendors=tuple((swaps.get(key, key), units) for key, units in bid.vendors),
    )
    after = answer(desk, changed, with_=WITH)
    assert {one.kind for one in after.breaks} <= {"hours"}
    shifts = {change.monday: change for change in told.changes if isinstance(change, HoursShift)}
    assert shifts.keys() >= {one.start for one in after.breaks}
    assert sum(change.was for change in shifts.values()) == sum(change.now for change in shifts.values())
    loads = {week.monday: week for week in weeks(desk, _around(bid), WITH)}
    for monday, change in shifts.items():
        assert change.now >= 0
        assert loads[monday].exact_planned + change.now <= max(
            loads[monday].exact_available, loads[monday].exact_planned
        )


def _around(bid: Bid) -> Window:
    return Window(bid.first, bid.last)


@settings(max_examples=40, deadline=None)
@given(desks(), bids())
def test_the_most_hours_fit_and_no_more_would(desk: Portfolio, bid: Bid) -> None:
    most = answer(desk, bid, with_=WITH).most
    floor = Decimal(int(most * 10_000)).scaleb(-4)
    hours = [one for one in answer(desk, replace(bid, hours=floor), with_=WITH).breaks if one.kind == "hours"]
    assert not hours
    over = answer(desk, replace(bid, hours=floor + Decimal("0.0001")), with_=WITH).breaks
    assert any(one.kind == "hours" for one in over) or not _has_normal_day(desk, bid)


def _has_normal_day(desk: Portfolio, bid: Bid) -> bool:
    normal = Calendars(desk).of("me").normal_weekdays()
    return any(day.weekday() in normal for day in days_of(bid.first, bid.last))


@settings(max_examples=80, deadline=None)
@given(desks(), st.sampled_from(["", "P"]))
def test_days_add_up_to_their_week(desk: Portfolio, proposed: str) -> None:
    with_ = frozenset(proposed)
    for week in weeks(desk, Window(MONDAY, MONDAY + timedelta(days=20)), with_):
        found = days(desk, Window(week.monday, week.monday + timedelta(days=6)), with_)
        assert sum(one.planned for one in found) == week.exact_planned
        assert sum(one.available for one in found) == week.exact_available
        told = {key for one in found for key in one.by_engagement}
        assert told == {key for key, hours in week.by_engagement.items() if hours}


# -- by hand: 40 hours a week, Deal A takes 30 of them to the 20th of December -----------------------------------------

PEOPLE: list[Noun] = [
    Profile(timezone="Europe/Madrid", hours="Mon-Fri 09:00-17:00"),
    Client("C", "Bidder"), Client("D", "Other"),
    Vendor("V", "Vera", services="Cabling"),
    Engagement("A", "D", "Deal A", start=date(2026, 1, 1), end=date(2026, 12, 20), weekly_hours=Decimal(30)),
]  # fmt: skip
TERM = (MONDAY, date(2027, 1, 10))


def asked(hours: str, *rows: Noun, with_: frozenset[str] = frozenset(), **more: Any) -> Answer:
    first, last = more.pop("term", TERM)
    bid = Bid(Decimal(hours), first, last, **more)
    return answer(portfolio_of([*PEOPLE, *rows], MONDAY), bid, with_=with_)


def test_it_fits_to_the_last_hour() -> None:
    told = asked("10")
    assert (told.verdict, told.breaks, told.most) == (FITS, (), Fraction(10))
    assert told.starts == (MONDAY, date(2026, 12, 7), date(2026, 12, 14))


def test_the_first_week_that_breaks_and_what_to_do() -> None:
    told = asked("16")
    assert told.verdict == CHANGES
    assert [(one.start, one.who, one.peak, one.limit) for one in told.breaks] == [
        (day, "me", Fraction(46), Fraction(40)) for day in (MONDAY, date(2026, 12, 7), date(2026, 12, 14))
    ]  # fmt: skip
    assert told.changes == (
        HoursShift(date(2026, 11, 30), Fraction(16), Fraction(10)),
        HoursShift(date(2026, 12, 7), Fraction(16), Fraction(10)),
        HoursShift(date(2026, 12, 14), Fraction(16), Fraction(10)),
        HoursShift(date(2026, 12, 21), Fraction(16), Fraction(34)),
    )
    assert told.starts == (date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4))


def test_no_room_at_all() -> None:
    told = asked("40.0001")
    assert (told.verdict, told.changes, told.starts) == (NO, (), ())


def test_a_proposed_engagement_that_makes_it_so() -> None:
    other = Engagement("P", "D", "Maybe", "proposed", MONDAY, date(2026, 12, 6), Decimal(10))
    assert asked("10", other).verdict == FITS
    told = asked("10", other, with_=frozenset({"P"}))
    assert [(one.start, one.because) for one in told.breaks] == [(MONDAY, ("engagement/P",))]
    (first, *_) = asked("16", other, with_=frozenset({"P"})).breaks
    assert first.because == (), "without it the week would break all the same"


def test_part_of_a_week_counts_in_part() -> None:
    told = asked("16", term=(date(2026, 12, 17), date(2027, 1, 10)))
    assert told.verdict == FITS, "two of five days of 16 hours are 6.4 of the 10 that are left"
    assert asked("25.0001", term=(date(2026, 12, 17), date(2027, 1, 10))).breaks[0].peak == Fraction("40.00004")


def test_a_vendor_with_no_crew_left_and_another_of_the_same_trade() -> None:
    busy = Assignment("A.V", "V", "A", MONDAY, date(2026, 12, 4))
    told = asked("1", busy, vendors=(("V", Decimal(1)),))
    assert [(one.kind, one.start, one.end, one.peak, one.limit) for one in told.breaks] == [
        ("units", MONDAY, date(2026, 12, 4), Fraction(2), Fraction(1))
    ]
    assert told.verdict == NO
    assert told.starts[0] == date(2026, 12, 7)
    other = Vendor("W", "Wim", services=" cabling ")
    assert asked("1", busy, other, vendors=(("V", Decimal(1)),)).changes == (VendorSwap("V", "W"),)
    wrong = Vendor("W", "Wim", services="power")
    assert asked("1", busy, wrong, vendors=(("V", Decimal(1)),)).verdict == NO


def test_a_promise_to_another_alone() -> None:
    alone = Assignment("A.V", "V", "A", MONDAY, date(2026, 12, 4), Decimal("0.5"), exclusive=True)
    half = (("V", Decimal("0.5")),)
    assert [one.kind for one in asked("1", alone, vendors=half, client="C").breaks] == ["exclusive"]
    assert asked("1", alone, vendors=half, client="D").breaks == ()


def test_a_date_moves_to_the_next_clear_day() -> None:
    freeze = Blackout("F", "client/C", date(2026, 12, 9), date(2026, 12, 11), "Freeze")
    told = asked("1", freeze, dates=(date(2026, 12, 9),), client="C")
    assert [(one.kind, one.who, one.reason) for one in told.breaks] == [("date", "client/C", "in a blackout: Freeze")]
    assert told.changes == (DateMove(date(2026, 12, 9), date(2026, 12, 14)),)
    assert asked("1", freeze, dates=(date(2026, 12, 9),)).verdict == FITS, "of a client that nobody knows, only I count"
    assert asked("1", dates=(date(2027, 2, 1),)).verdict == NO


def test_one_milestone_too_many() -> None:
    there = [Milestone(f"A.{n}", "A", "Due", date(2026, 12, 9)) for n in range(2)]
    told = asked("1", *there, dates=(date(2026, 12, 9),), client="C")
    assert [one.reason for one in told.breaks] == ["2 other milestones on that day"]
    assert asked("1", *there, dates=(date(2026, 12, 9),), client="D").verdict == FITS, "all of one client"


def test_scaling_an_engagement_asks_the_same() -> None:
    scaled: dict[str, Any] = {"engagement": "A", "term": (MONDAY, date(2026, 12, 20))}
    assert asked("40", **scaled).verdict == FITS, "its own 30 hours make room"
    assert asked("40.0001", **scaled).breaks[0].peak == Fraction("40.0001")
    part = Allocation("A", date(2026, 11, 2), date(2026, 12, 13), Decimal(38))
    assert asked("40", part, **scaled).verdict == FITS
    leave = Blackout("L", "me", MONDAY, MONDAY, "Leave")
    told = asked("35", leave, **scaled)
    assert [one.start for one in told.breaks] == [MONDAY]
    assert told.starts == (date(2026, 12, 7), date(2026, 12, 14))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"term": (MONDAY, MONDAY - timedelta(days=1))}, "is before"),
        ({"vendors": (("X", Decimal(1)),)}, "no vendor X"),
        ({"vendors": (("V", Decimal(0)),)}, "no units"),
        ({"vendors": (("V", Decimal(1)), ("V", Decimal(2)))}, "named twice"),
        ({"client": "X"}, "no client X"),
        ({"with_": frozenset({"X"})}, "no engagement X"),
        ({"engagement": "X"}, "no engagement X"),
        ({"engagement": "A"}, "A runs from 2026-01-01 to 2026-12-20"),
        ({"engagement": "A", "client": "C", "term": (MONDAY, MONDAY)}, "A is not of client C"),
    ],
)
def test_what_cannot_be_asked(more: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        asked("1", **more)


@pytest.mark.parametrize("first", [date.min, date(9999, 12, 20), date.max])
def test_the_ends_of_the_calendar(first: date) -> None:
    told = asked("41", term=(first, min(first, date(9999, 12, 25)) + timedelta(days=6)))
    assert told.verdict in {NO, FITS}

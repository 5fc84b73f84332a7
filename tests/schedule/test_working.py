"""Working days and stretches."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmdesk.model import Client, Profile
from pmdesk.schedule.instants import moment, seconds_of, zone
from pmdesk.schedule.working import Calendars, Working
from tests.build import portfolio_of

at = datetime.fromisoformat
MADRID = zone("Europe/Madrid")


def utc(text: str) -> int:
    return seconds_of(at(f"{text}+00:00"))


def working(hours: str, *holidays: str, place: str = "Europe/Madrid") -> Working:
    return Working(hours, {date.fromisoformat(day): "Holiday" for day in holidays}, zone(place))


def test_a_working_day_has_hours_and_is_no_holiday() -> None:
    mine = working("Mon-Fri 09:00-17:00", "2026-12-08")
    assert mine.on(date(2026, 12, 7))
    assert not mine.on(date(2026, 12, 8))
    assert not mine.on(date(2026, 12, 12))
    assert mine.minutes_on(date(2026, 12, 7)) == 480
    assert mine.minutes_on(date(2026, 12, 8)) == 0


def test_stretches_that_touch_are_one_within_a_day() -> None:
    mine = working("Mon 08:00-13:00,13:00-17:00")
    assert mine.holds(utc("2026-11-23T11:00"), utc("2026-11-23T14:00"))


def test_stretches_that_touch_are_one_across_midnight() -> None:
    mine = working("Sun 22:00-24:00; Mon 00:00-06:00")
    assert mine.stretches(utc("2026-11-22T22:00"), utc("2026-11-23T01:00")) == [
        (utc("2026-11-22T21:00"), utc("2026-11-23T05:00"))
    ]


def test_a_holiday_breaks_them() -> None:
    mine = working("Mon-Sun 00:00-24:00", "2026-11-24")
    assert mine.holds(utc("2026-11-23T20:00"), utc("2026-11-23T23:00"))
    assert not mine.holds(utc("2026-11-23T20:00"), utc("2026-11-23T23:01"))


def test_a_break_is_outside() -> None:
    mine = working("Mon 08:00-13:00,14:00-17:00")
    assert not mine.holds(utc("2026-11-23T11:00"), utc("2026-11-23T14:00"))
    assert mine.holds(utc("2026-11-23T13:00"), utc("2026-11-23T16:00"))
    assert not mine.holds(utc("2026-11-23T13:00"), utc("2026-11-23T16:01"))


def test_a_skipped_stretch_moves_forward_or_has_no_length() -> None:
    mine = working("Sun 02:15-02:45,09:00-10:00")
    day = utc("2027-03-28T00:00"), utc("2027-03-28T12:00")
    skipped = utc("2027-03-28T01:15"), utc("2027-03-28T01:45")
    assert mine.stretches(*day) == [skipped, (utc("2027-03-28T07:00"), utc("2027-03-28T08:00"))]
    backwards = working("Sun 02:30-03:00,09:00-10:00")
    assert len(backwards.stretches(*day)) == 1


def test_the_same_answer_however_it_was_asked_before() -> None:
    asked_far = working("Mon-Fri 09:00-17:00")
    asked_far.holds(utc("2040-01-02T09:00"), utc("2040-01-02T10:00"))
    asked_far.holds(utc("1990-01-02T09:00"), utc("1990-01-02T10:00"))
    fresh = working("Mon-Fri 09:00-17:00")
    window = utc("2026-11-20T00:00"), utc("2026-12-20T00:00")
    assert asked_far.stretches(*window) == fresh.stretches(*window)


@given(st.integers(0, 600), st.integers(1, 2000), st.sampled_from(["Europe/Madrid", "America/New_York", "Asia/Beirut"]))
def test_inside_one_stretch_means_every_minute_is_working(start: int, length: int, name: str) -> None:
    mine = working("Mon-Fri 00:00-08:00,20:00-24:00; Sat 00:00-02:30", "2027-03-30", place=name)
    begin = utc("2027-03-26T00:00") + start * 900
    end = begin + length * 60
    minutes = [mine.place.wall_of(begin + step * 60) for step in range(length)]
    spans = mine.hours
    every = all(
        mine.on(wall.date()) and any(low <= wall.hour * 60 + wall.minute < high for low, high in spans[wall.weekday()])
        for wall in minutes
    )
    assert mine.holds(begin, end) == every


def test_equal_calendars_are_shared_and_defaults_filled_in() -> None:
    rows = [Profile(timezone="Europe/Madrid", holidays="ES"), Client("A", "A"), Client("B", "B", holidays="ES")]
    calendars = Calendars(portfolio_of(rows, date(2026, 11, 23)))
    assert calendars.of("client/B") is calendars.of("me")
    assert calendars.of("client/A") is not calendars.of("me")
    assert not calendars.of("client/B").on(date(2026, 12, 8))
    assert calendars.of("client/A").on(date(2026, 12, 8))


def test_moments_are_utc() -> None:
    assert moment(MADRID.midnight(date(2026, 12, 1)) + timedelta(hours=1).seconds) == at("2026-12-01T00:00+00:00")

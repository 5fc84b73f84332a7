"""Wall time to instants, for every zone of the tz database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.schedule.instants import moment, seconds_of, zone

ZONES = sorted(available_timezones() - {"localtime"})
FIRST, LAST = date(2026, 1, 1), date(2041, 12, 31)
at = datetime.fromisoformat


def right(wall: datetime, name: str) -> int:
    """Read it as the standard library does: fold 0, so a gap moves forward and the first of two counts."""
    return int(wall.replace(tzinfo=ZoneInfo(name), fold=0).timestamp())


def change_days(name: str, first: date = FIRST, last: date = LAST) -> list[date]:
    """Give the days within which a zone changes its clocks (by default of the next 15 years), by looking at each."""
    info, found = ZoneInfo(name), []
    before = datetime(first.year, 1, 1, tzinfo=info).utcoffset()
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        now = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=info).utcoffset()
        if now != before:
            found.append(day)
        before = now
    return found


def compare(name: str, days: list[date]) -> None:
    """Compare the quarters of the hours around some days."""
    place = zone(name)
    for day in days:
        start = datetime(day.year, day.month, day.day) - timedelta(days=1)
        for minutes in range(0, 3 * 1440, 15):
            wall = start + timedelta(minutes=minutes)
            assert place.instant(wall) == right(wall, name), f"{name} {wall}"


def test_the_changes_of_a_year_of_every_zone() -> None:
    for number, name in enumerate(ZONES):
        year = FIRST.year + number % (LAST.year - FIRST.year + 1)
        compare(name, change_days(name, date(year, 1, 1), date(year, 12, 31)))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_every_change_of_every_zone(part: int) -> None:
    for name in ZONES[part::8]:
        compare(name, change_days(name))


@given(
    st.sampled_from(ZONES),
    st.datetimes(at("1850-01-01T00:00"), at("9998-12-31T00:00")).map(lambda wall: wall.replace(microsecond=0)),
)
def test_any_moment_of_any_year(name: str, wall: datetime) -> None:
    assert zone(name).instant(wall) == right(wall, name)


def test_a_skipped_hour_moves_forward_by_the_gap() -> None:
    place = zone("Europe/Madrid")
    assert place.instant(at("2027-03-28T02:30")) == place.instant(at("2027-03-28T03:30"))
    assert moment(place.instant(at("2027-03-28T02:30"))) == at("2027-03-28T01:30+00:00")


def test_an_hour_that_happens_twice_is_the_first() -> None:
    assert moment(zone("Europe/Madrid").instant(at("2026-10-25T02:30"))) == at("2026-10-25T00:30+00:00")


def test_24_00_is_the_next_day_s_00_00() -> None:
    place = zone("Asia/Beirut")
    day = date(2027, 3, 27)
    assert place.at(day.toordinal(), 86_400) == place.midnight(day + timedelta(days=1)) == place.after(day)


def test_the_ends_of_the_calendar_do_not_overflow() -> None:
    for name in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        place = zone(name)
        assert place.after(date.max) > place.midnight(date.max)
        assert moment(place.midnight(date.min)).year == 1
        assert moment(place.after(date.max)).year == 9999
        assert place.day_of(place.after(date.max)) == date.max


@given(st.integers(-60_000_000_000, 250_000_000_000))
def test_moments_and_seconds_are_inverse(instant: int) -> None:
    assert seconds_of(moment(instant)) == instant
    assert moment(instant).tzinfo is UTC

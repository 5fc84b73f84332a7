"""Counting working days, and sending crews to sites."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.errors import InputError
from pmdesk.schedule.instants import zone
from pmdesk.schedule.making import Stop, plan
from pmdesk.schedule.making.days import Days
from pmdesk.schedule.working import Working

MONDAY = date(2026, 11, 23)


def days(*closed: tuple[date, date], hours: str = "Mon-Fri 09:00-17:00", holidays: tuple[date, ...] = ()) -> Days:
    return Days([Working(hours, dict.fromkeys(holidays, "Holiday"), zone("UTC"))], closed)


@pytest.mark.parametrize(
    ("anchor", "offset", "day"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 4, date(2026, 11, 27)),
        (MONDAY, 5, date(2026, 11, 30)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 12, 1)),
        (MONDAY, -1, date(2026, 11, 20)),
        (date(2026, 11, 29), -1, date(2026, 11, 27)),
        (date(2026, 12, 7), 1, date(2026, 12, 9)),
    ],
)
def test_offsets_are_working_days(anchor: date, offset: int, day: date) -> None:
    assert days(holidays=(date(2026, 12, 8),)).at(anchor, offset) == day


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(-300, 300))
def test_between_is_the_way_back(anchor: date, offset: int) -> None:
    calendar = days()
    assert calendar.between(anchor, calendar.at(anchor, offset)) == offset


def test_nobody_who_never_works_is_waited_for() -> None:
    with pytest.raises(InputError, match="no working day"):
        Days([Working("Mon 09:00-17:00", {}, zone("UTC")), Working("Tue 09:00-17:00", {}, zone("UTC"))]).next(MONDAY)


def test_crews_take_the_next_site_when_they_are_free() -> None:
    stops = [Stop(f"S{at}", f"Site {at}", days=length) for at, length in enumerate((2, 1, 1))]
    visits = plan(stops, MONDAY, days(), crews=2, length=3)
    found = [(one.stop.key, one.crew, one.start.day, one.end.day) for one in visits]
    assert found == [("S0", 1, 23, 24), ("S1", 2, 23, 23), ("S2", 2, 24, 24)]


def test_a_wave_waits_for_the_one_before_and_the_gap() -> None:
    stops = [Stop("A", "A", 2), Stop("B", "B", 1), Stop("C", "C", 1)]
    visits = plan(stops, MONDAY, days(), crews=2, length=2, gap=1)
    found = {one.stop.key: (one.start.day, one.end.day) for one in visits}
    assert found == {"B": (23, 24), "C": (23, 24), "A": (26, 27)}


def test_no_visit_lies_on_a_closed_day() -> None:
    closed = (date(2026, 11, 24), date(2026, 11, 26))
    (visit,) = plan([Stop("A", "A")], MONDAY, days(closed), crews=1, length=2)
    assert (visit.start, visit.end) == (MONDAY, date(2026, 11, 27))


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 6)), min_size=1, max_size=30), st.integers(1, 4),
    st.integers(0, 5),
)  # fmt: skip
def test_there_are_never_more_crews_at_once_and_waves_never_mix(
    given_stops: list[tuple[int, int]], crews: int, gap: int
) -> None:
    stops = [Stop(f"S{at}", f"Site {at}", wave, length) for at, (wave, length) in enumerate(given_stops)]
    visits = plan(stops, MONDAY, days(), crews=crews, length=1, gap=gap)
    assert sorted(one.stop.key for one in visits) == sorted(stop.key for stop in stops)
    busy: Counter[date] = Counter()
    for one in visits:
        busy.update(one.start + timedelta(days=step) for step in range((one.end - one.start).days + 1))
        assert days().between(one.start, one.end) + 1 == one.stop.days
    assert max(busy.values()) <= crews
    ends = {wave: max(one.end for one in visits if one.stop.wave == wave) for wave in {one.stop.wave for one in visits}}
    for one in visits:
        for wave, end in ends.items():
            assert wave >= one.stop.wave or days().between(end, one.start) > gap


def test_no_crew_is_refused() -> None:
    with pytest.raises(InputError, match="at least one crew"):
        plan([Stop("A", "A")], MONDAY, days(), crews=0, length=1)

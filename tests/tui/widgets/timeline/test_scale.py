"""Columns and days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.tui.widgets.timeline.scale import LAST_DAY, ZOOMS, Scale, axis_of, span_of, unit_of

UNITS = sorted({zoom.unit for zoom in ZOOMS})
days = st.integers(min_value=1, max_value=LAST_DAY)


def scale_at(zoom: int, day: date, width: int) -> Scale:
    return Scale(zoom, unit_of(ZOOMS[zoom].unit, day.toordinal()), width)


@given(days, st.sampled_from(UNITS))
def test_a_day_lies_in_the_unit_that_holds_it(day: int, unit: str) -> None:
    first, last = span_of(unit, unit_of(unit, day))
    assert first <= day <= last
    assert unit_of(unit, first) == unit_of(unit, last) == unit_of(unit, day)


@given(st.integers(min_value=1, max_value=LAST_DAY - 1), st.sampled_from(UNITS))
def test_units_follow_each_other_without_a_gap(day: int, unit: str) -> None:
    number = unit_of(unit, day)
    assert unit_of(unit, day + 1) - number in {0, 1}
    last = span_of(unit, number)[1]
    if last < LAST_DAY:
        assert span_of(unit, number + 1)[0] == last + 1


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)),
    st.integers(min_value=0, max_value=len(ZOOMS) - 1),
    st.integers(min_value=1, max_value=200),
    st.data(),
)
def test_columns_and_days_round_trip(day: date, zoom: int, width: int, data: st.DataObject) -> None:
    scale = scale_at(zoom, day, width)
    column = data.draw(st.integers(min_value=0, max_value=width - 1))
    found = scale.day_at(column)
    assert scale.column(found.toordinal()) == column - column % scale.level.cells
    assert scale.first <= found <= scale.last


def test_a_step_is_one_unit() -> None:
    day = date(2026, 12, 9)
    after = (date(2026, 12, 10), date(2026, 12, 10), date(2026, 12, 10), date(2026, 12, 14), date(2027, 1, 1))
    before = (date(2026, 12, 8), date(2026, 12, 8), date(2026, 12, 3), date(2026, 11, 30), date(2026, 11, 1))
    for zoom in range(len(ZOOMS)):
        scale = scale_at(zoom, day, 50)
        assert (scale.stepped(day, -1), scale.stepped(day, 1)) == (before[zoom], after[zoom])


@pytest.mark.parametrize("zoom", range(len(ZOOMS)))
def test_the_ends_of_time_hold(zoom: int) -> None:
    for day in (date.min, date.max):
        scale = scale_at(zoom, day, 80)
        assert scale.first <= scale.last
        assert len(axis_of(scale).months) == len(axis_of(scale).days) == 80
        assert date.min <= scale.stepped(day, 10_000_000) <= date.max
        assert date.min <= scale.stepped(day, -10_000_000) <= date.max


@pytest.mark.parametrize("zoom", range(len(ZOOMS)))
@pytest.mark.parametrize("width", [1, 2, 3, 5, 46, 104, 167])
def test_the_header_fills_its_width(zoom: int, width: int) -> None:
    for offset in range(0, 400, 13):
        axis = axis_of(scale_at(zoom, date(2026, 1, 1) + timedelta(days=offset), width))
        assert len(axis.months) == len(axis.days) == width


def test_the_header_by_days() -> None:
    axis = axis_of(scale_at(1, date(2026, 11, 16), 62))
    assert axis.months == "Nov 2026       │Dec                           │Jan 2027       "
    assert axis.days == "16     23     30     7      14     21     28     4      11    "
    assert sorted(axis.grid) == list(range(0, 62, 7))
    assert sorted(axis.weekend)[:4] == [5, 6, 12, 13]


def test_the_header_by_weeks_names_the_years() -> None:
    axis = axis_of(scale_at(3, date(2026, 11, 16), 30))
    assert axis.months.index("2027") < axis.months.index("Mar")
    assert axis_of(scale_at(4, date(2026, 11, 1), 30)).months == "│ │2027       │2028       │   "


def test_a_range_is_clipped_to_the_view() -> None:
    scale = scale_at(1, date(2026, 11, 16), 50)
    first = date(2026, 11, 16).toordinal()
    assert scale.clip(first - 9, first + 3) == (0, 3)
    assert scale.clip(first + 48, first + 90) == (48, 49)
    assert scale.clip(first - 9, first - 1) is None
    assert scale.clip(first + 50, first + 60) is None

"""The fast series against dateutil, walked from the start."""

from __future__ import annotations

import datetime as clockless
from datetime import datetime, timedelta
from itertools import islice, takewhile
from unittest.mock import patch

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.model.rule import parse_rule
from pmdesk.schedule.instants import DAY
from pmdesk.schedule.recurrence import wall_seconds
from pmdesk.schedule.series import Cycle, series_of

at = datetime.fromisoformat
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def listed(values: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=most, unique=True).map(",".join)


plain_days = listed(st.sampled_from(DAYS))
numbers = st.sampled_from([-5, -2, -1, 1, 2, 4, 5])
numbered_days = listed(st.builds(lambda number, day: f"{number}{day}", numbers, st.sampled_from(DAYS)))
month_days = listed(st.sampled_from([-31, -30, -2, -1, 1, 2, 13, 28, 29, 30, 31]).map(str))
positions = listed(st.sampled_from([-5, -1, 1, 2, 3, 20]).map(str), 2)
months = listed(st.integers(1, 12).map(str), 3)
# dateutil miscounts the weeks of the year before where its last one reaches into January, so no 52 and 53 here.
weeks = listed(st.sampled_from([1, 2, 20, 50, -1, -3]).map(str), 2).map("BYWEEKNO={}".format)
year_days = listed(st.sampled_from([1, 60, 100, 366, -1, -366]).map(str), 3).map("BYYEARDAY={}".format)
OFTEN = st.booleans()


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Draw a rule of any FREQ with the parts that RFC 5545 lets it have."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}"]
    if draw(OFTEN):
        parts.append(f"INTERVAL={draw(st.sampled_from([1, 2, 3, 5, 12, 40]))}")
    by = []
    if draw(OFTEN):
        monthly = freq in {"MONTHLY", "YEARLY"}
        by.append("BYDAY=" + draw(st.one_of(plain_days, numbered_days) if monthly else plain_days))
    if freq != "WEEKLY" and draw(st.integers(0, 3)) == 0:
        by.append("BYMONTHDAY=" + draw(month_days))
    if draw(st.integers(0, 3)) == 0:
        by.append("BYMONTH=" + draw(months))
    if draw(st.integers(0, 5)) == 0:
        by.append("BYHOUR=" + draw(listed(st.integers(0, 23).map(str), 2)))
    if freq == "YEARLY" and draw(st.integers(0, 2)) == 0:
        numbered = any("BYDAY" in part and any(sign.isdigit() for sign in part) for part in by)
        by.append(
            draw(year_days if numbered or any("BYMONTHDAY" in part for part in by) else st.one_of(weeks, year_days))
        )
    if by and draw(st.integers(0, 3)) == 0:
        by.append("BYSETPOS=" + draw(positions))
    parts += by
    if draw(OFTEN):
        parts.append("WKST=" + draw(st.sampled_from(DAYS)))
    if draw(OFTEN):
        parts.append(f"COUNT={draw(st.integers(1, 60))}")
    return ";".join(parts)


moments = st.datetimes(at("2018-01-01T00:00"), at("2026-12-31T00:00"))
starts = moments.map(lambda wall: wall.replace(second=0, microsecond=0))


@settings(max_examples=250, deadline=None)
@given(rules(), starts, st.integers(-400, 3000), st.integers(0, 700))
def test_a_window_of_any_rule_is_what_dateutil_gives(rule: str, start: datetime, ahead: int, days: int) -> None:
    first = start + timedelta(days=ahead)
    last = first + timedelta(days=days, hours=5)
    with patch.object(clockless, "MAXYEAR", 2040):  # dateutil walks on to that year where a rule never matches again
        walked = takewhile(lambda wall: wall <= last, iter(rrulestr(parse_rule(rule), dtstart=start)))
        wanted = [wall_seconds(wall) for wall in walked if wall >= first]
    series = series_of(rule, wall_seconds(start), None)
    with patch.object(clockless, "MAXYEAR", 2040):
        assert list(series.between(wall_seconds(first), wall_seconds(last))) == wanted
        assert list(series.between(wall_seconds(first), wall_seconds(last))) == wanted, "the second time as the first"


@settings(max_examples=60, deadline=None)
@given(rules().filter(lambda rule: "COUNT" not in rule), starts, st.integers(1, 900))
def test_until_is_the_last_moment(rule: str, start: datetime, days: int) -> None:
    until = start + timedelta(days=days)
    with patch.object(clockless, "MAXYEAR", 2040):
        walked = takewhile(lambda wall: wall <= until, iter(rrulestr(rule, dtstart=start)))
        wanted = [wall_seconds(wall) for wall in walked]
    series = series_of(rule, wall_seconds(start), wall_seconds(until))
    with patch.object(clockless, "MAXYEAR", 2040):
        assert list(series.between(0, wall_seconds(start) + 4000 * DAY)) == wanted[:5000]


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;BYMONTH=1,2,3", "FREQ=MONTHLY"])
def test_a_rule_ends_with_its_5000th_occurrence(rule: str) -> None:
    start = at("1700-01-04T09:00")
    wanted = [wall_seconds(wall) for wall in islice(iter(rrulestr(rule, dtstart=start)), 5000)]
    series = series_of(rule, wall_seconds(start), None)
    assert list(series.between(wanted[-3], wanted[-1] + 9000 * DAY)) == wanted[-3:]
    assert len(series.between(0, wanted[-1] + 9000 * DAY)) == 5000


def test_a_plain_weekly_rule_takes_the_fast_way() -> None:
    assert isinstance(series_of("FREQ=WEEKLY;BYDAY=TU", wall_seconds(at("2020-01-07T09:00")), None), Cycle)


@pytest.mark.parametrize(
    "rule", ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=YEARLY;BYYEARDAY=100,-1", "FREQ=YEARLY;BYDAY=20MO"]
)
def test_what_is_held_against_each_day_is_the_same_in_any_order_of_windows(rule: str) -> None:
    start = at("2020-01-01T08:00")
    everything = [wall_seconds(wall) for wall in islice(iter(rrulestr(rule, dtstart=start)), 40)]
    series = series_of(rule, wall_seconds(start), None)
    assert list(series.between(everything[4], everything[9])) == everything[4:10]
    assert list(series.between(everything[0], everything[2])) == everything[:3]
    assert list(series.between(everything[30], everything[39])) == everything[30:]


def test_the_last_week_of_a_year_reaches_into_january() -> None:
    series = series_of("FREQ=YEARLY;BYWEEKNO=52;BYDAY=SU", wall_seconds(at("2019-12-29T09:00")), None)
    found = series.between(0, wall_seconds(at("2024-01-01T00:00")))
    wanted = ["2019-12-29", "2020-12-27", "2022-01-02", "2023-01-01", "2023-12-31"]
    assert list(found) == [wall_seconds(at(f"{day}T09:00")) for day in wanted]

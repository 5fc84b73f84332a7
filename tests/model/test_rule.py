from datetime import datetime, timedelta
from itertools import islice, takewhile

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pmdesk.model.recurs import begins, missed
from pmdesk.model.rule import LIMIT, expand, occurrences, parse_rule

FIRST = datetime.fromisoformat("2026-01-01T09:00")
START = datetime.fromisoformat("2026-01-05T09:00")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("freq=weekly;byday=tu;until=20270330", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270330"),
        ("FREQ=DAILY;COUNT=5000;", "FREQ=DAILY;COUNT=5000"),
        ("FREQ=MONTHLY;BYDAY=-1FR,+2MO;INTERVAL=999", "FREQ=MONTHLY;BYDAY=-1FR,+2MO;INTERVAL=999"),
        ("FREQ=MONTHLY;BYDAY=MO,2TU", "FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,4MO,5MO,2TU"),
        ("FREQ=YEARLY;BYWEEKNO=-1,53;BYDAY=MO;WKST=SU", "FREQ=YEARLY;BYWEEKNO=-1,53;BYDAY=MO;WKST=SU"),
    ],
)
def test_rules_that_can_be(text: str, kept: str) -> None:
    assert parse_rule(text) == kept
    assert parse_rule(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WEEKLY",
        "FREQ=HOURLY",
        "FREQ=SECONDLY",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1000",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=5001",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101",
        "FREQ=DAILY;UNTIL=20270231",
        "FREQ=DAILY;UNTIL=2027-01-01",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYDAY=54MO",
        "FREQ=YEARLY;BYMONTH=2;BYDAY=-6MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=--1",
        "FREQ=MONTHLY;BYYEARDAY=1",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=DAILY;BYSECOND=30",
        "FREQ=DAILY;X=1",
        "FREQ=DAILY;BYEASTER=1",
        "FREQ=DAILY;WKST=XX",
        "FREQ=DAILY;COUNT=٣",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=YEARLY;BYYEARDAY=" + ",".join(["1"] * 3000),
        "RRULE:FREQ=DAILY",
        "DTSTART:20270101\nRRULE:FREQ=DAILY",
    ],
)
def test_rules_that_cannot_be(text: str) -> None:
    with pytest.raises(ValueError, match=" "):
        parse_rule(text)


def test_numbered_and_plain_weekdays_are_taken_together() -> None:
    rule = parse_rule("FREQ=MONTHLY;BYDAY=2TU,FR")
    first = list(islice(occurrences(rule, datetime.fromisoformat("2026-01-02T09:00"), "UTC"), 7))
    assert [wall.day for wall in first] == [2, 9, 13, 16, 23, 30, 6]


def test_no_rule_has_more_than_its_limit() -> None:
    assert sum(1 for _ in occurrences("FREQ=DAILY", START, "UTC")) == LIMIT
    late = list(occurrences("FREQ=YEARLY", datetime.fromisoformat("9990-01-05T09:00"), "UTC"))
    assert [wall.year for wall in late] == list(range(9990, 9999))


def test_until_includes_its_day_and_z_is_utc() -> None:
    assert len(list(occurrences("FREQ=DAILY;UNTIL=20260107", START, "Asia/Tokyo"))) == 3
    assert len(list(occurrences("FREQ=DAILY;UNTIL=20260107T000000Z", START, "Asia/Tokyo"))) == 3
    assert len(list(occurrences("FREQ=DAILY;UNTIL=20260106T235959Z", START, "Asia/Tokyo"))) == 2
    assert len(list(islice(occurrences("FREQ=DAILY;UNTIL=99991231T235959Z", START, "Asia/Tokyo"), 10))) == 10


def numbers(*values: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(
        lambda found: ",".join(map(str, found))
    )


@st.composite
def rules(draw: st.DrawFn) -> str:
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}"]
    options = {
        "INTERVAL": st.sampled_from(["1", "2", "3", "7"]),
        "BYMONTH": numbers(1, 2, 3, 6, 12),
        "BYMONTHDAY": numbers(1, 5, 28, 29, 31, -1, -3),
        "BYYEARDAY": numbers(1, 5, 60, 366, -1),
        "BYWEEKNO": numbers(1, 2, 20, 53, -1),
        "BYDAY": st.sampled_from(["MO", "TU,FR", "MO,TU,WE,TH,FR", "1MO", "-1FR,2TU", "MO,3WE", "5TU"]),
        "BYHOUR": numbers(9, 14),
        "BYMINUTE": numbers(0, 30),
        "BYSETPOS": numbers(1, 2, -1),
        "WKST": st.sampled_from(["SU", "WE"]),
        "COUNT": st.sampled_from(["1", "12"]),
    }
    parts += [f"{name}={draw(option)}" for name, option in options.items() if draw(st.integers(0, 4)) == 0]
    try:
        return parse_rule(";".join(parts))
    except ValueError:
        assume(False)
        raise


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(rules(), st.integers(0, 800), st.sampled_from([9, 14]))
def test_looking_agrees_with_walking(rule: str, days: int, hour: int) -> None:
    start = FIRST.replace(hour=hour) + timedelta(days=days)
    start = next((day for day in (start + timedelta(days=step) for step in range(1500)) if begins(rule, day)), START)
    assume(begins(rule, start))
    end = start + timedelta(days=700)
    walked = list(takewhile(lambda wall: wall <= end, occurrences(rule, start, "UTC")))
    assert walked[0] == start
    asked = [start + timedelta(days=day, hours=hours, minutes=30) for day in range(0, 700, 5) for hours in (-6, 0, 5)]
    asked += [start + timedelta(days=day) for day in range(-2, 700)] + walked
    assert set(asked) - set(missed(rule, start, "UTC", asked)) == set(walked) & set(asked)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(rules(), st.integers(0, 800))
def test_what_does_not_begin_is_not_the_first_that_is_walked_to(rule: str, days: int) -> None:
    start = FIRST + timedelta(days=days)
    parts = {part.partition("=")[0] for part in rule.split(";")}
    rare = {"BYMONTH", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "COUNT"}
    assume(len(parts & rare) < 2 and not rule.startswith("FREQ=DAILY") and not begins(rule, start))
    assert next(iter(expand(rule, start, "UTC")), None) != start


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=9;BYSETPOS=300",
        "FREQ=WEEKLY;BYMONTH=1;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;BYMINUTE=1",
    ],
)
def test_a_start_that_is_no_occurrence_is_told_without_walking(rule: str) -> None:
    assert not begins(rule, START)


def test_counts_and_limits_end_a_rule() -> None:
    last = START + timedelta(days=LIMIT - 1)
    assert missed("FREQ=DAILY", START, "UTC", [last, last + timedelta(days=1)]) == [last + timedelta(days=1)]
    walls = [START + timedelta(days=day) for day in range(5)]
    assert missed("FREQ=DAILY;COUNT=3", START, "UTC", walls) == walls[3:]
    assert missed("FREQ=DAILY;UNTIL=20260107", START, "UTC", walls) == walls[3:]
    assert missed("FREQ=DAILY", START, "UTC", [START - timedelta(days=1)]) == [START - timedelta(days=1)]

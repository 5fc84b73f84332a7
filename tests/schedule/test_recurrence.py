"""Occurrences of events: rules, exdates, overrides, clock changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pmdesk.model import Event, Override
from pmdesk.schedule.instants import moment, seconds_of
from pmdesk.schedule.recurrence import runs

at = datetime.fromisoformat
ZONE = "Europe/Madrid"


def event(start: str, end: str, rule: str | None = None, **more: Any) -> Event:
    return Event("E", None, "Meeting", at(start), at(end), None, rule, **more)


def moved(occurrence: str, start: str | None = None, end: str | None = None, status: str | None = None) -> Override:
    return Override("E", at(occurrence), at(start) if start else None, at(end) if end else None, None, status)


def shown(row: Event, first: str, last: str, *overrides: Override) -> list[str]:
    """Each run as ``start +minutes``, a ``?`` behind it where it is tentative."""
    found = runs(row, overrides, ZONE, seconds_of(at(first + "+00:00")), seconds_of(at(last + "+00:00")))
    return [f"{moment(s):%m-%dT%H:%M} +{(e - s) // 60}{'?' * unsure}" for s, e, unsure in found]


WEEKLY = event("2026-11-02T15:00", "2026-11-02T16:00", "FREQ=WEEKLY")


def test_a_window_is_half_open() -> None:
    single = event("2026-11-02T15:00", "2026-11-02T16:00")
    assert shown(single, "2026-11-02T14:59", "2026-11-03T00:00") == ["11-02T14:00 +60"]
    assert shown(single, "2026-11-02T15:00", "2026-11-03T00:00") == []
    assert shown(single, "2026-11-01T00:00", "2026-11-02T14:00") == []
    assert shown(single, "2026-11-01T00:00", "2026-11-02T14:01") == ["11-02T14:00 +60"]


def test_it_keeps_the_local_hour_and_the_elapsed_length() -> None:
    nightly = event("2027-03-26T22:00", "2027-03-27T06:00", "FREQ=DAILY;COUNT=4")
    assert shown(nightly, "2027-03-26T00:00", "2027-04-01T00:00") == [
        "03-26T21:00 +480", "03-27T21:00 +480", "03-28T20:00 +480", "03-29T20:00 +480"
    ]  # fmt: skip


def test_a_first_across_a_change_makes_all_as_long() -> None:
    longer = event("2026-10-24T22:00", "2026-10-25T06:00", "FREQ=DAILY;COUNT=2")
    assert shown(longer, "2026-10-24T00:00", "2026-10-30T00:00") == ["10-24T20:00 +540", "10-25T21:00 +540"]


def test_an_exdate_takes_an_occurrence_out() -> None:
    row = event("2026-11-02T15:00", "2026-11-02T16:00", "FREQ=WEEKLY;COUNT=3", exdates=(at("2026-11-09T15:00"),))
    assert shown(row, "2026-11-01T00:00", "2026-12-31T00:00") == ["11-02T14:00 +60", "11-16T14:00 +60"]


def test_an_override_moves_in_from_far_outside() -> None:
    override = moved("2030-11-04T15:00", "2026-11-03T09:00")
    assert shown(WEEKLY, "2026-11-03T00:00", "2026-11-05T00:00", override) == ["11-03T08:00 +60"]
    assert shown(WEEKLY, "2030-11-04T00:00", "2030-11-05T00:00", override) == []


def test_an_override_keeps_what_it_does_not_say() -> None:
    window = "2026-11-09T00:00", "2026-11-10T00:00"
    assert shown(WEEKLY, *window, moved("2026-11-09T15:00", end="2026-11-09T18:00")) == ["11-09T14:00 +180"]
    assert shown(WEEKLY, *window, moved("2026-11-09T15:00", status="tentative")) == ["11-09T14:00 +60?"]
    assert shown(WEEKLY, *window, moved("2026-11-09T15:00", status="cancelled")) == []


def test_a_cancelled_event_has_none_whatever_an_override_says() -> None:
    row = event("2026-11-02T15:00", "2026-11-02T16:00", "FREQ=WEEKLY", status="cancelled")
    assert shown(row, "2026-11-01T00:00", "2026-12-01T00:00", moved("2026-11-09T15:00", status="confirmed")) == []


def test_an_exdate_wins_over_an_override() -> None:
    row = event("2026-11-02T15:00", "2026-11-02T16:00", "FREQ=WEEKLY;COUNT=2", exdates=(at("2026-11-09T15:00"),))
    override = moved("2026-11-09T15:00", "2026-11-10T15:00")
    assert shown(row, "2026-11-01T00:00", "2026-12-01T00:00", override) == ["11-02T14:00 +60"]


def test_an_override_of_no_occurrence_is_none() -> None:
    assert shown(WEEKLY, "2026-11-10T00:00", "2026-11-12T00:00", moved("2026-11-10T15:00", "2026-11-11T15:00")) == []


def test_a_date_in_until_includes_that_day_in_the_row_s_zone() -> None:
    late = event("2026-11-01T23:30", "2026-11-01T23:45", "FREQ=DAILY;UNTIL=20261103")
    assert [run[:5] for run in shown(late, "2026-11-01T00:00", "2026-12-01T00:00")] == ["11-01", "11-02", "11-03"]


def test_an_until_in_utc_is_compared_as_an_instant() -> None:
    rule = "FREQ=DAILY;UNTIL=20261025T003000Z"
    early = event("2026-10-23T02:30", "2026-10-23T02:40", rule)
    assert [run[:5] for run in shown(early, "2026-10-22T00:00", "2026-12-01T00:00")] == ["10-23", "10-24", "10-25"]
    one_second_less = event("2026-10-23T02:30", "2026-10-23T02:40", "FREQ=DAILY;UNTIL=20261025T002959Z")
    assert len(shown(one_second_less, "2026-10-22T00:00", "2026-12-01T00:00")) == 2


def test_it_ends_with_the_5000th_the_exdates_counted() -> None:
    start = at("2010-01-01T09:00")
    last = start + timedelta(days=4999)
    row = event("2010-01-01T09:00", "2010-01-01T10:00", "FREQ=DAILY", exdates=(last - timedelta(days=1),))
    window = (last - timedelta(days=2.5)).isoformat()[:16], (last + timedelta(days=30)).isoformat()[:16]
    assert [run[:5] for run in shown(row, *window)] == [f"{last - timedelta(days=2):%m-%d}", f"{last:%m-%d}"]

"""A calendar that pmdesk wrote, taken in again: here it is known, elsewhere it makes the same meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pmdesk.desk import Desk
from pmdesk.exchange.ics.request import Request
from pmdesk.model import Blackout, Event, Milestone, Noun, Override
from pmdesk.portfolio import Put
from pmdesk.schedule.recurrence import runs
from tests.exchange.ics_reading.build import Importer, acts, ics, wall

FIRST, LAST = (round(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2026, 2030))


def _event(key: str, start: str, end: str, **more: Any) -> Event:
    return Event(key=key, start=wall(start), end=wall(end), **{"engagement": "ACME-POS", "title": key, **more})


WEEKLY = {"rrule": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270525", "exdates": (wall("2026-12-29T09:00"),)}
ROWS: tuple[Noun, ...] = (
    _event("CHICAGO", "2026-12-08T09:00", "2026-12-08T09:45", title="Größe; C:\\New, 🚧 اجتماع", site="HQ", **WEEKLY),
    Override("CHICAGO", wall("2026-12-15T09:00"), wall("2026-12-16T10:30"), None, None, "tentative"),
    Override("CHICAGO", wall("2027-03-16T09:00"), None, wall("2027-03-16T11:00"), "Long one", None),
    Override("CHICAGO", wall("2027-01-05T09:00"), None, None, None, "cancelled"),
    _event("HOWE", "2026-10-04T02:15", "2026-10-04T03:00", timezone="Australia/Lord_Howe"),
    _event("CASA", "2026-12-01T09:00", "2026-12-01T10:00", timezone="Africa/Casablanca", rrule="FREQ=MONTHLY;COUNT=20"),
    _event("KOL", "2026-12-01T09:00", "2026-12-01T10:00", timezone="Asia/Kolkata", url="https://example.com/a?b=1,2"),
    _event("DUB", "2026-03-30T09:00", "2026-03-30T10:00", timezone="Europe/Dublin", rrule="FREQ=DAILY;INTERVAL=10"),
    _event("NIGHT", "2026-03-01T02:30", "2026-03-01T03:30", timezone="Europe/Madrid", rrule="FREQ=WEEKLY;BYDAY=SU"),
    _event("UTC", "2026-12-01T09:00", "2026-12-01T10:00", timezone="UTC", status="tentative"),
    _event("DAY", "2026-12-01T00:00", "2026-12-03T00:00"),
)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Importer, Importer]]:
    """Give a desk with meetings of Acme's, and one without."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    pair = Importer(here), Importer(there)
    pair[0].desk.apply([Put(row) for row in ROWS], "meetings")
    yield pair
    for one in pair:
        one.desk.close()


def _exported(desk: Desk, out: Path, **asked: Any) -> bytes:
    list(desk.export_ics(Request(**asked), str(out)))
    return out.read_bytes()


def _seen(desk: Desk) -> list[Any]:
    """Give what a calendar tells of all meetings: titles, places, and every occurrence for four years."""
    found = []
    for row in desk.rows(Event):
        zone = row.timezone or "America/Chicago"
        overrides = desk.rows(Override, event=row.key)
        titles = {one.title for one in overrides if one.title is not None}
        held = runs(row, overrides, zone, FIRST, LAST)
        found.append((row.title, zone, row.status, row.site, row.url, row.rrule is None, titles, held))
    return sorted(found, key=str)


def test_an_own_calendar_makes_the_same_meetings_elsewhere(pair: tuple[Importer, Importer], tmp_path: Path) -> None:
    here, there = pair
    data = _exported(here.desk, tmp_path / "acme.ics", client="ACME")
    result = there.take(data, client="ACME")
    assert (acts(result), result.troubles) == ({"new": 8}, ())
    assert _seen(there.desk) == _seen(here.desk)
    assert len(_seen(here.desk)) == 8
    again = there.take(data, client="ACME")
    assert again.entry is None


def test_an_own_calendar_is_known_where_it_was_made(pair: tuple[Importer, Importer], tmp_path: Path) -> None:
    here, _ = pair
    for asked in ({"client": "ACME"}, {"mine": True}):
        data = _exported(here.desk, tmp_path / "own.ics", **asked)
        result = here.take(data, client="ACME")
        assert acts(result) == {"unchanged": 8}
        assert result.entry is None
        assert all("is this desk's own" in note for note in result.notes)


def test_milestones_and_leave_are_no_meetings(pair: tuple[Importer, Importer], tmp_path: Path) -> None:
    here, there = pair
    more: tuple[Noun, ...] = (
        Milestone(key="UAT", engagement="ACME-POS", title="Sign-off", due=date(2026, 12, 11)),
        Blackout(key="OFF", who="client/ACME", start=date(2026, 12, 24), end=date(2026, 12, 31), title="Freeze"),
    )
    here.desk.apply([Put(row) for row in more], "more")
    include = ("milestones", "blackouts", "terms")
    data = _exported(here.desk, tmp_path / "acme.ics", client="ACME", include=include)
    result = there.take(data, client="ACME")
    assert acts(result) == {}
    assert sorted(trouble.words for trouble in result.troubles if "Before" not in trouble.words) == [
        "'Freeze' is a blackout: take it in with --blackout",
        "'POS rollout' is the term of an engagement, not a meeting",
        "'Sign-off' is a milestone, not a meeting",
    ]
    there.take(data, blackout="client/ACME")
    assert [(row.title, row.start, row.end) for row in there.blackouts()] == [
        ("Freeze", date(2026, 12, 24), date(2026, 12, 31))
    ]


def test_what_was_taken_in_is_given_out_under_a_uid_of_its_own(pair: tuple[Importer, Importer], tmp_path: Path) -> None:
    _, there = pair
    there.take(ics("UID:theirs@example.org\nSUMMARY:Theirs"), client="ACME")
    data = _exported(there.desk, tmp_path / "acme.ics", client="ACME")
    assert b"Theirs" in data
    assert b"theirs@example.org" not in data


def test_a_meeting_of_a_day_is_as_long_as_its_days(pair: tuple[Importer, Importer]) -> None:
    _, there = pair
    there.take(ics("UID:d\nDTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261203\nSUMMARY:Workshop"), client="ACME")
    (row,) = there.events()
    assert row.end - row.start == timedelta(days=2)
    assert row.timezone is None

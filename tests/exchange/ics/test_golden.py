"""Golden files: every kind of item, hard zones, hard texts, as they are written to the octet.

``PMDESK_GOLDEN=write`` writes them anew, to be looked at in the diff.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pmdesk.model import Blackout, Engagement, Milestone, Override, Predecessor
from tests.exchange.ics import hard
from tests.exchange.ics.desk import Desk, acme, event, milestone, wall
from tests.exchange.ics.reading import by_icalendar, by_vobject

GOLDEN = Path(__file__).parent / "golden"
ALL = ("milestones", "events", "blackouts", "terms")


@pytest.fixture
def desk() -> Desk:
    """Give a desk with one of everything, one milestone moved and one gone since the first export."""
    hard = "Größe; Preis, C:\\New\\neu 🚧\nاجتماع الإطلاق مع الفريق, 日本語の長い題名 that goes on and on"
    weekly = {"rrule": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270525", "exdates": (wall("2026-12-29T09:00"),)}
    gone = milestone("GONE", "2026-12-18", title="Dropped")
    desk = Desk(
        *acme(),
        Engagement(key="ACME-PMO", client="ACME", name="PMO retainer", start=date(2026, 1, 5), objective="One view"),
        milestone("BUILD", "2026-11-27", title="Build", status="done", done_on=date(2026, 11, 26)),
        milestone(status="at-risk", after=(Predecessor("BUILD", 5),), site="HQ", url="https://example.com/uat?a=1,2"),
        milestone("HARD", "2027-01-04", title=hard, acceptance=hard, notes="mine alone", url="see the wiki"),
        milestone("LIVE", "2027-02-05", title="Go-live", kind="go-live"),
        gone,
        event("2026-12-08T09:00", "2026-12-08T09:45", key="CHICAGO", title="Weekly", site="HQ", **weekly),
        Override("CHICAGO", wall("2026-12-15T09:00"), wall("2026-12-16T10:30"), None, None, "tentative"),
        Override("CHICAGO", wall("2027-03-16T09:00"), None, wall("2027-03-16T11:00"), "Long one", None),
        Override("CHICAGO", wall("2027-01-05T09:00"), None, None, None, "cancelled"),
        event("2026-10-04T02:15", "2026-10-04T03:00", key="HOWE", title="Lord Howe", timezone="Australia/Lord_Howe"),
        event("2026-12-01T09:00", "2026-12-01T10:00", key="KOL", title="Kolkata", timezone="Asia/Kolkata"),
        event("2026-12-01T09:00", "2026-12-01T10:00", key="SAO", title="São Paulo", timezone="America/Sao_Paulo"),
        event("2026-03-30T09:00", "2026-03-30T10:00", key="DUB", title="Dublin", timezone="Europe/Dublin"),
        event("2026-12-01T09:00", "2026-12-01T10:00", key="UTC", title="UTC", timezone="UTC", status="tentative"),
        event("2026-12-02T09:00", "2026-12-02T10:00", key="OWN", title="Pitch", engagement=None, notes="budget?"),
        Blackout(key="FREEZE", who="client/ACME", start=date(2026, 12, 9), end=date(2027, 1, 3), title="Freeze"),
        Blackout(key="LEAVE", who="me", start=date(2026, 12, 24), end=date(2026, 12, 31), title="Leave"),
    )
    desk.export(include=ALL)
    desk.edit(Milestone, "LIVE", due=date(2027, 2, 12))
    desk.remove(gone)
    return desk


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("client.ics", {"client": "ACME", "include": ALL}),
        ("todo.ics", {"client": "ACME", "form": "todo", "include": ("milestones",), "alarms": (timedelta(days=1),)}),
        ("mine.ics", {"mine": True, "include": ALL}),
        ("engagement.ics", {"engagement": "ACME-PMO", "include": ("terms",)}),
    ],
)
def test_as_written_before(desk: Desk, name: str, options: dict[str, Any]) -> None:
    (data,) = desk.export(**options).values()
    path = GOLDEN / name
    if os.environ.get("PMDESK_GOLDEN") == "write":
        path.write_bytes(data)
    assert data == path.read_bytes()
    assert by_icalendar(data) == by_vobject(data)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("hard.ics", {"client": "ACME", "include": ALL}),
        ("hard_todo.ics", {"client": "ACME", "form": "todo", "include": ("milestones",)}),
    ],
)
def test_what_is_hard_is_as_written_before(name: str, options: dict[str, Any]) -> None:
    (data,) = Desk(*hard.rows()).export(**options).values()
    path = GOLDEN / name
    if os.environ.get("PMDESK_GOLDEN") == "write":
        path.write_bytes(data)
    assert data == path.read_bytes()

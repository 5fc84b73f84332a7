"""Small calendars, made by hand, and a desk that takes them in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pmdesk.desk import Desk
from pmdesk.desk.calendar_import import CalendarResult, import_calendar
from pmdesk.desk.intake.asked import Intake
from pmdesk.exchange.ics.reading.meeting import Calendar, Meeting
from pmdesk.exchange.ics.reading.read import read
from pmdesk.model import Blackout, Client, Engagement, Event, Noun, Override, Site, Vendor
from pmdesk.portfolio import Put

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROWS: tuple[Noun, ...] = (
    Client(key="ACME", name="Acme Retail", timezone="America/Chicago"),
    Client(key="BOR", name="Borealis", timezone="Europe/Helsinki"),
    Vendor(key="NORTH", name="Northwind", timezone="Europe/London"),
    Site(key="HQ", client="ACME", name="Head office", address="Lake Street 200"),
    Engagement(key="ACME-POS", client="ACME", name="POS rollout", start=date(2026, 8, 31), end=date(2027, 2, 5)),
    Engagement(key="ACME-OLD", client="ACME", name="Before", start=date(2020, 1, 1), status="closed"),
    Engagement(key="BOR-ERP", client="BOR", name="Cutover", start=date(2026, 6, 1)),
)


def ics(*events: str, head: str = "", zones: str = "") -> bytes:
    """Give a calendar of VEVENTs, each its lines; UID and a start are put in where they are missing."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *head.split(), *[line for line in zones.splitlines() if line.strip()]]
    for number, text in enumerate(events):
        held = [line.strip() for line in text.strip().splitlines()]
        names = {line.partition(":")[0].partition(";")[0] for line in held}
        lines += ["BEGIN:VEVENT", *([] if "UID" in names else [f"UID:{number}@example.org"])]
        lines += [*([] if "DTSTART" in names else ["DTSTART:20261201T090000Z"]), *held, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def calendar(*events: str, **more: str) -> Calendar:
    """Read a calendar of VEVENTs."""
    return read(ics(*events, **more))


def one(*events: str, **more: str) -> Meeting:
    """Read the one meeting of a calendar in which all is understood."""
    found = calendar(*events, **more)
    assert found.troubles == ()
    (meeting,) = found.meetings
    return meeting


def wall(text: str) -> datetime:
    """Read a wall time."""
    return datetime.fromisoformat(text)


class Importer:
    """A store of its own, with two clients, and imports into it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.desk = Desk.open(path / "s.db", now=lambda: NOW, zone="Europe/Madrid", by="test")
        self.desk.apply([Put(row) for row in ROWS], "the rows of the test")

    def take(self, data: bytes, *, dry_run: bool = False, **asked: Any) -> CalendarResult:
        """Import bytes that are read in this process."""
        return import_calendar(self.desk, read(data), "x.ics", Intake(**asked), dry_run=dry_run)

    def events(self) -> list[Event]:
        """Give all events."""
        return self.desk.rows(Event)

    def overrides(self) -> list[Override]:
        """Give all overrides."""
        return self.desk.rows(Override)

    def blackouts(self) -> list[Blackout]:
        """Give all blackouts."""
        return self.desk.rows(Blackout)


def acts(result: CalendarResult) -> dict[str, int]:
    """Count what an import did."""
    return {act: count for act, count in result.counts.items() if count}

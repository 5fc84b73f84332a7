"""A desk in memory for the tests of calendars: rows with their stamps, what was told, and exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pmdesk.exchange.ics.export import Exported, Exporter
from pmdesk.exchange.ics.request import Request
from pmdesk.model import Blackout, Client, Engagement, Event, Milestone, Noun, Profile, Site, columns_of
from pmdesk.portfolio import Portfolio, Put, Remove, what_if
from pmdesk.portfolio.publication import Publication

START = datetime(2026, 11, 23, 8, tzinfo=UTC)


def wall(text: str) -> datetime:
    """Read a wall time."""
    return datetime.fromisoformat(text)


class Desk:
    """Holds a portfolio; every edit and every export takes one minute of its own clock."""

    def __init__(self, *rows: Noun) -> None:
        self.now = START
        self.portfolio = Portfolio(today=START.date(), profile=Profile(name="Me", timezone="Europe/Madrid"))
        self.stamps: dict[str, tuple[str, str]] = {}
        self.told: dict[str, dict[str, Publication]] = {}
        self.uids = 0
        self.put(*rows)

    def put(self, *rows: Noun) -> None:
        """Add or replace rows; a new row gets a uid where it has none."""
        for row in rows:
            self.now += timedelta(minutes=1)
            held = self._held(row)
            if "uid" in columns_of(type(row)):
                given: Any = row
                row = replace(given, uid=held.uid if held is not None else given.uid or self._uid())
            made, _ = self.stamps.get(row.ref, (self.now.isoformat(), ""))
            self.stamps[row.ref] = (made, self.now.isoformat())
            self.portfolio = what_if(self.portfolio, [Put(row)])

    def remove(self, row: Noun) -> None:
        """Take a row away, and note when."""
        self.now += timedelta(minutes=1)
        self.stamps[row.ref] = (self.stamps[row.ref][0], self.now.isoformat())
        self.portfolio = what_if(self.portfolio, [Remove(type(row), row.identity)])

    def edit(self, noun: type[Noun], key: str, **values: Any) -> None:
        """Change fields of a row."""
        self.put(replace(self._table(noun)[key], **values))

    def export(self, **options: Any) -> dict[str, bytes]:
        """Export, keep what was told, and give the bytes by file name."""
        files: dict[str, bytes] = {}
        for made in self.run(**options):
            self.told.setdefault(made.audience, {}).update({item.uid: item for item in made.publications})
            files |= {file.name: b"".join(file.chunks()) for file in made.files}
        return files

    def run(self, **options: Any) -> list[Exported]:
        """Export without keeping anything."""
        self.now += timedelta(minutes=1)
        clients = frozenset(audience.partition("/")[2] for audience in self.told) - {""}
        request = Request(**options)
        return list(Exporter(request, self.portfolio, self._told, self.stamps, self.now, self._uid, clients).run())

    def _told(self, audience: str) -> Mapping[str, Publication]:
        return self.told.get(audience, {})

    def _uid(self) -> str:
        self.uids += 1
        return f"{self.uids:032x}"

    def _table(self, noun: type[Noun]) -> Mapping[str, Any]:
        tables: dict[type[Noun], Mapping[str, Any]] = {
            Client: self.portfolio.clients, Site: self.portfolio.sites, Engagement: self.portfolio.engagements,
            Milestone: self.portfolio.milestones, Event: self.portfolio.events, Blackout: self.portfolio.blackouts,
        }  # fmt: skip
        return tables.get(noun, {})

    def _held(self, row: Noun) -> Any:
        return self._table(type(row)).get(row.identity[0]) if row.identity else None


def acme(**more: Any) -> list[Noun]:
    """Give a client with one engagement."""
    return [
        Client(key="ACME", name="Acme Retail", timezone="America/Chicago", color="dodgerblue", **more),
        Site(key="HQ", client="ACME", name="Head office", address="Lake Street 200"),
        Engagement(key="ACME-POS", client="ACME", name="POS rollout", start=date(2026, 8, 31), end=date(2027, 2, 5)),
    ]


def borealis() -> list[Noun]:
    """Give another client, every text of which is a canary."""
    return [
        Client(key="BOR", name="CANARY Borealis", timezone="Europe/Helsinki", aliases=("CANARY",), notes="CANARY"),
        Site(key="BOR-S", client="BOR", name="CANARY plant"),
        Engagement(key="BOR-ERP", client="BOR", name="CANARY cutover", start=date(2026, 6, 1), notes="CANARY"),
        Milestone(key="BOR-ERP.GO", engagement="BOR-ERP", title="CANARY go-live", due=date(2026, 12, 4)),
        Event(
            key="BOR-ERP.SYNC", engagement="BOR-ERP", title="CANARY weekly", start=wall("2026-12-01T09:00"),
            end=wall("2026-12-01T10:00"),
        ),
        Blackout(key="BOR-OFF", who="client/BOR", start=date(2026, 12, 28), end=date(2026, 12, 31), title="CANARY"),
        Blackout(key="ME-OFF", who="me", start=date(2026, 12, 24), end=date(2027, 1, 3), title="CANARY leave"),
    ]  # fmt: skip


def milestone(key: str = "UAT", due: str = "2026-12-11", **more: Any) -> Milestone:
    """Give a milestone of Acme's."""
    given = {"engagement": "ACME-POS", "title": "UAT sign-off", **more}
    return Milestone(key=key, due=date.fromisoformat(due), **given)


def event(start: str, end: str, key: str = "SYNC", **more: Any) -> Event:
    """Give an event of Acme's."""
    return Event(key=key, start=wall(start), end=wall(end), **{"engagement": "ACME-POS", "title": "Sync", **more})

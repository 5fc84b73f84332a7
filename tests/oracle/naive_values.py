"""Reads a valid workbook for the oracle: plain rows with data.md's defaults filled in.

Written from the documents alone. It trusts its input: what the importer must refuse is not looked for.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Hours = dict[int, list[tuple[int, int]]]
"""Weekday (0 is Monday) to stretches in minutes after midnight."""


@dataclass(frozen=True)
class Party:
    """Me, a client or a vendor: somebody with a zone, working hours and public holidays."""

    ref: str
    zone: ZoneInfo
    hours: Hours
    holidays: str
    archived: bool = False
    capacity: Decimal = Decimal(1)


@dataclass(frozen=True)
class Engagement:
    """A contract; `end` None is open."""

    key: str
    client: str
    status: str
    start: date
    end: date | None
    weekly_hours: Decimal


@dataclass(frozen=True)
class Allocation:
    """Weekly hours that replace the engagement's, from start to end."""

    engagement: str
    start: date
    end: date
    weekly_hours: Decimal


@dataclass(frozen=True)
class Assignment:
    """A vendor's work; `end` already has the engagement's where the cell is empty, None is open."""

    key: str
    vendor: str
    engagement: str
    start: date
    end: date | None
    units: Decimal
    exclusive: bool
    status: str


@dataclass(frozen=True)
class Milestone:
    """A due date; `owner` is me, client/KEY or vendor/KEY, `after` is (key, lag in days)."""

    key: str
    engagement: str
    due: date
    status: str
    kind: str
    owner: str
    done_on: date
    after: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Override:
    """One changed occurrence of an event; None keeps what the event has."""

    start: datetime | None
    end: datetime | None
    status: str | None


@dataclass(frozen=True)
class Event:
    """A meeting: wall times in `zone`."""

    key: str
    engagement: str | None
    start: datetime
    end: datetime
    zone: ZoneInfo
    rrule: str
    exdates: frozenset[datetime]
    status: str
    me: bool
    vendors: frozenset[str]
    site: str
    overrides: dict[datetime, Override] = field(default_factory=dict)


@dataclass(frozen=True)
class Blackout:
    """Days on which `who` is not there."""

    key: str
    who: str
    start: date
    end: date
    blocks: str


@dataclass(frozen=True)
class Desk:
    """Everything of a workbook that conflicts look at, by key where there is one."""

    me: Party
    clients: dict[str, Party]
    vendors: dict[str, Party]
    engagements: dict[str, Engagement]
    allocations: list[Allocation]
    assignments: dict[str, Assignment]
    milestones: dict[str, Milestone]
    events: dict[str, Event]
    blackouts: dict[str, Blackout]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of one file, cells stripped, none where the file is missing; a semicolon in the header row separates."""
    path = folder / name
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8-sig")
    first = text.splitlines()[0] if text else ""
    separator = ";" if ";" in first else ","
    read = csv.DictReader(text.splitlines(keepends=True), delimiter=separator)
    return [{k.strip().lower(): (v or "").strip() for k, v in row.items() if k} for row in read]


def weekdays(text: str) -> list[int]:
    """`Sun-Thu` or `Mon,Wed` as weekday numbers."""
    found: list[int] = []
    for part in text.lower().split(","):
        first, _, last = part.strip().partition("-")
        day, stop = DAYS.index(first), DAYS.index(last or first)
        found.append(day)
        while day != stop:
            day = (day + 1) % 7
            found.append(day)
    return found


def minutes(text: str) -> int:
    """`08:30` as minutes after midnight, up to 24:00."""
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def parse_hours(text: str) -> Hours:
    """Give the working hours of a week."""
    hours: Hours = {}
    for part in text.split(";"):
        days, times = part.strip().split(" ", 1)
        for day in weekdays(days):
            for stretch in times.split(","):
                begin, end = stretch.strip().split("-")
                hours.setdefault(day, []).append((minutes(begin), minutes(end)))
    return hours


def a_date(text: str) -> date | None:
    """Give a date or, where the cell is empty, None."""
    return date.fromisoformat(text) if text else None


def must_date(text: str) -> date:
    """Give a date."""
    return date.fromisoformat(text)


def stamp(text: str) -> datetime:
    """Give a wall time without a zone."""
    return datetime.fromisoformat(text)


def number(text: str, default: str) -> Decimal:
    """Give an exact decimal."""
    return Decimal((text or default).replace(",", "."))


def ref(text: str) -> str:
    """`client/acme` as `client/ACME`."""
    kind, slash, key = text.partition("/")
    return kind.lower() + slash + key.upper()


def party(row: dict[str, str], name: str, me: Party | None) -> Party:
    """One row of profile, clients or vendors; an empty zone or hours is the profile's, empty holidays are none."""
    zone, hours = row.get("timezone", ""), row.get("hours", "")
    return Party(
        ref=name,
        zone=ZoneInfo(zone) if zone or me is None else me.zone,
        hours=parse_hours(hours or "Mon-Fri 09:00-17:00") if hours or me is None else me.hours,
        holidays=row.get("holidays", "").upper(),
        archived=row.get("status", "").lower() == "archived",
        capacity=number(row.get("capacity", ""), "1"),
    )


def parties(folder: Path, name: str, kind: str, me: Party) -> dict[str, Party]:
    """All clients or vendors by key."""
    return {r["key"].upper(): party(r, f"{kind}/{r['key'].upper()}", me) for r in rows(folder, name)}


def predecessor(token: str, keys: set[str]) -> tuple[str, int]:
    """Give a whole milestone key is that key, otherwise the end of the token is the lag."""
    token = token.upper()
    if token in keys:
        return token, 0
    match = re.fullmatch(r"(.+)([+-]\d+)D", token)
    if match is None:
        raise ValueError(token)
    return match[1], int(match[2])


def milestones(folder: Path) -> dict[str, Milestone]:
    """All milestones; a contact who owns one stands for their client or vendor."""
    people = {r["key"].upper(): ref(r["of"]) for r in rows(folder, "contacts.csv")}
    table = rows(folder, "milestones.csv")
    keys = {r["key"].upper() for r in table}
    found = {}
    for r in table:
        owner = ref(r.get("owner", "") or "me")
        if owner.startswith("contact/"):
            owner = people[owner.removeprefix("contact/")]
        key, due = r["key"].upper(), must_date(r["due"])
        found[key] = Milestone(
            key,
            r["engagement"].upper(),
            due,
            r.get("status", "").lower() or "planned",
            r.get("kind", "").lower() or "deliverable",
            owner,
            a_date(r.get("done_on", "")) or due,
            tuple(predecessor(t, keys) for t in r.get("after", "").split()),
        )
    return found


def events(folder: Path, me: Party, clients: dict[str, Party], deals: dict[str, Engagement]) -> dict[str, Event]:
    """All events with their overrides; the zone is the row's, else its client's, else the profile's."""
    found = {}
    for r in rows(folder, "events.csv"):
        deal = r.get("engagement", "").upper() or None
        zone = clients[deals[deal].client].zone if deal else me.zone
        if r.get("timezone"):
            zone = ZoneInfo(r["timezone"])
        found[r["key"].upper()] = Event(
            key=r["key"].upper(),
            engagement=deal,
            start=stamp(r["start"]),
            end=stamp(r["end"]),
            zone=zone,
            rrule=r.get("rrule", "").upper(),
            exdates=frozenset(stamp(t) for t in r.get("exdates", "").split()),
            status=r.get("status", "").lower() or "confirmed",
            me=r.get("me", "").lower() != "no",
            vendors=frozenset(r.get("vendors", "").upper().split()),
            site=r.get("site", "").upper(),
        )
    for r in rows(folder, "overrides.csv"):
        start, end = r.get("start", ""), r.get("end", "")
        found[r["event"].upper()].overrides[stamp(r["occurrence"])] = Override(
            stamp(start) if start else None, stamp(end) if end else None, r.get("status", "").lower() or None
        )
    return found


def assignments(folder: Path, deals: dict[str, Engagement]) -> dict[str, Assignment]:
    """All assignments, an empty end being the engagement's."""
    return {
        r["key"].upper(): Assignment(
            r["key"].upper(),
            r["vendor"].upper(),
            r["engagement"].upper(),
            must_date(r["start"]),
            a_date(r.get("end", "")) or deals[r["engagement"].upper()].end,
            number(r.get("units", ""), "1"),
            r.get("exclusive", "").lower() == "yes",
            r.get("status", "").lower() or "confirmed",
        )
        for r in rows(folder, "assignments.csv")
    }


def load(folder: Path) -> Desk:
    """Give a valid workbook as a desk."""
    me = party((rows(folder, "profile.csv") or [{}])[0], "me", None)
    clients = parties(folder, "clients.csv", "client", me)
    deals = {
        r["key"].upper(): Engagement(
            r["key"].upper(),
            r["client"].upper(),
            r.get("status", "").lower() or "active",
            must_date(r["start"]),
            a_date(r.get("end", "")),
            number(r.get("weekly_hours", ""), "0"),
        )
        for r in rows(folder, "engagements.csv")
    }
    allocations = [
        Allocation(r["engagement"].upper(), must_date(r["start"]), must_date(r["end"]), number(r["weekly_hours"], "0"))
        for r in rows(folder, "allocations.csv")
    ]
    blackouts = {
        r["key"].upper(): Blackout(
            r["key"].upper(),
            ref(r["who"]),
            must_date(r["start"]),
            must_date(r["end"]),
            r.get("blocks", "").lower() or ("milestones" if r["who"].lower().startswith("client/") else "all"),
        )
        for r in rows(folder, "blackouts.csv")
    }
    return Desk(
        me=me,
        clients=clients,
        vendors=parties(folder, "vendors.csv", "vendor", me),
        engagements=deals,
        allocations=allocations,
        assignments=assignments(folder, deals),
        milestones=milestones(folder),
        events=events(folder, me, clients, deals),
        blackouts=blackouts,
    )

"""Small random workbooks that are valid by data.md, crowded into a few weeks around an anchor day."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .case import Files, Row
from .naive_time import instant
from .naive_values import predecessor
from .random_time import LENGTHS, STAMP, ZONES, anchor_of, override, series, start_and_end

HOURS = [
    "", "", "Mon-Fri 09:00-17:00", "Mon-Thu 08:00-13:00,14:00-17:00; Fri 08:00-13:00",
    "Mon-Fri 08:00-13:00,13:00-17:00",
    "Sun-Thu 08:00-16:00", "Mon,Wed 09:00-12:00", "Mon-Sun 00:00-24:00", "Mon-Fri 00:00-08:00,20:00-24:00",
    "Sat-Sun 00:00-02:30,02:30-12:00; Mon-Fri 06:00-24:00", "Sun-Tue 22:00-24:00,00:00-03:00",
    "Wed 02:15-02:45,09:00-10:00",
    "Mon-Sun 01:30-03:00,09:00-18:00",
]  # fmt: skip
HOLIDAYS = ["", "", "", "ES", "ES-MD", "US", "US-NY", "GB", "AU-NSW", "BR", "IN", "DE-BY", "MA", "NZ", "IE"]
CAPACITIES = ["", "1", "0.5", "2.5", "0", "2", "1.0001", "0.3333", "1.005"]
UNITS = ["", "1", "0.5", "1.5", "0.3333", "0.6667", "2", "0.0001", "1.0051", "0"]
WEEKLY = ["0", "", "10", "12.5", "20", "33.3333", "40.0001", "7.7777", "16"]


class Maker:
    """One workbook in the making: the random source, the day it lies around, and its files so far."""

    def __init__(self, seed: int, anchor: date, zone: str = "") -> None:
        """Begin with nothing; `hot` are the days on which much happens, `zone` is one in which somebody is."""
        self.rng = random.Random(f"workbook {seed}")
        self.anchor = anchor
        self.hot = [anchor + timedelta(days=self.rng.randrange(-3, 12)) for _ in range(4)]
        self.files: Files = {}
        self.zones = self.rng.sample(ZONES, 3)
        if zone:
            self.zones = [zone, zone, self.zones[2]]
        self.profile_zone = self.rng.choice(self.zones)
        self.instants = [instant(datetime.combine(day, time(11)), ZoneInfo(self.profile_zone)) for day in self.hot]

    def pick(self, *values: str) -> str:
        """Choose one of some values."""
        return self.rng.choice(values)

    def key(self, text: str) -> str:
        """Give a reference in upper or, now and then, in lower case."""
        return text.lower() if self.rng.random() < 0.1 else text

    def day(self, low: int = -8, high: int = 25) -> date:
        """Give a day: mostly a hot one, else some days from the anchor."""
        if self.rng.random() < 0.65:
            return self.rng.choice(self.hot)
        return self.anchor + timedelta(days=self.rng.randrange(low, high))

    def keys(self, name: str) -> list[str]:
        """Give the keys of a file."""
        return [row["key"] for row in self.files[name]]

    def people(self) -> None:
        """Make the profile, clients, vendors, contacts and sites."""
        rng = self.rng
        hours = rng.choice(HOURS)
        self.files["profile"] = [
            {"name": "Me", "timezone": self.profile_zone, "hours": hours, "holidays": rng.choice(HOLIDAYS)}
        ]
        pins = rng.sample(range(1, 10), 4)
        self.files["clients"] = [
            self.party(f"C{n}") | {"pin": self.pick("", str(pins[n]))} for n in range(rng.randint(2, 4))
        ]
        self.files["vendors"] = [
            self.party(f"V{n}") | {"capacity": rng.choice(CAPACITIES)} for n in range(rng.randint(1, 4))
        ]
        owners = [f"client/{k}" for k in self.keys("clients")] + [f"vendor/{k}" for k in self.keys("vendors")]
        self.files["contacts"] = [
            {"key": f"P{n}", "of": self.key(of), "name": f"Person {n}"} for n, of in enumerate(owners)
        ]
        self.files["sites"] = [
            {"key": f"S{n}", "client": rng.choice(self.keys("clients")), "name": f"Site {n}"} for n in range(8)
        ]

    def party(self, key: str) -> Row:
        """Make a client or a vendor."""
        return {
            "key": key,
            "name": f"Name of {key}",
            "timezone": self.rng.choice(["", *self.zones]),
            "hours": self.rng.choice(HOURS),
            "holidays": self.rng.choice(HOLIDAYS),
            "status": self.pick("", "", "active", "active", "active", "active", "archived"),
        }

    def engagements(self) -> None:
        """Make engagements, and allocations that do not overlap."""
        rng = self.rng
        deals, allocations = [], []
        for n in range(rng.randint(2, 7)):
            start = self.anchor + timedelta(days=rng.choice([-300, -60, -6, -2, 0, 3, 6]))
            end = start + timedelta(days=rng.choice([0, 4, 8, 15, 60, 400]))
            deals.append(
                {
                    "key": f"E{n}",
                    "client": self.key(rng.choice(self.keys("clients"))),
                    "name": f"Engagement {n}",
                    "status": self.pick("", "active", "active", "active", "Active", "paused", "proposed", "closed"),
                    "start": str(start),
                    "end": self.pick("", str(end)),
                    "weekly_hours": rng.choice(WEEKLY),
                }
            )
            at = self.anchor - timedelta(days=rng.randrange(20))
            for _ in range(rng.choice([0, 0, 1, 2])):
                stop = at + timedelta(days=rng.choice([0, 2, 6, 9]))
                hours = rng.choice([h for h in WEEKLY if h])
                allocations.append({"engagement": f"E{n}", "start": str(at), "end": str(stop), "weekly_hours": hours})
                at = stop + timedelta(days=rng.choice([1, 1, 4]))
        self.files["engagements"], self.files["allocations"] = deals, allocations

    def client_of(self, deal: str) -> str:
        """Give the client's key of an engagement."""
        return next(row["client"].upper() for row in self.files["engagements"] if row["key"] == deal)

    def site(self, deal: str) -> str:
        """Give none or a site, of the engagement's client where there is an engagement."""
        mine = [s["key"] for s in self.files["sites"] if not deal or s["client"] == self.client_of(deal)]
        return self.rng.choice([*mine, *mine, ""])

    def assignments(self) -> None:
        """Make assignments; one without an end does not start after its engagement ends."""
        rows = []
        for n in range(self.rng.randrange(13)):
            deal = self.rng.choice(self.files["engagements"])
            start = self.day()
            end = str(start + timedelta(days=self.rng.choice([0, 1, 3, 5, 12, 30])))
            if self.rng.random() < 0.3 and (not deal["end"] or start <= date.fromisoformat(deal["end"])):
                end = ""
            rows.append(
                {
                    "key": f"A{n}",
                    "vendor": self.key(self.rng.choice(self.keys("vendors"))),
                    "engagement": self.key(deal["key"]),
                    "start": str(start),
                    "end": end,
                    "units": self.rng.choice(UNITS),
                    "exclusive": self.pick("", "no", "yes", "YES"),
                    "site": self.site(deal["key"]),
                    "status": self.pick("", "confirmed", "confirmed", "tentative", "cancelled"),
                }
            )
        self.files["assignments"] = rows

    def milestones(self) -> None:
        """Make milestones; each comes after earlier ones only, so there is no cycle."""
        rng = self.rng
        keys = [f"M{n}" for n in range(rng.randrange(23))]
        for key in keys[:3]:
            if rng.random() < 0.4:
                keys.insert(keys.index(key) + 1, key + self.pick("-2D", "-5D", "-2D-1D"))
        rows: list[Row] = []
        for n, key in enumerate(keys):
            deal = rng.choice(self.keys("engagements"))
            client, due = self.client_of(deal), self.day()
            vendor = f"vendor/{rng.choice(self.keys('vendors'))}"
            contacts = [
                c["key"] for c in self.files["contacts"] if c["of"].upper() in {f"CLIENT/{client}", vendor.upper()}
            ]
            status = self.pick("", "planned", "planned", "at-risk", "done", "cancelled")
            done = self.pick("", str(due + timedelta(days=rng.randrange(-4, 5)))) if status == "done" else ""
            rows.append(
                {
                    "key": key,
                    "engagement": self.key(deal),
                    "title": f"Milestone {key}",
                    "due": str(due),
                    "status": status,
                    "kind": self.pick("", "", "decision", "go-live", "deliverable", "payment", "report"),
                    "owner": self.key(
                        self.pick("", "me", f"client/{client}", vendor, f"contact/{rng.choice(contacts)}")
                    ),
                    "after": self.after(keys, n),
                    "done_on": done,
                    "site": self.site(deal),
                }
            )
        self.files["milestones"] = rng.sample(rows, len(rows))

    def after(self, keys: list[str], n: int) -> str:
        """Give predecessors among the keys before the n-th, with lags, each once."""
        found: dict[str, str] = {}
        for _ in range(self.rng.choice([0, 0, 1, 1, 2, 3]) if n else 0):
            token = self.rng.choice(keys[:n]) + self.pick("", "", "+5d", "-2d", "+1d", "-2D", "+0d")
            key, _ = predecessor(token, set(keys))
            if key in keys[:n] and key not in found:
                found[key] = token
        return " ".join(found.values())

    def events(self) -> None:
        """Make events, single and recurring, and overrides of the recurring ones."""
        rng = self.rng
        self.files["events"], self.files["overrides"] = [], []
        for n in range(rng.randrange(16)):
            deal = rng.choice(["", *self.keys("engagements")])
            own = rng.choice(["", "", *self.zones])
            client = next((c for c in self.files["clients"] if deal and c["key"] == self.client_of(deal)), {})
            zone = ZoneInfo(own or client.get("timezone") or self.profile_zone)
            row = {
                "key": f"EV{n}",
                "engagement": self.key(deal),
                "title": f"Event {n}",
                "timezone": own,
                "status": self.pick("", "confirmed", "confirmed", "confirmed", "tentative", "cancelled"),
                "me": self.pick("", "yes", "Yes", "no"),
                "vendors": self.key(" ".join(rng.choices(self.keys("vendors"), k=rng.choice([0, 0, 1, 2])))),
                "site": self.site(deal),
            }
            self.files["events"].append(row | self.times(f"EV{n}", zone))

    def times(self, key: str, zone: ZoneInfo) -> Row:
        """Make the start, end, rule and exdates of an event; its overrides go to their file."""
        rng, day = self.rng, self.day()
        if rng.random() < 0.65:
            start, end = self.beside(zone) if rng.random() < 0.7 else start_and_end(rng, day, zone)
            self.instants += [instant(start, zone), instant(end, zone), instant(end, zone)]
            return {"start": start.strftime(STAMP), "end": end.strftime(STAMP), "rrule": "", "exdates": ""}
        rule, start, end, walls = series(rng, day, zone)
        near = [w for w in walls if abs((w.date() - self.anchor).days) < 40] or walls
        exdates = rng.choices(near, k=rng.choice([0, 0, 1, 2])) if near else []
        changed = {rng.choice(rng.choice([near, walls])) for _ in range(rng.choice([0, 1, 2, 4]))} if near else set()
        self.files["overrides"] += [override(rng, self.key(key), w, self.day(), zone) for w in sorted(changed)]
        return {
            "start": start.strftime(STAMP),
            "end": end.strftime(STAMP),
            "rrule": rule,
            "exdates": " ".join(w.strftime(STAMP) for w in exdates),
        }

    def beside(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Give times that begin or end at, or somewhat after, a moment of another event."""
        while True:
            off = self.rng.choice([0, 0, 0, 0, 15, 30, 45, 59, 60, -15, -30, -60])
            first = self.rng.choice(self.instants) + timedelta(minutes=off)
            length = timedelta(minutes=self.rng.choice(LENGTHS))
            start = (first - self.rng.choice([0, 0, 1]) * length).astimezone(zone).replace(tzinfo=None, fold=0)
            if instant(start, zone) < instant(start + length, zone):
                return start, start + length

    def blackouts(self) -> None:
        """Make blackouts of anybody."""
        who = [
            "me",
            "me",
            *[f"client/{k}" for k in self.keys("clients")],
            *[f"vendor/{k}" for k in self.keys("vendors")],
        ]
        rows = []
        for n in range(self.rng.randrange(7)):
            start = self.day()
            rows.append(
                {
                    "key": f"B{n}",
                    "who": self.key(self.rng.choice(who)),
                    "start": str(start),
                    "end": str(start + timedelta(days=self.rng.choice([0, 0, 1, 3, 8]))),
                    "title": f"Blackout {n}",
                    "blocks": self.pick("", "", "milestones", "events", "all"),
                }
            )
        self.files["blackouts"] = rows


def text_of(rng: random.Random, rows: list[Row]) -> str:
    """Give rows as CSV: a comma or a semicolon, columns in any order, any line end, perhaps a byte-order mark."""
    columns = list(rows[0])
    rng.shuffle(columns)
    out = StringIO()
    separator, ending = rng.choice(",,,;"), rng.choice(["\n", "\r\n"])
    writer = csv.DictWriter(out, columns, delimiter=separator, lineterminator=ending)
    writer.writeheader()
    writer.writerows(rows)
    return rng.choice(["", "", "\ufeff"]) + out.getvalue()


def write(folder: Path, seed: int, *, anchor: date, zone: str = "") -> None:
    """Write the workbook of a seed, around a day; `zone` is one in which somebody is."""
    maker = Maker(seed, anchor, zone)
    maker.people()
    maker.engagements()
    maker.assignments()
    maker.milestones()
    maker.events()
    maker.blackouts()
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in maker.files.items():
        if rows:
            (folder / f"{name}.csv").write_bytes(text_of(maker.rng, rows).encode())


def question(seed: int) -> dict[str, Any]:
    """Give random options for `naive.conflicts` on a workbook that `write` made: `as_of` always, the rest at times."""
    rng = random.Random(f"question {seed}")
    anchor = anchor_of(seed)
    asked: dict[str, Any] = {"as_of": anchor + timedelta(days=rng.randrange(-3, 4))}
    if rng.random() < 0.5:
        asked["start"] = anchor + timedelta(days=rng.randrange(-6, 6))
        asked["end"] = asked["start"] + timedelta(days=rng.choice([0, 1, 3, 9, 30]))
    maker = Maker(seed, anchor)
    maker.people()
    maker.engagements()
    proposed = [row["key"] for row in maker.files["engagements"] if row["status"] == "proposed"]
    if proposed and rng.random() < 0.6:
        asked["with_"] = tuple(rng.sample(proposed, rng.randint(1, len(proposed))))
    view = rng.choice(["", "", "client", "audience", "audience"])
    if view:
        asked[view] = rng.choice(maker.keys("clients"))
    if rng.random() < 0.1:
        asked["severity"] = rng.choice(["high", "medium"])
    if rng.random() < 0.1:
        asked["kind"] = rng.choice(["double-booking", "overbooked", "outside-hours", "blackout", "dependency"])
    return asked

"""The made-up desk: who there is, and when. Days are counted from `Desk.first`, which is 0."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

ANCHOR = date(2026, 11, 23)
PAST, FUTURE = 365, 730
"""Days before and after the anchor that the desk spreads over."""


@dataclass(frozen=True)
class Size:
    """How many rows of the files that set the pace."""

    clients: int
    milestones: int
    events: int


SIZES = {"S": Size(12, 600, 400), "M": Size(50, 10_000, 5_000), "L": Size(200, 50_000, 20_000)}

MON_FRI, SUN_THU = "Mon-Fri 09:00-17:00", "Sun-Thu 08:00-16:00"
PLACES = [
    ("America/Chicago", MON_FRI, "US"), ("Europe/Helsinki", MON_FRI, "FI"), ("Europe/Madrid", MON_FRI, "ES-MD"),
    ("Asia/Riyadh", SUN_THU, "SA"), ("Europe/London", MON_FRI, "GB-ENG"), ("America/New_York", MON_FRI, "US-NY"),
    ("Asia/Tokyo", MON_FRI, "JP"), ("Australia/Sydney", MON_FRI, "AU-NSW"), ("America/Sao_Paulo", MON_FRI, "BR"),
    ("Asia/Kolkata", "Mon-Fri 09:30-13:30,14:00-18:00", ""),
    ("Europe/Berlin", "Mon-Thu 08:00-17:00; Fri 08:00-14:00", "DE"),
    ("America/Denver", MON_FRI, "US"),
]  # fmt: skip
FIRSTS = [
    "Amber",
    "Birch",
    "Cobalt",
    "Delta",
    "Ember",
    "Fjord",
    "Granite",
    "Harbor",
    "Indigo",
    "Juniper",
    "Kestrel",
    "Lumen",
    "Meridian",
    "Northway",
    "Orchard",
    "Pinnacle",
    "Quartz",
    "Ridge",
    "Summit",
    "Tidal",
]
FIELDS = [
    "Foods",
    "Energy",
    "Clinics",
    "Freight",
    "Retail",
    "Bank",
    "Mills",
    "Media",
    "Water",
    "Motors",
    "Textiles",
    "Hotels",
    "Farms",
    "Labs",
    "Rail",
    "Ports",
]
TRADES = [
    "Cabling",
    "Power",
    "Software",
    "Signs",
    "Audit",
    "Sensors",
    "Training",
    "Movers",
    "Security",
    "Networks",
    "Data",
    "Print",
    "Cloud",
    "Fitting",
    "Testing",
]
COLORS = [
    "dodgerblue",
    "orchid",
    "mediumturquoise",
    "sandybrown",
    "yellowgreen",
    "khaki",
    "tomato",
    "steelblue",
    "plum",
]


@dataclass
class Client:
    """A client, the weekdays it works (0 is Monday) and what hangs on it."""

    key: str
    name: str
    zone: str
    hours: str
    holidays: str
    weekdays: tuple[int, ...]
    contacts: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)


@dataclass
class Vendor:
    """A vendor and the crews promised in each week."""

    key: str
    name: str
    place: tuple[str, str, str]
    capacity: int
    promised: list[int] = field(default_factory=lambda: [0] * ((PAST + FUTURE) // 7 + 2))


@dataclass
class Engagement:
    """An engagement; `start` and `end` are day numbers."""

    key: str
    client: Client
    start: int
    end: int
    status: str
    weekly_hours: float
    vendors: list[Vendor] = field(default_factory=list)


@dataclass
class Series:
    """A recurring event, with the days of those occurrences that an override may still move."""

    event: str
    days: list[int]
    minute: int
    length: int


Rows = Iterable[tuple[object, ...]]


class Desk:
    """One made-up desk: its clients, vendors and engagements, and the rows of every file."""

    def __init__(self, size: Size, seed: int, anchor: date = ANCHOR, notes: int | None = None) -> None:
        """Make the desk of `size`; `notes` overrides how many notes there are."""
        self.size, self.seed, self.anchor = size, seed, anchor
        self.notes_wanted = size.milestones // 5 if notes is None else notes
        self.first = anchor - timedelta(days=PAST)
        self.iso = [(self.first + timedelta(days=n)).isoformat() for n in range(PAST + FUTURE + 400)]
        self.clients = [self._client(n) for n in range(size.clients)]
        self.vendors = [self._vendor(n) for n in range(size.clients * 3 // 2)]
        self.engagements = [self._engagement(c, n) for c in self.clients for n in range(4)]
        self.series: list[Series] = []
        """Filled while the events are made; the overrides come from it."""
        self.my_time: set[int] = set()
        """The quarters of an hour, since the epoch, that my events take."""

    def rng(self, what: str) -> Random:
        """Return the stream of chance for `what`, so that one file's length changes no other."""
        return Random(f"{self.seed}/{what}")

    def weekday(self, day: int) -> int:
        """Return the weekday of a day number, 0 for Monday."""
        return (self.first.weekday() + day) % 7

    def date(self, day: int) -> date:
        """Return the date of a day number."""
        return self.first + timedelta(days=day)

    def working(self, day: int, client: Client) -> int:
        """Return `day` or the next weekday that the client works."""
        while self.weekday(day) not in client.weekdays:
            day += 1
        return day

    def _client(self, n: int) -> Client:
        zone, hours, holidays = PLACES[n % len(PLACES)]
        key, name = f"C{n + 1:03}", f"{FIRSTS[n % len(FIRSTS)]} {FIELDS[n // len(FIRSTS) % len(FIELDS)]}"
        client = Client(key, name, zone, hours, holidays, (6, 0, 1, 2, 3) if hours == SUN_THU else (0, 1, 2, 3, 4))
        client.contacts = [f"{key}-P{n}" for n in (1, 2, 3)]
        client.sites = [f"{key}-S{n}" for n in (1, 2, 3)]
        return client

    def _vendor(self, n: int) -> Vendor:
        rng = self.rng(f"vendor{n}")
        name = f"{FIRSTS[(n + 7) % len(FIRSTS)]} {TRADES[n // len(FIRSTS) % len(TRADES)]}"
        return Vendor(f"V{n + 1:03}", name, rng.choice(PLACES), rng.choice((1, 1, 2, 2, 3, 4)))

    def _engagement(self, client: Client, n: int) -> Engagement:
        rng = self.rng(f"{client.key}/{n}")
        start = self.working(rng.randrange(0, PAST + FUTURE - 200), client)
        end = min(start + rng.randrange(120, 540), PAST + FUTURE)
        status = "active"
        if end < PAST:
            status = "closed" if rng.random() < 0.9 else "active"
        elif rng.random() < 0.08:
            status = "proposed" if start > PAST else "paused"
        mine = rng.random() < min(1.0, 48 / (4 * self.size.clients))
        hours = round(rng.uniform(0.8, 3.2) * max(1.0, 48 / (4 * self.size.clients)), 1) if mine else 0.0
        return Engagement(f"{client.key}-E{n + 1}", client, start, end, status, hours)

    def shares(self, total: int) -> Iterator[tuple[Engagement, int]]:
        """Deal `total` rows out to the engagements, as evenly as it goes."""
        count = len(self.engagements)
        for n, engagement in enumerate(self.engagements):
            yield engagement, total // count + (n < total % count)

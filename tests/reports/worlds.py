"""Random portfolios of one client among others, in which everything that it may not see holds a canary.

The same seed gives the same world whatever the canary: what an audience gets may not differ between two of them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pmdesk.model import (
    Action,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Kpi,
    Measurement,
    Milestone,
    Noun,
    Predecessor,
    Profile,
    RaidItem,
    Site,
    TimeEntry,
    Vendor,
)
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.register import Register
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)
WORDS = ("tills", "cabling", "ledger", "stores", "permit", "rehearsal", "training", "audit", "wave two", "hand-over")


@dataclass(frozen=True)
class World:
    """A portfolio and what is kept beside it; ``client`` is the one that reads, ``engagements`` are its own."""

    portfolio: Portfolio
    register: Register
    client: str
    engagements: tuple[str, ...]


class _Maker:
    def __init__(self, seed: int, mark: str) -> None:
        self.rng, self.mark = random.Random(seed), mark
        self.rows: list[Noun] = []
        self.count = 0

    def key(self, head: str, *, secret: bool) -> str:
        self.count += 1
        return f"{self.mark if secret else 'OWN'}-{head}{self.count}"

    def text(self, *, secret: bool) -> str:
        word = self.rng.choice(WORDS)
        return f"{self.mark} {word}" if secret else word

    def hidden(self) -> str:
        """Give a text that is never seen."""
        return self.text(secret=True)

    def number(self) -> Decimal:
        """Give a number that is never seen: another one for another canary."""
        return Decimal(self.rng.randint(1, 99) + sum(map(ord, self.mark)))

    def day(self) -> date:
        return TODAY + timedelta(days=self.rng.randint(-120, 150))

    def maybe(self, value: Any) -> Any:
        return value if self.rng.random() < 0.6 else None

    def add(self, row: Any) -> str:
        self.rows.append(row)
        return str(row.key)


def world(seed: int, mark: str) -> World:
    """Make a world of a seed with a canary, which must be letters and digits in upper case."""
    make = _Maker(seed, mark)
    make.rows.append(
        Profile(name=make.hidden(), email=f"{mark}@example.org", timezone="UTC", hours="Mon-Fri 09:00-17:00")
    )
    vendors = [
        make.add(
            Vendor(
                key=make.key("V", secret=secret), name=make.text(secret=secret), services=make.text(secret=secret),
                notes=make.hidden(), capacity=make.number(),
            )
        )
        for secret in (False, False, True, True)
    ]  # fmt: skip
    kept: dict[str, list[Any]] = {"actions": [], "raid": [], "kpis": [], "measurements": [], "time": []}
    own: list[str] = []
    reader = ""
    for secret in (False, True, True):
        client, engagements = _client(make, vendors, kept, secret=secret)
        if not secret:
            reader, own = client, engagements
    make.rows.append(Blackout(make.key("L", secret=True), "me", make.day(), TODAY + timedelta(days=400), make.hidden()))
    register = Register(
        tuple(kept["actions"]), tuple(kept["raid"]), tuple(kept["kpis"]),
        _grouped(kept["measurements"], "kpi"), _grouped(kept["time"], "engagement"),
    )  # fmt: skip
    return World(portfolio_of(make.rows, TODAY), register, reader, tuple(own))


def _grouped(rows: list[Any], name: str) -> dict[str, tuple[Any, ...]]:
    keys = dict.fromkeys(getattr(row, name) for row in rows)
    return {key: tuple(row for row in rows if getattr(row, name) == key) for key in keys}


def _client(make: _Maker, vendors: list[str], kept: dict[str, list[Any]], *, secret: bool) -> tuple[str, list[str]]:
    rng = make.rng
    key = make.add(
        Client(
            key=make.key("C", secret=secret), name=make.text(secret=secret), aliases=(make.hidden(),),
            notes=make.hidden(), color=rng.choice((None, "red", "orchid")),
        )
    )  # fmt: skip
    site = make.add(Site(make.key("S", secret=secret), key, make.text(secret=secret), "", None, make.hidden()))
    people = [
        make.add(Contact(make.key("P", secret=secret), f"client/{key}", make.text(secret=secret), notes=make.hidden())),
        make.add(Contact(make.key("Q", secret=True), f"vendor/{rng.choice(vendors)}", make.hidden())),
    ]
    if make.maybe(True):
        start = make.day()
        title = make.text(secret=secret)
        make.add(Blackout(make.key("B", secret=secret), f"client/{key}", start, start + timedelta(days=9), title))
    engagements = [_engagement(make, key, site, people, vendors, kept, secret=secret) for _ in range(rng.randint(0, 3))]
    return key, engagements


def _engagement(
    make: _Maker, client: str, site: str, people: list[str], vendors: list[str], kept: dict[str, list[Any]], *,
    secret: bool,
) -> str:  # fmt: skip
    rng = make.rng
    key = make.add(
        Engagement(
            key=make.key("E", secret=secret), client=client, name=make.text(secret=secret),
            status=rng.choice(("active", "active", "paused", "proposed", "closed")), start=date(2026, 3, 2),
            end=make.maybe(date(2027, 6, 30)), weekly_hours=make.number(), budget_hours=make.number(),
            fee=make.number(), notes=make.hidden(), objective=make.text(secret=secret),
            report_every=rng.choice((None, "weekly", "monthly")),
        )
    )  # fmt: skip
    for vendor in (vendors[0], rng.choice(vendors)) if secret else vendors[:2]:
        make.add(
            Assignment(
                make.key("A", secret=secret), vendor, key, make.day(), None, make.number(), False,
                make.text(secret=secret), site, rng.choice(("confirmed", "tentative", "cancelled")), make.hidden(),
            )
        )  # fmt: skip
    owners = ["me", f"client/{client}", *(f"contact/{one}" for one in people), *(f"vendor/{one}" for one in vendors)]
    _milestones(make, key, site, owners, secret=secret)
    _registers(make, key, people, vendors, owners, kept, secret=secret)
    return key


def _milestones(make: _Maker, engagement: str, site: str, owners: list[str], *, secret: bool) -> None:
    rng, before = make.rng, [row.key for row in make.rows if isinstance(row, Milestone)]
    for _ in range(rng.randint(0, 9)):
        due, status = make.day(), rng.choice(("planned", "planned", "at-risk", "done", "cancelled"))
        before.append(
            make.add(
                Milestone(
                    key=make.key("M", secret=secret), engagement=engagement, title=make.text(secret=secret), due=due,
                    status=status, kind=rng.choice(("deliverable", "decision", "payment", "go-live", "report")),
                    owner=rng.choice(owners), baseline=make.maybe(make.day()), site=make.maybe(site),
                    after=(Predecessor(rng.choice(before), rng.randint(-3, 9)),) if before else (),
                    done_on=due if status == "done" else None, notes=make.hidden(), acceptance="",
                )
            )
        )  # fmt: skip


def _registers(
    make: _Maker, engagement: str, people: list[str], vendors: list[str], owners: list[str],
    kept: dict[str, list[Any]], *, secret: bool,
) -> None:  # fmt: skip
    rng = make.rng
    for _ in range(rng.randint(0, 8)):
        visible = rng.choice(("mine", "client"))
        hide = secret or visible == "mine"
        owner, title = rng.choice(owners), make.text(secret=hide)
        kept["actions"].append(
            Action(
                key=make.key("T", secret=hide), title=title, due=make.maybe(make.day()), owner=owner,
                status=rng.choice(("open", "done")), notes=make.hidden(), engagement=engagement, visibility=visible,
            )
        )  # fmt: skip
        kept["raid"].append(
            RaidItem(
                key=make.key("R", secret=hide), title=title, type=rng.choice(("risk", "issue", "decision")),
                probability=rng.randint(1, 5), impact=rng.randint(1, 5), plan=make.text(secret=hide), owner=owner,
                contingency=make.text(secret=hide), escalated_to=make.maybe(rng.choice(people)), notes=make.hidden(),
                engagement=engagement, visibility=visible,
            )
        )  # fmt: skip
        kpi = Kpi(
            key=make.key("K", secret=hide), name=title, unit=make.text(secret=hide), target=Decimal(50),
            vendor=make.maybe(rng.choice(vendors)), sla=rng.random() < 0.5, engagement=engagement, visibility=visible,
        )  # fmt: skip
        kept["kpis"].append(kpi)
        for back in range(rng.randint(0, 4)):
            day = TODAY - timedelta(days=30 * back)
            kept["measurements"].append(Measurement(kpi.key, day, Decimal(rng.randint(0, 99)), make.hidden()))
    for back in range(rng.randint(0, 20)):
        kept["time"].append(TimeEntry(engagement, TODAY - timedelta(days=back), make.number(), make.hidden()))

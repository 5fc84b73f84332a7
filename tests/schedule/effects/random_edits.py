"""Random edits of a portfolio: each a list of changes that leaves it whole, of every noun that conflicts hang on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from pmdesk.model import Allocation, Assignment, Blackout, Event, Milestone, Override, Predecessor
from pmdesk.portfolio import Change, Portfolio, Put, Remove

HOURS = ["Mon-Fri 09:00-17:00", "Sun-Thu 08:00-16:00", "Mon-Sun 00:00-24:00", "Mon,Wed 09:00-12:00"]
ZONES = ["Europe/Madrid", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]


def one_of(rng: random.Random, rows: Iterable[Any]) -> Any:
    """Give one of some rows, None where there are none."""
    found = list(rows)
    return rng.choice(found) if found else None


def shift(rng: random.Random) -> timedelta:
    return timedelta(days=rng.choice([-400, -9, -7, -2, -1, 0, 1, 1, 2, 5, 7, 30]))


def _milestone(rng: random.Random, book: Portfolio) -> list[Change]:
    row: Milestone | None = one_of(rng, book.milestones.values())
    if row is None:
        return []
    way = rng.randrange(6)
    if way == 0:
        return _without(book, row)
    if way == 1:
        return [Put(replace(row, status=rng.choice(["planned", "at-risk", "done", "cancelled"])))]
    if way == 2:
        return [Put(replace(row, title=f"{row.title} again", kind=rng.choice(["report", "deliverable"])))]
    if way == 3:
        owners = ["me", *(f"vendor/{key}" for key in book.vendors), *(f"contact/{key}" for key in book.contacts)]
        return [Put(replace(row, owner=rng.choice(owners)))]
    if way == 4:
        earlier = one_of(rng, (other for other in book.milestones if other < row.key))
        after = (Predecessor(earlier, rng.choice([0, 2, -1])),) if earlier else ()
        return [Put(replace(row, after=after, engagement=rng.choice(list(book.engagements))))]
    return [Put(replace(row, due=row.due + shift(rng)))]


def _without(book: Portfolio, gone: Milestone) -> list[Change]:
    named = [row for row in book.milestones.values() if any(item.key == gone.key for item in row.after)]
    kept = [Put(replace(row, after=tuple(i for i in row.after if i.key != gone.key))) for row in named]
    return [*kept, Remove(Milestone, (gone.key,))]


def _event(rng: random.Random, book: Portfolio) -> list[Change]:
    row: Event | None = one_of(rng, book.events.values())
    if row is None:
        return []
    way = rng.randrange(5)
    if way == 0:
        return [*(Remove(Override, one.identity) for one in book.overrides.get(row.key, ())), Remove(Event, (row.key,))]
    if way == 1:
        vendors = tuple(key for key in book.vendors if rng.random() < 0.5)
        return [Put(replace(row, me=rng.random() < 0.7, vendors=vendors))]
    if way == 2:
        deal = rng.choice([None, *book.engagements])
        return [Put(replace(row, engagement=deal, status=rng.choice(["confirmed", "tentative", "cancelled"])))]
    if way == 3:
        return [Put(replace(row, site=rng.choice([None, "S0", "S1", "S2"]), title="Another name"))]
    step = shift(rng) + timedelta(minutes=rng.choice([-60, -15, 0, 0, 30, 60, 600]))
    longer = timedelta(minutes=rng.choice([0, 0, 0, 45, 3000]))
    fresh = replace(row, start=row.start + step, end=row.end + step + longer, rrule=None, exdates=())
    return [*(Remove(Override, one.identity) for one in book.overrides.get(row.key, ())), Put(fresh)]


def _override(rng: random.Random, book: Portfolio) -> list[Change]:
    rows = [row for group in book.overrides.values() for row in group]
    row: Override | None = one_of(rng, rows)
    if row is None:
        return []
    if rng.random() < 0.3:
        return [Remove(Override, row.identity)]
    start = (row.start or row.occurrence) + shift(rng)
    return [Put(replace(row, start=start, end=None, status=rng.choice([None, "cancelled", "tentative"])))]


def _assignment(rng: random.Random, book: Portfolio) -> list[Change]:
    row: Assignment | None = one_of(rng, book.assignments.values())
    if row is None:
        return []
    way = rng.randrange(5)
    if way == 0:
        return [Remove(Assignment, (row.key,))]
    if way == 1:
        return [Put(replace(row, vendor=rng.choice(list(book.vendors)), units=Decimal(rng.choice(["0.5", "1", "2"]))))]
    if way == 2:
        return [Put(replace(row, exclusive=not row.exclusive, status=rng.choice(["confirmed", "tentative"])))]
    step = shift(rng)
    start = row.start + step
    last = row.end + step if row.end else None
    return [Put(replace(row, start=start, end=last if last is None or last >= start else start))]


def _blackout(rng: random.Random, book: Portfolio) -> list[Change]:
    row: Blackout | None = one_of(rng, book.blackouts.values())
    if row is None or rng.random() < 0.3:
        who = rng.choice(["me", *(f"client/{key}" for key in book.clients), *(f"vendor/{key}" for key in book.vendors)])
        first = book.today + shift(rng)
        return [Put(Blackout("NEW", who, first, first + timedelta(days=rng.choice([0, 3, 20])), "Off", "all"))]
    if rng.random() < 0.3:
        return [Remove(Blackout, (row.key,))]
    step = shift(rng)
    blocks = rng.choice([None, "milestones", "events", "all"])
    return [Put(replace(row, start=row.start + step, end=row.end + step, blocks=blocks))]


def _engagement(rng: random.Random, book: Portfolio) -> list[Change]:
    row = one_of(rng, book.engagements.values())
    way = rng.randrange(4)
    if way == 0:
        return [Put(replace(row, status=rng.choice(["active", "paused", "closed", "proposed"])))]
    if way == 1:
        return [Put(replace(row, weekly_hours=Decimal(rng.choice(["0", "12.5", "60"])), name="Renamed"))]
    if way == 2:
        return [Put(replace(row, client=rng.choice(list(book.clients))))]
    return [Put(replace(row, start=row.start + shift(rng), end=None))]


def _allocation(rng: random.Random, book: Portfolio) -> list[Change]:
    deal = rng.choice(list(book.engagements))
    rows = book.allocations.get(deal, ())
    if rows and rng.random() < 0.5:
        return [Remove(Allocation, rng.choice(rows).identity)]
    first = max((row.end for row in rows), default=book.today) + timedelta(days=1)
    return [Put(Allocation(deal, first, first + timedelta(days=9), Decimal(rng.choice(["0", "45", "7.5"]))))]


def _client(rng: random.Random, book: Portfolio) -> list[Change]:
    row = one_of(rng, book.clients.values())
    status = rng.choice(["active", "active", "archived"])
    return [Put(replace(row, hours=rng.choice(HOURS), timezone=rng.choice(ZONES), name="Another", status=status))]


def _vendor(rng: random.Random, book: Portfolio) -> list[Change]:
    row = one_of(rng, book.vendors.values())
    status, capacity = rng.choice(["active", "active", "archived"]), Decimal(rng.choice(["0", "1", "3"]))
    return [Put(replace(row, hours=rng.choice(HOURS), capacity=capacity, status=status, timezone=rng.choice(ZONES)))]


def _contact(rng: random.Random, book: Portfolio) -> list[Change]:
    row = one_of(rng, book.contacts.values())
    whose = [f"client/{key}" for key in book.clients] + [f"vendor/{key}" for key in book.vendors]
    return [Put(replace(row, of=rng.choice(whose)))] if row else []


def _profile(rng: random.Random, book: Portfolio) -> list[Change]:
    return [Put(replace(book.profile, hours=rng.choice(HOURS), timezone=rng.choice(ZONES)))]


def _added(rng: random.Random, book: Portfolio) -> list[Change]:
    deal = rng.choice(list(book.engagements))
    due = book.today + shift(rng)
    at = datetime(due.year, due.month, due.day, rng.randrange(24))
    vendors = tuple(key for key in book.vendors if rng.random() < 0.3)
    return [
        Put(Milestone("ZZZ", deal, "Added", due, after=tuple(Predecessor(key) for key in list(book.milestones)[:1]))),
        Put(Event("ZZZ", rng.choice([None, deal]), "Added", at, at + timedelta(hours=3), vendors=vendors, site="S1")),
        Put(Assignment("ZZZ", rng.choice(list(book.vendors)), deal, due, due + timedelta(days=4), exclusive=True)),
    ]


EDITS: Sequence[Callable[[random.Random, Portfolio], list[Change]]] = (
    _milestone, _milestone, _milestone, _event, _event, _event, _override, _assignment, _assignment, _blackout,
    _engagement, _allocation, _client, _vendor, _contact, _profile, _added,
)  # fmt: skip


def edit(rng: random.Random, book: Portfolio) -> list[Change]:
    """Give a random edit, mostly of one row, now and then of several at once."""
    found: list[Change] = []
    for _ in range(rng.choice([1, 1, 1, 2])):
        if not found:
            found = rng.choice(EDITS)(rng, book)
    return found

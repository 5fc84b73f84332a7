"""What collides around an edited event, where it is hard to see: each edit against the full count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pmdesk.model import Client, Engagement, Event, Noun, Override, Profile, Site, Vendor
from pmdesk.portfolio import Change, Put, Remove, Window, what_if
from pmdesk.schedule.conflicts import find
from pmdesk.schedule.effects import Recount
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)
WINDOW = Window(TODAY, TODAY + timedelta(days=6))
FIBRE = Vendor("V", "Fibre", capacity=Decimal(2))
BASE: Sequence[Noun] = (
    Profile("Me", timezone="Europe/Madrid"), Client("ACME", "Acme"), FIBRE, Site("S1", "Dock"), Site("S2", "Depot"),
    Engagement("A", "ACME", "Rollout", start=date(2026, 1, 1)),
)  # fmt: skip


def meeting(key: str, start: str, minutes: int = 60, **more: Any) -> Event:
    at = datetime.fromisoformat(start)
    return replace(Event(key, None, f"Meeting {key}", at, at + timedelta(minutes=minutes)), **more)


def crew(key: str, start: str) -> Event:
    return meeting(key, start, me=False, vendors=("V",))


ONE, TWO, THREE = (meeting(key, f"2026-11-24T{hour}") for key, hour in (("1", "09:00"), ("2", "09:30"), ("3", "10:15")))
FOUR, FIVE = meeting("4", "2026-11-24T11:00", 90), meeting("5", "2026-11-24T12:00")
WIDE = meeting("6", "2026-11-24T09:45", 150)
DAILY = meeting("D", "2026-11-24T09:00", rrule="FREQ=DAILY;COUNT=4")
MOVED = Override("D", datetime(2026, 11, 25, 9), start=datetime(2026, 11, 24, 9))
LONG = meeting("L", "2026-11-20T08:00", 60 * 24 * 12)
AT_DOCK, AT_DEPOT = (meeting(key, f"2026-11-24T{at}", site=site) for key, at, site in (
    ("P", "09:00", "S1"), ("Q", "10:30", "S2"),
))  # fmt: skip
CREWS = [crew(key, "2026-11-24T09:00") for key in "XYZ"]

EDITS: Sequence[tuple[str, Sequence[Noun], Sequence[Change], int]] = (
    ("leaves a chain", [ONE, TWO, THREE], [Put(replace(TWO, end=TWO.start + timedelta(minutes=30)))], 1),
    ("meets two crowds", [ONE, TWO, FOUR, FIVE], [Put(WIDE)], 4),
    ("joins two crowds", [ONE, TWO, FOUR, FIVE, WIDE], [Put(replace(TWO, end=datetime(2026, 11, 24, 12)))], 3),
    ("touches a crowd, and is no part of it", [ONE, TWO], [Put(meeting("4", "2026-11-24T10:30", 60))], 0),
    ("only its name", [ONE, TWO], [Put(replace(TWO, title="Renamed"))], 0),
    ("comes to lie on itself", [DAILY], [Put(MOVED)], 1),
    ("lies on itself no more", [DAILY, MOVED], [Remove(Override, MOVED.identity)], 1),
    ("lies on itself, and something else comes", [DAILY, MOVED], [Put(ONE)], 2),
    ("softer than it was", [ONE, TWO], [Put(replace(TWO, status="tentative"))], 1),
    ("reaches beyond the window", [LONG], [Put(ONE)], 1),
    ("reached beyond the window", [LONG, ONE], [Put(replace(LONG, me=False, vendors=("V",)))], 1),
    ("grows beyond the window", [ONE, TWO], [Put(LONG)], 2),
    ("one crew less", CREWS, [Put(replace(FIBRE, capacity=Decimal(1)))], 1),
    ("room for all", CREWS, [Put(replace(FIBRE, capacity=Decimal(3)))], 1),
    ("gone with the crew", CREWS, [Put(replace(FIBRE, status="archived"))], 1),
    ("crowds that were within the crew's room", CREWS[:2], [Put(replace(FIBRE, capacity=Decimal(1)))], 1),
    ("near enough to travel", [AT_DOCK, AT_DEPOT], [Put(replace(AT_DOCK, site="S2"))], 1),
    ("to another site", [AT_DOCK, replace(AT_DEPOT, site="S1")], [Put(AT_DEPOT)], 1),
    ("no site any more", [AT_DOCK, AT_DEPOT], [Put(replace(AT_DEPOT, site=None))], 1),
    ("an hour between", [AT_DOCK, AT_DEPOT], [Put(replace(AT_DEPOT, start=datetime(2026, 11, 24, 11)))], 1),
    ("several ways at once", [AT_DOCK, replace(AT_DOCK, key="P2"), AT_DEPOT], [Remove(Event, ("Q",))], 2),
)  # fmt: skip


@pytest.mark.parametrize(("rows", "changes", "told"), [one[1:] for one in EDITS], ids=[one[0] for one in EDITS])
def test_an_edit_is_told_as_the_full_count_tells_it(rows: Sequence[Noun], changes: Sequence[Change], told: int) -> None:
    book = portfolio_of([*BASE, *rows], TODAY)
    effect = Recount(book, WINDOW).after(changes)
    assert effect.conflicts == find(what_if(book, changes), WINDOW)
    kinds = {"double-booking", "travel"}
    assert len([key for key in effect.hits if key[0] in kinds]) == told


def test_what_stands_elsewhere_is_not_looked_at() -> None:
    """An edit's time does not hang on the day: of a series that it meets once, that one occurrence is compared."""
    series = meeting("S", "2026-11-23T09:30", rrule="FREQ=DAILY")
    book = portfolio_of([*BASE, series], TODAY)
    effect = Recount(book, WINDOW).after([Put(ONE)])
    assert [hit.start for hits in effect.hits.values() for hit in hits] == [
        int(datetime.fromisoformat("2026-11-24T09:30+01:00").timestamp())
    ]

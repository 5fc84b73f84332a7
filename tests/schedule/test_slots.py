"""Free times: held against a search that tries every quarter of an hour."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

from pmdesk.model import Blackout, Client, Engagement, Event, Noun, Profile, Site, Vendor
from pmdesk.portfolio import Window
from pmdesk.schedule.conflicts.scene import Scene
from pmdesk.schedule.instants import moment, seconds_of
from pmdesk.schedule.slots import STEP, Span, Wish, earlier, later
from tests.build import portfolio_of, read_workbook
from tests.oracle.random_time import anchor_of
from tests.oracle.random_workbook import write
from tests.shares import share

TODAY = date(2026, 11, 23)
ALL = ("me", "client/ACME", "vendor/V")


def scene(*rows: Noun) -> Scene:
    base: list[Noun] = [
        Profile("Me", timezone="Europe/Madrid"),
        Client("ACME", "Acme", timezone="America/Chicago", hours="Mon-Fri 08:00-12:00"),
        Vendor("V", "Fibre", timezone="Europe/Dublin", capacity=Decimal(2)),
        Engagement("A", "ACME", "Rollout", start=date(2026, 1, 1)),
        Site("S1", "ACME", "One"),
        Site("S2", "ACME", "Two"),
    ]  # fmt: skip
    return Scene(portfolio_of([*base, *rows], TODAY), Window(TODAY, TODAY + timedelta(days=30)))


def meeting(key: str, start: str, minutes: int, **more: object) -> Event:
    at = datetime.fromisoformat(start)
    return Event(key, None, key, at, at + timedelta(minutes=minutes), timezone="UTC", **more)  # type: ignore[arg-type]  # any column


def found(place: Scene, wish: Wish, count: int = 3) -> list[str]:
    spans = islice(later(place, wish, place.opens, place.closes), count)
    return [f"{moment(start):%d %H:%M}-{moment(end):%H:%M}" for start, end in spans]


def test_inside_the_hours_of_all_in_their_zones() -> None:
    # 08:00 in Chicago is 14:00 UTC; Madrid ends at 16:00 UTC.
    assert found(scene(), Wish(2700, ALL)) == ["23 14:00-14:45", "23 14:45-15:30", "24 14:00-14:45"]


def test_nobody_is_busy() -> None:
    busy = meeting("E1", "2026-11-23T14:00", 50)
    assert found(scene(busy), Wish(2700, ALL))[0] == "23 15:00-15:45"


def test_a_vendor_is_busy_when_all_its_crews_are() -> None:
    ones = [meeting(f"E{n}", "2026-11-23T14:00", 60, me=False, vendors=("V",)) for n in range(2)]
    assert found(scene(ones[0]), Wish(2700, ALL))[0] == "23 14:00-14:45"
    assert found(scene(*ones), Wish(2700, ALL))[0] == "23 15:00-15:45"


def test_leave_is_no_time_and_a_freeze_for_milestones_is() -> None:
    leave = Blackout("L", "me", TODAY, TODAY, "Leave")
    freeze = Blackout("F", "client/ACME", TODAY, TODAY + timedelta(days=9), "Freeze")
    assert found(scene(leave, freeze), Wish(2700, ALL))[0] == "24 14:00-14:45"
    assert found(scene(freeze), Wish(2700, ALL))[0] == "23 14:00-14:45"


def test_an_hour_is_left_to_get_from_another_site() -> None:
    there = meeting("E1", "2026-11-23T13:30", 30, site="S1")
    assert found(scene(there), Wish(2700, ALL, site="S2"))[0] == "23 15:00-15:45"
    assert found(scene(there), Wish(2700, ALL, site="S1"))[0] == "23 14:00-14:45"


def test_what_is_to_be_moved_is_not_in_its_own_way() -> None:
    row = meeting("E1", "2026-11-23T14:00", 60)
    place = scene(row)
    start = place.zone.instant(datetime(2026, 11, 23, 15))
    assert found(place, Wish(2700, ALL, apart=("E1", start)))[0] == "23 14:00-14:45"


def test_back_in_time_the_latest_comes_first() -> None:
    place = scene(meeting("E1", "2026-11-24T15:00", 60))
    spans = islice(earlier(place, Wish(2700, ALL), place.opens, place.opens + 86_400 * 2), 2)
    assert [f"{moment(start):%d %H:%M}" for start, _ in spans] == ["24 14:15", "23 15:15"]


def test_who_never_meets_finds_nothing() -> None:
    assert found(scene(), Wish(5 * 3600, ALL)) == []


def brute(place: Scene, wish: Wish, first: int, last: int) -> Iterator[Span]:
    """Try every quarter of an hour."""
    at = -(-first // STEP) * STEP
    while at + wish.length <= last:
        if all(_free(place, who, at, at + wish.length) for who in wish.whos):
            yield at, at + wish.length
            at += wish.length
            at = -(-at // STEP) * STEP
        else:
            at += STEP


def _free(place: Scene, who: str, start: int, end: int) -> bool:
    if not place.calendars.of(who).holds(start, end):
        return False
    zone = place.zone_of(who)
    for off in place.blackouts.get(who, ()):
        if (
            (who == "me" or off.concerns != "milestones")
            and start < zone.after(off.end)
            and end > zone.midnight(off.start)
        ):
            return False
    room = 1
    if who.startswith("vendor/"):
        room = max(1, int(place.portfolio.vendors[who.removeprefix("vendor/")].capacity))
    mine = [one for number, whos in enumerate(place.attendants) if who in whos for one in place.happenings[number]]
    marks = {start, *(one.start for one in mine if start <= one.start < end)}
    return all(sum(one.start <= at < one.end for one in mine) < room for at in marks)


@pytest.mark.parametrize("seed", share(range(540_000, 540_040), 2))
def test_the_first_times_are_those_that_trying_all_gives(seed: int, tmp_path: Path) -> None:
    write(tmp_path, seed, anchor=anchor_of(seed))
    rng = random.Random(f"slots {seed}")
    book = read_workbook(tmp_path, anchor_of(seed))
    place = Scene(book, Window(book.today, book.today + timedelta(days=12)))
    whos = ["me", f"client/{rng.choice(list(book.clients))}", f"vendor/{rng.choice(list(book.vendors))}"]
    wish = Wish(rng.choice([15, 45, 60, 180]) * 60, tuple(whos[: rng.randint(1, 3)]))
    first = place.opens + rng.randrange(86_400)
    wanted = list(islice(brute(place, wish, first, place.closes), 5))
    assert list(islice(later(place, wish, first, place.closes), 5)) == wanted


def test_a_moment_is_what_it_was() -> None:
    place = scene()
    start, _ = next(later(place, Wish(900, ("me",)), place.opens, place.closes))
    assert seconds_of(moment(start)) == start

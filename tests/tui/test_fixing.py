"""Ways out of conflicts in the terminal: seen, understood, previewed, applied and undone in few keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from time import monotonic

import pytest

from pmdesk.model import Blackout, Client, Engagement, Event, Milestone, Noun, Predecessor
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.fix import FixScreen
from pmdesk.tui.overlays.waive import WaiveScreen
from pmdesk.tui.screens.conflicts import ConflictsScreen
from pmdesk.tui.screens.timeline import TimelineScreen

from .conftest import HOSTILE
from .driving import NARROW, NORMAL, PATIENCE, Driver, driving
from .test_move import at_uat, due


def fixing(driver: Driver) -> FixScreen:
    """Give the overlay, which must be open."""
    screen = driver.app.screen
    assert isinstance(screen, FixScreen)
    return screen


def ids(driver: Driver) -> set[str]:
    """Give the ids of the conflicts that are not waived."""
    assert driver.app.view is not None
    return {one.id for one in driver.app.view.conflicts if one.waived is None}


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_see_understand_preview_apply_undo_in_five_keys(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("g", "c")
        assert isinstance(driver.screen, ConflictsScreen)
        conflict = driver.screen.conflicts_here()[0]
        before = ids(driver)
        await driver.press("f")
        way = fixing(driver).way
        assert way is not None
        assert way.effect in driver.text()
        assert "apply" in driver.foot()
        await driver.press("enter")
        after = ids(driver)
        assert way.effect != "clears" or conflict.id not in after
        assert after != before
        assert way.edit.words[:30] in driver.foot()
        await driver.press("u")
        assert ids(driver) == before


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_under_the_cursor_of_the_timeline(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await at_uat(driver)
        await driver.press("f")
        screen = fixing(driver)
        assert screen.way is not None
        assert screen.way.moved["ACME"]
        text = driver.text()
        assert "clears" in text
        assert "moves" in text
        assert "move UAT sign-off from 11 Dec to 4" in text
        await driver.press("enter")
        assert due(driver) == date(2027, 1, 4)
        assert due(driver, "ACME-POS.GOLIVE") != date(2026, 12, 18) or len(screen.way.edit.changes) == 1
        await driver.press("u")
        assert due(driver) == date(2026, 12, 11)


async def test_another_way_is_chosen_and_escape_leaves_all_as_it_was(store: Path) -> None:
    async with driving(store) as driver:
        screen = await at_uat(driver)
        await driver.press("f", "j")
        found = fixing(driver)
        assert found.way is not None
        assert found.ways is not None
        assert found.way is found.ways[1]
        await driver.press("k", "j", "escape")
        assert due(driver) == date(2026, 12, 11)
        assert screen.target() == "milestone/ACME-POS.UAT"
        assert "moved UAT" not in driver.foot()


async def test_from_today_it_takes_four_keys(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("n")
        before = ids(driver)
        await driver.press("f", "enter")
        assert ids(driver) != before
        await driver.press("u")
        assert ids(driver) == before


async def test_where_nothing_is_contradictory_it_says_so(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "e", "f")
        assert "ways out of a conflict" in driver.foot() or isinstance(driver.app.screen, FixScreen)
        await driver.press("escape", "g", "l", "f", "w")
        assert "w accepts a conflict" in driver.foot()


async def test_other_keys_say_so(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "c", "f", "x", "1")
        assert isinstance(driver.app.screen, FixScreen)
        assert "only these keys work here" in driver.text()
        assert driver.app.context.focus is None


async def test_what_is_changed_meanwhile_is_sought_again(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("f")

        def elsewhere(row: Milestone | None) -> Put:
            assert row is not None
            return Put(replace(row, notes="Signed elsewhere"))

        driver.stored(lambda desk: desk.apply([elsewhere(desk.get(Milestone, "ACME-POS.UAT"))], "elsewhere"))
        await driver.press("enter")
        screen = fixing(driver)
        assert due(driver) == date(2026, 12, 11)
        until = monotonic() + PATIENCE
        while (screen._is_ending or screen.said or screen.way is None) and monotonic() < until:
            await driver.settle()
        assert screen.way is not None
        await driver.press("enter")
        assert due(driver) == date(2027, 1, 4)
        row = driver.row(Milestone, "ACME-POS.UAT")
        assert isinstance(row, Milestone)
        assert row.notes == "Signed elsewhere"


async def test_a_search_that_nobody_waits_for_is_given_up(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "c", "f")
        search = fixing(driver)._search
        assert search.is_wanted
        await driver.press("escape")
        assert not search.is_wanted
        with pytest.raises(Exception, match="given up"):
            search.heard(1)


async def test_dates_that_a_client_was_told_are_said(store: Path) -> None:
    from pmdesk.exchange.ics.request import Request  # the calendar is what tells dates

    async with driving(store) as driver:
        out = driver.path.parent / "calendars"
        driver.stored(lambda desk: list(desk.export_ics(Request(client="ACME"), str(out), allow_mention=True)))
        driver.app.keeper.look()  # type: ignore[union-attr]  # it is there once the desk is open
        await driver.settle()
        await at_uat(driver)
        await driver.press("f")
        way = fixing(driver).way
        assert way is not None
        assert {one.client for one in way.known} == {"ACME"}
        assert "knows Fri 11 Dec of UAT sign-off" in driver.text()


@pytest.mark.parametrize("size", [NARROW, pytest.param(NORMAL, marks=pytest.mark.slow)])
async def test_successors_are_carried_along_and_previewed_by_client(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await at_uat(driver)
        await driver.press("m", "L", "r")
        text = driver.text()
        assert "move with successors" in text
        assert "moves" in text
        assert "Acme" in text
        before = {row.key: row.due for row in driver.stored(lambda desk: desk.rows(Milestone))}
        await driver.press("enter")
        after = {row.key: row.due for row in driver.stored(lambda desk: desk.rows(Milestone))}
        moved = {key for key in before if before[key] != after[key]}
        assert len(moved) > 1
        assert "ACME-POS.UAT" in moved
        assert f"with {len(moved) - 1} after it" in driver.foot()
        await driver.press("u")
        assert {row.key: row.due for row in driver.stored(lambda desk: desk.rows(Milestone))} == before


async def test_carrying_is_taken_back_with_the_same_key(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        before = {row.key: row.due for row in driver.stored(lambda desk: desk.rows(Milestone))}
        await driver.press("m", "r", "l", "r", "enter")
        after = {row.key: row.due for row in driver.stored(lambda desk: desk.rows(Milestone))}
        assert {key for key in before if before[key] != after[key]} == {"ACME-POS.UAT"}


@pytest.fixture
def hostile_conflicts(make_store: Callable[[list[Put]], Path]) -> Path:
    """Give a store in which everything that is named so badly is in conflict too."""
    rows: list[Noun] = []
    for at, name in enumerate(HOSTILE, 1):
        work = f"E{at}"
        rows += [
            Client(key=f"C{at}", name=name, pin=at, timezone="Europe/Madrid"),
            Engagement(key=work, client=f"C{at}", name=name, start=date(2026, 1, 1), weekly_hours=Decimal(5)),
            Milestone(key=f"M{at}", engagement=work, title=name, due=date(2026, 11, 30)),
            Milestone(key=f"N{at}", engagement=work, title=name, due=date(2026, 12, 1),
                      after=(Predecessor(f"M{at}", 1),)),
            Blackout(key=f"B{at}", who=f"client/C{at}", start=date(2026, 11, 30), end=date(2026, 11, 30), title=name),
            Event(key=f"X{at}", engagement=work, title=name, start=datetime(2026, 11, 25, 10),
                  end=datetime(2026, 11, 25, 11), timezone="Europe/Madrid"),
        ]  # fmt: skip
    return make_store([Put(row) for row in rows])


@pytest.mark.parametrize("size", [NARROW, pytest.param(NORMAL, marks=pytest.mark.slow)])
async def test_hostile_names_go_through_fix_waive_and_carry(hostile_conflicts: Path, size: tuple[int, int]) -> None:
    async with driving(hostile_conflicts, size) as driver:
        await driver.press("g", "c")
        count = len(ids(driver))
        assert count >= 4
        for _ in range(count):
            await driver.press("f")
            assert any(name in driver.text() for name in HOSTILE)
            await driver.press("j", "escape", "w")
            assert isinstance(driver.app.screen, WaiveScreen)
            await driver.write("[/]")
            assert "[/]" in driver.text()
            await driver.press("escape", "j")
        await driver.press("g", "t")
        driver.screen.point_at("milestone/M1", date(2026, 11, 30))
        await driver.settle()
        await driver.press("m", "l", "r")
        assert "[/] 1 Dec" in driver.text()
        await driver.press("enter")
        assert due(driver, "N1") == date(2026, 12, 2)


async def test_in_focus_it_says_whose_data_would_change(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "c")
        assert driver.app.view is not None
        shared = next(one for one in driver.app.view.conflicts if one.kind == "pile-up" and len(one.clients) > 1)
        driver.screen.query_one("#conflicts").put_cursor_on(f"conflict/{shared.id}")  # type: ignore[attr-defined]
        await driver.press("f")
        for _ in fixing(driver).ways or ():
            way = fixing(driver).way
            assert way is not None
            assert ("changes data of" in driver.text()) == bool(set(way.moved) - {"ACME"})
            await driver.press("j")
        assert any(set(way.moved) - {"ACME"} for way in fixing(driver).ways or ())


async def test_a_long_proposal_is_told_in_full(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        await driver.press("g", "c")
        assert driver.app.view is not None
        full = next(one for one in driver.app.view.conflicts if one.kind == "overload")
        driver.screen.query_one("#conflicts").put_cursor_on(f"conflict/{full.id}")  # type: ignore[attr-defined]
        await driver.press("f")
        way = fixing(driver).way
        assert way is not None
        assert len(way.proposal) > 80
        assert way.proposal.split()[-1] in driver.text()


async def test_on_the_timeline_what_n_led_to_comes_first(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "t")
        assert isinstance(driver.screen, TimelineScreen)
        for _ in range(40):
            await driver.press("n")
            here, told = driver.screen.conflicts_here(), driver.screen.timeline.cursor_conflicts
            if here[0] != told[0]:
                break
        assert {one.id for one in here} == {one.id for one in told}
        day = driver.screen.target_day()
        assert any(one.start in {day, None} or str(one.start).startswith(str(day)) for one in here[0].occurrences)
        assert told[0].occurrences[0].start != here[0].occurrences[0].start
        await driver.press("f")
        assert fixing(driver).conflict == here[0]
        await driver.press("escape", "w", "enter")
        assert isinstance(driver.app.screen, WaiveScreen)
        assert driver.app.screen.conflicts == (here[0],)
        await driver.press("escape", "h", "l")
        assert driver.screen.conflicts_here() == here
        await driver.press("h")
        assert driver.screen.conflicts_here() == driver.screen.timeline.cursor_conflicts

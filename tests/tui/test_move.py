from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmdesk.model import Client, Engagement, Milestone
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.move import MoveScreen
from pmdesk.tui.screens.timeline import TimelineScreen

from .driving import NARROW, NORMAL, Driver, driving

UAT = "milestone/ACME-POS.UAT"


async def at_uat(driver: Driver) -> TimelineScreen:
    """Go to the timeline, with the cursor on the milestone."""
    await driver.press("g", "t")
    screen = driver.screen
    assert isinstance(screen, TimelineScreen)
    screen.point_at(UAT, date(2026, 12, 11))
    await driver.settle()
    assert screen.target() == UAT
    return screen


def due(driver: Driver, key: str = "ACME-POS.UAT") -> date:
    row = driver.row(Milestone, key)
    assert isinstance(row, Milestone)
    return row.due


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_a_week_in_three_keys_then_undo_and_redo(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await at_uat(driver)
        await driver.press("m", "L", "enter")
        assert due(driver) == date(2026, 12, 18)
        assert "moved UAT sign-off from 11 Dec to 18 Dec" in driver.foot()
        await driver.press("u")
        assert due(driver) == date(2026, 12, 11)
        assert "undone: moved UAT sign-off" in driver.foot()
        await driver.press("ctrl+r")
        assert due(driver) == date(2026, 12, 18)
        assert "redone: moved UAT sign-off" in driver.foot()


async def test_what_it_breaks_and_clears_is_read_at_each_step(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m")
        await driver.press("equals_sign")
        await driver.write("2027-01-04")
        await driver.press("enter")
        panel = "\n".join(driver.lines()[-14:])
        assert "clears in blackout" in panel
        assert "makes before predecessor" in " ".join(panel.split())
        assert "Mon 4 Jan 2027" in panel
        await driver.press("H", "H", "H", "H")
        panel = "\n".join(driver.lines()[-14:])
        assert "Mon 7 Dec 2026" in panel
        assert due(driver) == date(2026, 12, 11)


async def test_escape_drops_it(store: Path) -> None:
    async with driving(store) as driver:
        screen = await at_uat(driver)
        await driver.press("m", "l", "l", "h", "L", "escape")
        assert due(driver) == date(2026, 12, 11)
        assert not isinstance(driver.app.screen, MoveScreen)
        assert screen.target() == UAT
        await driver.press("u")
        assert "moved" not in driver.foot()


async def test_other_keys_say_so(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m", "1", "x", "q")
        assert isinstance(driver.app.screen, MoveScreen)
        assert "only these keys work" in driver.text()
        assert driver.app.context.focus is None


async def test_a_date_that_cant_be_read_says_why(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m", "equals_sign")
        await driver.write("3/4")
        await driver.press("enter")
        assert "3 apr or 4 mar" in driver.text()
        await driver.press("escape", "escape")
        assert due(driver) == date(2026, 12, 11)


async def test_a_move_beyond_the_days_at_hand_is_computed_too(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m", "equals_sign")
        await driver.write("2028-06-05")
        await driver.press("enter")
        assert "makes outside the term" in " ".join(driver.text().split())
        await driver.press("enter")
        assert due(driver) == date(2028, 6, 5)


async def test_it_works_from_a_list_too(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "d", "J")
        ref = driver.screen.target()
        before = due(driver, ref.partition("/")[2])
        await driver.press("m", "l", "enter")
        assert (due(driver, ref.partition("/")[2]) - before).days == 1
        assert driver.screen.target() == ref


async def test_on_something_else_it_says_what_it_wants(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "d", "home", "m")
        assert "that meeting repeats: g w moves the one occurrence" in driver.foot()
        await driver.press("g", "e", "m")
        assert "m moves what has a day: not on an engagement" in driver.foot()


async def test_a_milestone_changed_meanwhile_is_not_overwritten(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m", "L")

        def elsewhere(row: Milestone | None) -> Put:
            assert row is not None
            return Put(replace(row, due=date(2026, 12, 14)))

        driver.stored(lambda desk: desk.apply([elsewhere(desk.get(Milestone, "ACME-POS.UAT"))], "elsewhere"))
        driver.app.keeper.look()  # type: ignore[union-attr]  # it is there once the desk is open
        await driver.settle()
        await driver.press("enter")
        assert "meanwhile" in driver.text()
        assert due(driver) == date(2026, 12, 14)


async def test_what_another_program_changed_beside_it_is_kept(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m", "L")

        def elsewhere(row: Milestone | None) -> Put:
            assert row is not None
            return Put(replace(row, title="Signed elsewhere"))

        driver.stored(lambda desk: desk.apply([elsewhere(desk.get(Milestone, "ACME-POS.UAT"))], "elsewhere"))
        await driver.press("enter")
        row = driver.row(Milestone, "ACME-POS.UAT")
        assert isinstance(row, Milestone)
        assert (row.title, row.due) == ("Signed elsewhere", date(2026, 12, 18))


async def test_an_undo_outside_of_the_focus_is_asked_about(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m", "L", "enter", "2", "u")
        assert "this is not Borealis's" in driver.text()
        await driver.press("escape")
        assert due(driver) == date(2026, 12, 18)
        await driver.press("u", "enter")
        assert due(driver) == date(2026, 12, 11)


async def test_while_a_day_is_typed_the_keys_are_those_of_the_line(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        await at_uat(driver)
        await driver.press("m")
        assert "h l day  H L week" in driver.text()
        await driver.press("equals_sign")
        assert "h l day" not in driver.text()
        assert "Enter take the day  Esc back to h l" in driver.text()
        await driver.press("escape")
        assert "h l day  H L week" in driver.text()


async def test_what_is_said_is_not_cut_at_80_columns(make_store: Callable[[list[Put]], Path]) -> None:
    title = "A title that is much longer than there is room for in a panel of eighty columns"
    row = Milestone(key="M", engagement="E", title=title, due=date(2026, 12, 11))
    client, work = Client(key="C", name="C"), Engagement(key="E", client="C", name="E", start=date(2026, 1, 1))
    path = make_store([Put(client), Put(work), Put(row)])
    async with driving(path, NARROW) as driver:
        await driver.press("g", "t")
        driver.screen.point_at("milestone/M", date(2026, 12, 11))
        await driver.press("m", "L", "z")
        assert "while moving only these keys work" in driver.text()
        (head,) = (line for line in driver.lines() if " move " in line)
        assert "Fri 11 Dec to Fri 18 Dec 2026   +7 d  in 25 days" in head


async def test_what_is_being_saved_is_left_by_no_key(store: Path) -> None:
    """Enter and Esc at once: the move is saved and said to be, and no panel is closed twice."""
    async with driving(store) as driver:
        await at_uat(driver)
        before = due(driver)
        await driver.press("m", "L")
        screen = driver.app.screen
        assert isinstance(screen, MoveScreen)
        screen.action_commit()
        screen.action_drop()
        screen.action_shift(7)
        screen.action_commit()
        await driver.settle()
        assert driver.app.screen is driver.screen
        assert (due(driver) - before).days == 7
        assert "moved UAT" in driver.foot()
        screen.dismiss(None)
        await driver.settle()
        assert driver.app.screen is driver.screen

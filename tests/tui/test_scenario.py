"""Scenario mode in the terminal: edits are drafts, told in the frame, shown apart, applied as one change or dropped."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pmdesk.model import Milestone
from pmdesk.tui.commands import GO
from pmdesk.tui.overlays.scenario import ScenarioScreen

from .driving import NARROW, NORMAL, Driver, driving, open_desk
from .test_move import at_uat

UAT = "ACME-POS.UAT"


def due(driver: Driver) -> date:
    """Give the day that the screen has."""
    assert driver.app.view is not None
    row = driver.app.view.find_milestone(f"milestone/{UAT}")
    assert row is not None
    return row.due


def stored(driver: Driver) -> date:
    row = driver.row(Milestone, UAT)
    assert isinstance(row, Milestone)
    return row.due


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_edits_are_drafts_until_they_are_applied_as_one_change(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await at_uat(driver)
        was = stored(driver)
        await driver.press("S")
        assert "draft" in driver.foot()
        assert ("scenario 0" if size == NORMAL else "S 0") in driver.lines()[0]
        await driver.press("m", "l", "l", "enter", "exclamation_mark")
        assert due(driver) == was + timedelta(days=2)
        assert stored(driver) == was
        assert "draft: " in driver.foot()
        assert "not saved" in driver.foot()
        await driver.press("S")
        assert isinstance(driver.app.screen, ScenarioScreen)
        assert "2 drafts" in driver.text()
        assert "moved UAT sign-off" in driver.text()
        await driver.press("enter")
        assert stored(driver) == was + timedelta(days=2)
        assert "scenario" not in driver.lines()[0]
        assert "applied a scenario of 2 edits" in driver.foot()
        await driver.press("u")
        assert stored(driver) == due(driver) == was
        assert "undone: applied a scenario" in driver.foot()


async def test_its_effects_are_shown_apart(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("S", "m", "L", "L", "L", "L", "enter", "S")
        text = driver.text()
        assert "makes" in text or "clears" in text
        assert "nothing is saved yet" in text


async def test_dropped_all_is_as_it_was(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        was = stored(driver)
        await driver.press("S", "m", "l", "enter", "S", "X")
        assert "once more" in driver.text()
        await driver.press("X")
        assert "dropped the scenario" in driver.foot()
        assert due(driver) == stored(driver) == was
        await driver.press("S")
        assert "scenario 0" in driver.lines()[0]


async def test_one_draft_is_dropped_and_the_others_stay(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        was = stored(driver)
        await driver.press("S", "m", "l", "enter", "exclamation_mark", "S", "x", "escape")
        assert due(driver) == was
        assert "scenario 1" in driver.lines()[0]


async def test_undo_takes_drafts_back_and_no_more(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        was = stored(driver)
        await driver.press("m", "l", "enter", "S", "m", "l", "enter", "u")
        assert due(driver) == was + timedelta(days=1)
        await driver.press("u")
        assert "nothing to undo" in driver.foot()
        await driver.press("ctrl+r")
        assert due(driver) == was + timedelta(days=2)
        assert stored(driver) == was + timedelta(days=1)


async def test_one_that_is_open_is_there_at_the_next_start(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        was = stored(driver)
        await driver.press("S", "m", "l", "enter")
    async with driving(store) as driver:
        assert "scenario 1" in driver.lines()[0]
        assert due(driver) == was + timedelta(days=1)
        assert stored(driver) == was


async def test_other_keys_say_so_and_escape_goes_on(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("S", "S", "z")
        assert "only these keys work here" in driver.text()
        assert "no draft yet" in driver.text()
        await driver.press("x", "j", "k", "escape")
        assert not isinstance(driver.app.screen, ScenarioScreen)
        await driver.press("S", "enter")
        assert "changed nothing" in driver.foot()


async def test_a_lock_sets_it_aside_and_shows_what_is_true(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        was = stored(driver)
        await driver.press("S", "m", "l", "enter", "1", "ctrl+l")
        assert due(driver) == was
        assert "scenario" not in driver.text()
        await driver.press("S")
        assert "not while locked" in driver.foot()
        await driver.press("ctrl+l")
        await driver.write("unlock")
        await driver.press("enter")
        assert due(driver) == was + timedelta(days=1)
        assert "scenario 1" in driver.lines()[0]


async def test_what_another_program_did_meanwhile_is_named(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("S", "m", "l", "enter")
        other = open_desk(store)
        row = other.get(Milestone, UAT)
        assert row is not None
        from dataclasses import replace

        from pmdesk.portfolio import Put

        other.apply([Put(replace(row, due=row.due + timedelta(days=30)), row)], "moved elsewhere")
        other.close()
        await driver.press("S", "enter")
        assert "does not fit" in driver.text()
        assert "was changed to '2027-01-10' meanwhile" in " ".join(driver.text().split())
        await driver.press("x", "enter")
        assert stored(driver) == row.due + timedelta(days=30)


async def test_every_screen_reads_what_would_be(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("S", "m", "l", "enter")
        for letter, name in GO.items():
            await driver.press("g", letter)
            assert driver.app.current_mode == name
            assert "scenario 1" in driver.lines()[0]
            assert not list(driver.app._notifications), f"{name}: {[n.message for n in driver.app._notifications]}"
        await driver.press("i")
        await driver.press("enter")
        assert "not in a scenario" in driver.text()


async def test_a_scenario_without_drafts_tells_how_to_end_it(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        await driver.press("S")
        assert "S shows, applies or drops them" in driver.foot()
        await driver.press("S")
        assert "Enter end the scenario  Esc go on in it" in driver.text()
        assert "drop all" not in driver.text()
        await driver.press("enter")
        assert " S 0 " not in driver.lines()[0]
        assert "it is closed" in driver.foot()


async def test_a_refusal_leaves_the_drafts_unsaved_and_says_so(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("S", "B", "ctrl+s", "escape")
        assert "drafts, not saved" in driver.foot()
        await driver.press("B")
        await driver.write("10")
        await driver.press("tab")
        await driver.write("2027-01-01")
        await driver.press("ctrl+s", "escape")
        assert "drafts, not saved" in driver.foot()

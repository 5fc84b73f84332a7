"""`/` on the timeline and in the week: what is not asked for is left out, and comes back with Esc."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmdesk.tui.screens.timeline import TimelineScreen
from pmdesk.tui.screens.week import WeekScreen

from .driving import NARROW, NORMAL, Driver, driving


def lanes(driver: Driver) -> list[str]:
    """Give what has a lane."""
    screen = driver.screen
    assert isinstance(screen, TimelineScreen)
    scene = screen.timeline._scene
    assert scene is not None
    return list(scene.lanes.places)


def meetings(driver: Driver) -> set[str]:
    """Give the titles of the meetings that the week shows."""
    screen = driver.screen
    assert isinstance(screen, WeekScreen)
    assert screen.grid.sheet is not None
    return {one.title for one in screen.grid.sheet.sittings}


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_the_timeline_keeps_what_is_asked_for(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("g", "t")
        before = lanes(driver)
        await driver.press("slash")
        await driver.write("uat acme")
        assert "1 of" in driver.text()
        assert [lane for lane in lanes(driver) if lane.startswith("engagement/") and "/vendor/" not in lane] == [
            "engagement/ACME-POS"
        ]
        await driver.press("enter", "j", "J", "m", "L", "enter")
        assert "client/BOREALIS" not in lanes(driver)
        assert "moved" in driver.foot()
        await driver.press("u", "escape")
        assert lanes(driver) == before
        assert "of" not in driver.lines()[-2]


async def test_nothing_left_is_no_dead_end(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "t")
        before = lanes(driver)
        await driver.press("slash")
        await driver.write("nobody says this")
        assert lanes(driver) == []
        assert "0 of" in driver.text()
        assert "nothing here matches" in driver.text()
        await driver.press("enter", *"jkHLlhJKnNGtvmdyfwx!e.", "home", "enter", "escape")
        assert lanes(driver) == before


async def test_a_filter_gives_way_to_what_is_gone_to(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "t", "slash")
        await driver.write("@BOR")
        await driver.press("enter")
        screen = driver.screen
        assert isinstance(screen, TimelineScreen)
        assert "engagement/ACME-POS" not in lanes(driver)
        screen.point_at("milestone/ACME-POS.UAT", None)
        await driver.settle()
        assert screen.target() == "milestone/ACME-POS.UAT"


async def test_days_that_are_due_are_those_of_milestones(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "t", "slash")
        await driver.write("due<1 jan 2000")
        assert lanes(driver) == []


async def test_the_week_keeps_what_is_asked_for(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "w")
        before = meetings(driver)
        await driver.press("slash")
        await driver.write("@ACME")
        some = meetings(driver)
        assert set() < some < before
        await driver.press("enter", "L")
        count = len(meetings(driver))
        assert any(f"{count} of " in line for line in driver.lines()[-3:]), "the count is not the week's"
        await driver.press("H")
        assert meetings(driver) == some
        await driver.press("v", "escape")
        assert meetings(driver) == some
        await driver.press("escape")
        assert meetings(driver) == before


async def test_no_day_is_called_free_whose_meetings_a_filter_hides(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "w", "slash")
        await driver.write("nobody says this")
        await driver.press("enter")
        assert meetings(driver) == set()
        assert ("nothing here matches" in driver.text(), "free:" in driver.text()) == (True, False)
        await driver.press("escape")
        assert "nothing here matches" not in driver.text()

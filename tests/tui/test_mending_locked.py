"""Under a lock no way out is sought, nothing is waived, and what is carried along is the client's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmdesk.model import Milestone
from pmdesk.tui.overlays.fix import FixScreen
from pmdesk.tui.overlays.move import MoveScreen

from .canaries import OWN
from .driving import WIDE, driving
from .test_lock import canaries, canary_store, lock, require_none, require_nothing_held, stand

__all__ = ["canaries", "canary_store"]


async def test_no_way_out_and_no_waiver_while_locked(canaries: Path) -> None:
    async with driving(canaries, WIDE) as driver:
        await lock(driver)
        for mode in ("conflicts", "timeline", "today"):
            await driver.app.switch_mode(mode)
            await driver.settle()
            for key in ("f", "w"):
                await driver.press(key)
                assert driver.app.screen is driver.screen
                assert "not while locked" in driver.foot()
                require_none(driver, f"{mode} {key}")


async def test_a_lock_takes_the_ways_out_away(canaries: Path) -> None:
    async with driving(canaries, WIDE) as driver:
        await driver.press("1", "g", "c", "f")
        assert [one for one in driver.app.screen_stack if isinstance(one, FixScreen)]
        await driver.press("ctrl+l")
        await stand(driver)
        assert not [one for one in driver.app.screen_stack if isinstance(one, FixScreen)]
        require_none(driver, "locked")
        require_nothing_held(driver, "locked")


async def test_a_lock_takes_the_question_for_a_reason_away(canaries: Path) -> None:
    async with driving(canaries, WIDE) as driver:
        await driver.press("1", "g", "c", "w")
        await driver.write("CANARY reason")
        await driver.press("ctrl+l")
        await stand(driver)
        require_none(driver, "locked")
        require_nothing_held(driver, "locked")


async def test_only_own_successors_are_carried_while_locked(canaries: Path) -> None:
    async with driving(canaries, WIDE) as driver:
        await lock(driver)
        await driver.app.switch_mode("timeline")
        await driver.settle()
        driver.screen.point_at(f"milestone/{OWN}-W.BUILD", None)
        await driver.press("m", "r", "L")
        assert isinstance(driver.app.screen, MoveScreen)
        assert driver.app.screen.carried is not None
        require_none(driver, "carried")
        require_nothing_held(driver, "carried")
        await driver.press("enter")
        require_none(driver, "moved")
        moved = driver.row(Milestone, f"{OWN}-W.BUILD")
        uat = driver.row(Milestone, f"{OWN}-W.UAT")
        assert isinstance(moved, Milestone)
        assert isinstance(uat, Milestone)
        assert moved.due == date(2026, 12, 1)
        assert uat.due > date(2026, 11, 26)
        assert uat.notes

"""Under a lock ways out are of the client's own things, waivers are told without others, and so is what is carried."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmdesk.model import Milestone, Waiver
from pmdesk.tui.overlays.fix import FixScreen
from pmdesk.tui.overlays.move import MoveScreen
from pmdesk.tui.screens.conflicts import ConflictsScreen

from .canaries import OWN
from .driving import WIDE, driving
from .test_lock import canaries, canary_store, lock, require_none, require_nothing_held, stand

__all__ = ["canaries", "canary_store"]


async def test_ways_out_and_waivers_name_nobody_else(canaries: Path) -> None:
    async with driving(canaries, WIDE) as driver:
        await lock(driver)
        await driver.press("g", "c")
        assert driver.app.view is not None
        for _ in driver.app.view.conflicts[:12]:
            await driver.press("f")
            assert isinstance(driver.app.screen, FixScreen)
            require_none(driver, "ways out")
            require_nothing_held(driver, "ways out")
            await driver.press("j")
            require_none(driver, "the next way out")
            await driver.press("escape", "w")
            require_none(driver, "a waiver")
            await driver.press("escape", "j")


async def test_a_way_out_is_applied_and_undone_under_the_lock(canaries: Path) -> None:
    async with driving(canaries, WIDE) as driver:
        await lock(driver)
        await driver.press("g", "c")
        assert driver.app.view is not None
        found: FixScreen | None = None
        for _ in driver.app.view.conflicts:
            await driver.press("f")
            assert isinstance(driver.app.screen, FixScreen)
            if driver.app.screen.way is not None:
                found = driver.app.screen
                break
            await driver.press("escape", "j")
        assert found is not None, "no conflict of the client has a way out of its own"
        way = found.way
        assert way is not None
        before = [one.id for one in driver.app.view.conflicts]
        kept = {change.ref: driver.row(change.noun, *change.identity) for change in way.edit.changes}
        await driver.press("enter")
        require_none(driver, "applied")
        require_nothing_held(driver, "applied")
        assert found.conflict.id not in [one.id for one in driver.app.view.conflicts] or way.effect == "eases"
        for change in way.edit.changes:
            row, was = driver.row(change.noun, *change.identity), kept[change.ref]
            assert row != was
            assert getattr(row, "notes", "") == getattr(was, "notes", ""), "what is not seen stays"
        await driver.press("u")
        assert [one.id for one in driver.app.view.conflicts] == before
        assert {change.ref: driver.row(change.noun, *change.identity) for change in way.edit.changes} == kept


async def test_a_waiver_covers_all_that_a_conflict_stands_for(canaries: Path) -> None:
    async with driving(canaries, WIDE) as driver:
        await lock(driver)
        await driver.press("g", "c")
        assert isinstance(driver.screen, ConflictsScreen)
        wanted = driver.screen.conflicts_here()[0]
        await driver.press("w")
        await driver.write("agreed on the call")
        await driver.press("enter")
        require_none(driver, "waived")
        assert "waived" in driver.foot()

        def waived() -> bool:
            assert driver.app.view is not None
            return next(one for one in driver.app.view.conflicts if one.id == wanted.id).waived is not None

        assert waived()
        assert driver.stored(lambda desk: {one.reason for one in desk.rows(Waiver)}) == {"agreed on the call"}
        await driver.press("u")
        assert not waived()
        await driver.press("ctrl+r")
        assert waived()
        driver.screen.point_at(f"conflict/{wanted.id}", None)
        await driver.press("w")
        require_none(driver, "to be taken back")
        await driver.press("enter")
        assert not waived()
        assert driver.stored(lambda desk: desk.rows(Waiver)) == []


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

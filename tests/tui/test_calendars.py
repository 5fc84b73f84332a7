"""Exporting from the terminal: differences first, the leak guard, and under a lock nothing told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pmdesk.model import Milestone
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.calendars import CalendarScreen

from .canaries import MARK
from .driving import Driver, driving, open_desk
from .test_lock import canaries, canary_store, lock, require_none, require_nothing_held
from .test_verbs import uat

__all__ = ["canaries", "canary_store"]


def leak(driver: Driver) -> None:
    desk = open_desk(driver.path)
    desk.apply([Put(replace(uat(driver), acceptance="as at Borealis Energy"))], "leaked")
    desk.close()


async def test_in_focus_i_and_enter_write_this_clients_calendar(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "i")
        assert "new" in driver.text()
        assert "acme.ics" in driver.text()
        await driver.press("enter")
        assert "1 calendar written to " in driver.foot()
        assert [path.name for path in (store.parent / "calendars").iterdir()] == ["acme.ics"]
        await driver.press("i")
        assert "as told before" in driver.text()
        await driver.press("escape")
        assert driver.app.screen is driver.screen


async def test_in_all_each_client_has_its_file(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("i", "enter")
        assert len(list((store.parent / "calendars").iterdir())) == 6


async def test_what_names_another_client_is_stopped_and_let_pass_by_choice(store: Path) -> None:
    async with driving(store) as driver:
        leak(driver)
        await driver.press("1", "i", "enter")
        assert isinstance(driver.app.screen, CalendarScreen)
        assert "mentions Borealis" in driver.text()
        assert not list((store.parent / "calendars").iterdir())
        await driver.press("p")
        assert [path.name for path in (store.parent / "calendars").iterdir()] == ["acme.ics"]
        words = driver.stored(lambda desk: [entry.words for entry in desk.entries()])
        assert any("pass in the calendar acme" in one for one in words)


async def test_under_a_lock_the_line_is_not_told_and_does_not_pass(canaries: Path) -> None:
    async with driving(canaries) as driver:
        desk = open_desk(canaries)
        row = desk.get(Milestone, "ACME-W.UAT")
        assert row is not None
        desk.apply([Put(replace(row, acceptance=f"as {MARK} client name"))], "leaked")
        desk.close()
        await lock(driver)
        await driver.press("i", "enter")
        assert "names somebody else" in driver.text()
        await driver.press("p", "enter")
        assert isinstance(driver.app.screen, CalendarScreen)
        assert not list((canaries.parent / "calendars").iterdir())


async def test_under_a_lock_the_export_holds_no_canary(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
        await driver.press("i")
        require_none(driver, "differences")
        await driver.press("enter")
        require_none(driver, "written")
        require_nothing_held(driver, "written")
        (path,) = (canaries.parent / "calendars").iterdir()
        assert path.name == "acme.ics"
        assert MARK.encode() not in path.read_bytes()

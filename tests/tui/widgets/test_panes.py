"""What an engagement has when it is opened: its panes by name, and a log that tells what was taken back."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driving import NARROW, Driver, driving

PANES = ("overview", "milestones", "vendors", "RAID", "KPIs", "actions", "time", "contacts", "notes", "log")


async def opened(driver: Driver) -> None:
    """Open an engagement."""
    await driver.press("g", "e")
    driver.screen.point_at("engagement/ACME-POS", None)
    await driver.press("enter")


async def test_all_panes_are_named_at_80_columns_wherever_one_is(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        await opened(driver)
        for _ in PANES:
            assert driver.lines()[2].split() == list(PANES)
            await driver.press("tab")


async def test_where_there_is_less_room_the_one_that_is_shown_and_the_next_stand_there(store: Path) -> None:
    async with driving(store, (50, 24)) as driver:
        await opened(driver)
        for at, name in enumerate(PANES):
            line = driver.lines()[2]
            assert f" {name} " in f"{line} ", (name, line)
            assert at == len(PANES) - 1 or PANES[at + 1] in line, (name, line)
            await driver.press("tab")
        assert driver.lines()[2].split()[0] == PANES[0]


async def test_the_log_tells_what_was_taken_back(store: Path) -> None:
    async with driving(store) as driver:
        await opened(driver)
        await driver.press("tab", "d")
        said = driver.foot().strip().partition("   ")[0]
        assert said.startswith("marked ")
        await driver.press("u", *["tab"] * 8)
        assert f"undone: {said}" in driver.text()
        await driver.press("ctrl+r")
        line = next(line for line in driver.lines()[3:] if said in line)
        assert "undone" not in line

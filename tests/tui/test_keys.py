"""How many keys the everyday things take: no more than promised."""

from __future__ import annotations

from pathlib import Path

from pmdesk.model import Action
from pmdesk.tui.context import Context

from .driving import Driver, driving
from .test_lock import stand
from .test_move import at_uat
from .test_verbs import uat


class Counting:
    """Presses keys and counts them."""

    def __init__(self, driver: Driver) -> None:
        self.driver, self.count = driver, 0

    async def press(self, *keys: str) -> None:
        self.count += len(keys)
        await self.driver.press(*keys)

    async def write(self, text: str) -> None:
        """Type text, which does not count."""
        await self.driver.write(text)


async def test_switching_to_a_client_and_back_is_one_key_each(store: Path) -> None:
    async with driving(store) as driver:
        keys = Counting(driver)
        await keys.press("1")
        assert driver.app.context.focus == "ACME"
        assert keys.count <= 1
        await driver.press("2")
        keys = Counting(driver)
        await keys.press("b")
        assert driver.app.context.focus == "ACME"
        assert keys.count <= 1


async def test_moving_a_milestone_by_a_week_and_committing_is_three_keys(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        due, keys = uat(driver).due, Counting(driver)
        await keys.press("m", "L", "enter")
        assert (uat(driver).due - due).days == 7
        assert keys.count <= 3


async def test_capturing_an_action_is_one_key_its_text_and_one(store: Path) -> None:
    async with driving(store) as driver:
        keys = Counting(driver)
        await keys.press("a")
        await keys.write("todo Count the boxes")
        await keys.press("enter")
        assert driver.stored(lambda desk: desk.rows(Action, title="Count the boxes"))
        assert keys.count <= 2


async def test_the_worst_conflict_explained_is_three_keys_from_anywhere(store: Path) -> None:
    for name in ("today", "timeline", "engagements"):
        async with driving(store) as driver:
            await driver.app.switch_mode(name)
            await driver.settle()
            keys = Counting(driver)
            await keys.press("g", "c")
            assert driver.app.view is not None
            worst = driver.app.view.conflicts[0]
            assert worst.message.split()[0] in driver.text()
            assert "of " in driver.text()
            assert worst.severity in driver.text()
            assert keys.count <= 3


async def test_marking_done_and_undoing_are_one_key_each(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        begun, keys = uat(driver), Counting(driver)
        await keys.press("d")
        assert uat(driver).status == "done"
        await keys.press("u")
        assert uat(driver) == begun
        assert keys.count <= 2


async def test_locking_the_client_in_focus_is_one_key(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1")
        keys = Counting(driver)
        await keys.press("ctrl+l")
        await stand(driver)
        assert driver.app.context == Context(focus="ACME", locked=True)
        assert keys.count <= 1


async def test_finding_anything_by_name_is_one_key_its_letters_and_one(store: Path) -> None:
    async with driving(store) as driver:
        keys = Counting(driver)
        await keys.press("colon")
        await keys.write("uat sign")
        await keys.press("enter")
        assert driver.screen.target() == "milestone/ACME-POS.UAT"
        assert keys.count <= 2


async def test_exporting_the_calendar_is_two_keys(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1")
        keys = Counting(driver)
        await keys.press("i", "enter")
        assert (store.parent / "calendars" / "acme.ics").exists()
        assert keys.count <= 2

"""What went wrong is told once while it can be read, however often it goes wrong."""

from __future__ import annotations

from pathlib import Path

from pmdesk.errors import StoreError

from .driving import driving


async def test_a_fault_that_goes_on_is_told_once(store: Path) -> None:
    async with driving(store) as driver:
        for words in ("no room", "no room", "in use", "no room"):
            driver.app.complain(StoreError(words, "do something"))
            await driver.settle()
        told = [one.message for one in driver.app._notifications]
        assert told == ["no room (do something)", "in use (do something)"]

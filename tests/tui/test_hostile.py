from __future__ import annotations

from pathlib import Path

import pytest

from pmdesk.model import Milestone

from .conftest import HOSTILE
from .driving import NARROW, NORMAL, driving
from .test_verbs import into


@pytest.mark.parametrize("size", [pytest.param(NARROW, marks=pytest.mark.slow), NORMAL])
async def test_hostile_names_are_shown_as_they_are_on_every_screen(hostile_store: Path, size: tuple[int, int]) -> None:
    async with driving(hostile_store, size) as driver:
        for letter in "dtce":
            for context in "0123":
                await driver.press("g", letter, context)
                if context == "0":
                    assert all(name in driver.text() for name in HOSTILE), letter
            await driver.press("j", "j", "G", "g", "g")


async def test_hostile_names_go_through_every_overlay(hostile_store: Path) -> None:
    async with driving(hostile_store) as driver:
        for opening in ("c", "colon"):
            await driver.press(opening)
            assert all(name in driver.text() for name in HOSTILE), opening
            await driver.write("[/]")
            assert "[/]" in driver.text()
            await driver.press("enter")
        await driver.press("0", "g", "d", "J")
        await driver.press("m", "l", "escape", "x", "escape", "e")
        assert "[/]" in driver.text()
        await driver.press("escape")


async def test_hostile_text_is_typed_saved_and_said(hostile_store: Path) -> None:
    async with driving(hostile_store) as driver:
        await driver.press("1", "A")
        await driver.write("[/]=1+1")
        await into(driver, "due", "2026-12-01")
        await into(driver, "key", "NEW")
        await driver.press("enter")
        made = driver.row(Milestone, "NEW")
        assert isinstance(made, Milestone)
        assert made.title == "[/]=1+1"
        assert "added milestone [/]=1+1" in driver.foot()
        await driver.press("u")
        assert "undone: added milestone [/]=1+1" in driver.foot()

"""Random keys over every screen, on hostile data: nothing ends the program, nothing fails, the store stays sound."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pmdesk.model import Milestone

from .driving import NARROW, NORMAL, WIDE, driving

KEYS = (
    *"hjklHLJKNntzZgdceamxub01239Go", "plus", "minus", "exclamation_mark", "enter", "escape", "escape", "tab", "up",
    "down", "left", "right", "pageup", "pagedown", "home", "end", "ctrl+r", "question_mark", "colon", "equals_sign",
    "space", "ctrl+s", "backspace",
)  # fmt: skip


async def walk(path: Path, size: tuple[int, int], seed: int, steps: int) -> None:
    chance = random.Random(seed)
    async with driving(path, size) as driver:
        for step in range(steps):
            await driver.pilot.press(chance.choice(KEYS))
            if step % 10 == 0:
                await driver.settle()
        await driver.settle()
        assert driver.app.is_running
        assert [note.message for note in driver.app._notifications] == []
        assert driver.stored(lambda desk: desk.rows(Milestone)) is not None


@pytest.mark.parametrize("size", [NARROW, *(pytest.param(size, marks=pytest.mark.slow) for size in (NORMAL, WIDE))])
async def test_a_short_walk(hostile_store: Path, size: tuple[int, int]) -> None:
    await walk(hostile_store, size, seed=size[0], steps=120)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(8))
async def test_a_long_walk(store: Path, seed: int) -> None:
    await walk(store, (NARROW, NORMAL, WIDE)[seed % 3], seed, steps=2500)

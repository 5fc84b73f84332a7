"""Random keys over every screen, on hostile data: nothing ends the program, nothing fails, the store stays sound."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmdesk.desk.safekeeping import doctor
from pmdesk.tui.commands import COMMANDS, GO

from .driving import NARROW, NORMAL, NOW, WIDE, Driver, driving

BOUND = tuple(sorted({key for command in COMMANDS for key in command.keys} - {"q", "ctrl+l", "ctrl+s"}))
"""Every key that does anything; to quit, to lock and to save are among what is done together."""
OFTEN = ("escape", "enter", "j", "k", "l", "h", "tab", "down")
WORDS = (
    "fri", "+1w", "30 Feb", "@C1", "p4 i5", "[/]", "=1+1", "../x", "ß漢字 é", "12", "0,5", "owner:me", "due<eom", "x y",
)  # fmt: skip
"""What is typed wherever something can be typed."""
TOGETHER = (
    ("ctrl+l", "1", "enter"), ("ctrl+l", *"unlock", "enter"), ("ctrl+s",), ("q",), ("a", *"todo [/] fri", "enter"),
    (":", *"m1", "enter"), ("m", "L", "enter"), ("S", "m", "l", "enter"), ("/", *"@C2", "enter"), ("E", "enter"),
)  # fmt: skip


def keys(chance: random.Random) -> Iterator[str]:
    """Give keys without end, of which more lead on than lead nowhere."""
    screens: list[str] = []
    while True:
        kind = chance.random()
        if kind < 0.55:
            yield chance.choice(BOUND)
        elif kind < 0.78:
            yield chance.choice(OFTEN)
        elif kind < 0.88:
            screens = screens or chance.sample([*GO, "o"], len(GO) + 1)
            yield "g"
            yield screens.pop()
        else:
            yield from chance.choice(TOGETHER) if kind < 0.94 else chance.choice(WORDS)


async def walk(path: Path, size: tuple[int, int], seed: int, steps: int) -> set[str]:
    """Press so many keys, and start anew where one has quit; gives the screens that were seen."""
    pressed, seen = keys(random.Random(seed)), set()
    left = steps
    while left > 0:
        async with driving(path, size) as driver:
            while left > 0 and not driver.app._exit:
                key = next(pressed)
                left -= 1
                await driver.pilot.press(key)
                if left % 10 == 0 or key == "q":
                    await driver.settle()
                assert _failures(driver) == [], key
                seen.add(driver.app.mode_name)
            assert left == 0 or key == "q", f"{key} has ended the program"
            assert not driver.app.return_code
    assert list(doctor(path, NOW).faults) == []
    return seen


def _failures(driver: Driver) -> list[str]:
    return [note.message for note in driver.app._notifications if note.severity == "error"]


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have calendars and reports written, and looked for, in a folder of the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("size", [NARROW, *(pytest.param(size, marks=pytest.mark.slow) for size in (NORMAL, WIDE))])
async def test_a_short_walk(hostile_store: Path, size: tuple[int, int]) -> None:
    await walk(hostile_store, size, seed=size[0], steps=150)


@pytest.mark.slow
@pytest.mark.usefixtures("outside")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(8))
async def test_a_long_walk(hostile_store: Path, store: Path, seed: int) -> None:
    """20,000 keys in all, half of them on the sample; a lock whose client was deleted leads to few screens."""
    seen = await walk((hostile_store, store)[seed // 4], (NARROW, NORMAL, WIDE)[seed % 3], seed, steps=2500)
    assert len(seen & set(GO.values())) >= 8

"""What the screens look like, at two sizes, dark and light; every picture was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pmdesk.tui.app import PmdeskApp
from pmdesk.tui.commands import TITLES
from tests.shares import share_of_pairs

from .driving import NARROW, NORMAL, Driver, clock, open_desk

SCREENS = {
    "today": ("g", "d"),
    "timeline": ("g", "t", "J"),
    "conflicts": ("g", "c", "j", "j"),
    "engagements": ("g", "e", "j"),
}
REGISTERS = {
    "week": ("g", "w"),
    "actions": ("g", "a", "j"),
    "vendors": ("g", "v"),
    "raid": ("g", "r"),
    "scorecards": ("g", "k"),
    "reports": ("g", "p"),
    "lessons": ("g", "l"),
}
OVERLAYS = {
    "go": ("1", "g"),
    "help": ("question_mark",),
    "switcher": ("c",),
    "form": ("1", "A"),
    "delete": ("g", "t", "j", "J", "x"),
    "move": ("g", "t", "j", "J", "J", "m", "L"),
    "move-several": ("g", "t", "j", "J", "v", "J", "v", "m", "L"),
    "lists": ("g", "o"),
    "settings": ("colon", *"config", "enter"),
    "hours": ("1", "W"),
    "life": ("1", "g", "e", "j", "P", "c"),
    "start": ("g", "e", "j", "E"),
    "report": ("1", "r"),
    "scenario": ("g", "t", "j", "J", "J", "S", "m", "L", "enter", "exclamation_mark", "S"),
    "bid": ("B", *"30", "tab", *"4", "space", *"jan"),
    "fix": ("g", "c", *"jjjjj", "f"),
    "waive": ("g", "c", "v", "v", "w"),
}
THEMED = ("help", "form", "waive", "scenario")
"""Overlays whose light, and whose lines where grounds do not differ, are held too."""


@pytest.fixture(autouse=True)
def _words_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what is said in the footer stand there however long a busy machine takes for a picture."""
    monkeypatch.setattr("pmdesk.tui.screens.base.SAID_FOR", 600.0)


def picture(snap_compare: Any, path: Path, size: tuple[int, int], keys: tuple[str, ...], theme: str) -> bool:
    """Tell whether the program looks as it did, after some keys."""
    app = PmdeskApp(lambda: open_desk(path), now=clock, live=False)

    async def drive(pilot: Pilot[None]) -> None:
        driver = Driver(app, pilot, path)
        await driver.settle()
        app.theme = theme
        await driver.press(*keys)
        for field in app.screen.query(Input):
            field.cursor_blink = False
        await driver.settle()

    return bool(snap_compare(app, terminal_size=size, run_before=drive))


EVERY = SCREENS | REGISTERS
SIZES = {"80x24": NARROW, "140x40": NORMAL}
THEMES = {"dark": "pmdesk-dark", "light": "pmdesk-light", "16-colours": "ansi-dark"}


def combinations() -> Iterator[Any]:
    """Give every screen in every size and theme; of each screen two stand in the quick tests, in turn."""
    for at, screen in enumerate(EVERY):
        for number, (size, theme) in enumerate(product(SIZES, THEMES)):
            marks = () if number % 3 == at % 3 else (pytest.mark.slow,)
            yield pytest.param(screen, size, theme, marks=marks, id=f"{screen}-{size}-{theme}")


@pytest.mark.parametrize(("screen", "size", "theme"), combinations())
def test_screens(snap_compare: Any, store: Path, screen: str, size: str, theme: str) -> None:
    assert picture(snap_compare, store, SIZES[size], EVERY[screen], THEMES[theme])


def test_every_screen_is_held() -> None:
    assert set(EVERY) == set(TITLES)


@pytest.mark.parametrize(("overlay", "size"), share_of_pairs(OVERLAYS, SIZES, 2))
def test_overlays(snap_compare: Any, store: Path, overlay: str, size: str) -> None:
    assert picture(snap_compare, store, SIZES[size], OVERLAYS[overlay], "pmdesk-dark")


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "16-colours"])
@pytest.mark.parametrize("overlay", THEMED)
def test_overlays_in_other_themes(snap_compare: Any, store: Path, overlay: str, theme: str) -> None:
    assert picture(snap_compare, store, NARROW, OVERLAYS[overlay], THEMES[theme])


def test_an_empty_desk(snap_compare: Any, empty_store: Path) -> None:
    assert picture(snap_compare, empty_store, NARROW, (), "pmdesk-dark")

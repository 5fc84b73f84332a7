"""How the terminal's tests drive the program: a fixed clock, a store of their own, keys, and what is on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import TypeVar

from textual.pilot import Pilot

from pmdesk.desk import Desk
from pmdesk.model import Noun
from pmdesk.tui.app import PmdeskApp
from pmdesk.tui.screens.base import DeskScreen

from .resting import LOOK, forget_lines, has_nothing_to_do, rest

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
"""Monday 23 November 2026, 14:05 in Madrid."""
TODAY = date(2026, 11, 23)
NARROW, NORMAL, WIDE = (80, 24), (140, 40), (200, 60)
T = TypeVar("T")
PATIENCE = 60.0
"""Seconds in which it has to come to rest."""


def clock() -> datetime:
    """Give the tests' present moment."""
    return NOW


def open_desk(path: Path) -> Desk:
    """Open the store at a path, in the tests' zone."""
    return Desk.open(path, now=clock, zone="Europe/Madrid")


class Driver:
    """One running program."""

    def __init__(self, app: PmdeskApp, pilot: Pilot[None], path: Path) -> None:
        self.app, self.pilot, self.path = app, pilot, path

    async def settle(self) -> None:
        """Wait until all work is done and shown, or the program has ended."""
        until = monotonic() + PATIENCE
        while not (await rest(self.app) and self._is_at_rest and has_nothing_to_do()):  # in this order
            if self.app._exit:
                return
            await asyncio.sleep(LOOK)
            if monotonic() > until:
                raise AssertionError("the program does not come to rest")

    @property
    def _is_at_rest(self) -> bool:
        app, screen = self.app, self.app.desk_screen()
        shown = app.trouble or (app.view and screen is not None and screen._shown is app.view)
        is_asked = app.keeper is None or not app.keeper.worker.is_idle
        return bool(shown) and not (is_asked or app._is_busy or app._is_going)

    async def press(self, *keys: str) -> None:
        """Press keys, each when what came before is done."""
        for key in keys:
            await self.app._press_keys([key])
            await self.settle()

    async def write(self, text: str) -> None:
        """Type text into whatever has the keys."""
        names = {" ": "space", "-": "minus", "/": "slash", "+": "plus", "=": "equals_sign", "[": "left_square_bracket",
                 "]": "right_square_bracket", ".": "full_stop", ":": "colon"}  # fmt: skip
        await self.app._press_keys(names.get(letter, letter) for letter in text)
        await self.settle()

    @property
    def screen(self) -> DeskScreen:
        """The screen under whatever overlays there are."""
        screen = self.app.desk_screen()
        assert screen is not None
        return screen

    def lines(self) -> list[str]:
        """Give what is on the terminal, line by line."""
        size = self.app.size
        strips = self.app.screen._compositor.render_strips(size)
        return ["".join(segment.text for segment in strip.crop(0, size.width)) for strip in strips]

    def text(self) -> str:
        """Give what is on the terminal."""
        return "\n".join(self.lines())

    def foot(self) -> str:
        """Give the last line."""
        return self.lines()[-1]

    def stored(self, ask: Callable[[Desk], T]) -> T:
        """Ask the store itself, past the program."""
        desk = open_desk(self.path)
        try:
            return ask(desk)
        finally:
            desk.close()

    def row(self, noun: type[Noun], *identity: object) -> Noun | None:
        """Give a row as it is stored."""
        return self.stored(lambda desk: desk.get(noun, *identity))


@asynccontextmanager
async def driving(
    path: Path, size: tuple[int, int] = NORMAL, *, live: bool = False, lock: str | None = None,
    config: Path | None = None, briefs: bool = False,
) -> AsyncIterator[Driver]:  # fmt: skip
    """Run the program on the store at a path."""
    app = PmdeskApp(lambda: open_desk(path), now=clock, live=live, lock=lock, config=config)
    app.briefs = briefs
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot, path)
        await driver.settle()
        yield driver
    forget_lines()


__all__ = ["NARROW", "NORMAL", "NOW", "TODAY", "WIDE", "Driver", "clock", "driving", "open_desk"]

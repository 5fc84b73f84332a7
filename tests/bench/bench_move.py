"""A step in move mode in the whole program, beside a step of the cursor: processor time, and how it grows."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

from pmdesk.tui.app import PmdeskApp
from pmdesk.tui.overlays.move import MoveScreen
from tests.bench.measure import NOW, desk_at, folder, sizes, store, tell

STEPS = 24
PATIENCE = 120.0
"""Seconds in which the program has to come to rest."""


async def settled(app: PmdeskApp, pilot: Pilot[None]) -> None:
    """Wait until the worker has nothing to do, and what it answered is shown."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        await pilot.pause(0)
        if app.keeper is not None and app.view is not None and app.keeper.worker.is_idle:
            await pilot.pause(0)
            return
    raise TimeoutError("the program does not come to rest")


async def cost(app: PmdeskApp, pilot: Pilot[None], keys: Sequence[str]) -> float:
    """Give the median processor time of a press with all that follows, in seconds."""
    times = []
    for at in range(STEPS):
        begun = time.process_time()
        await pilot.press(keys[at % len(keys)])
        await settled(app, pilot)
        times.append(time.process_time() - begun)
    return statistics.median(times)


async def measured(path: Path) -> tuple[float, float]:
    """Give the cost of a step of the cursor, and of one in move mode."""
    app = PmdeskApp(lambda: desk_at(path), now=lambda: NOW, live=False)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        for key in ("g", "t", "J"):
            await pilot.press(key)
            await settled(app, pilot)
        key_step = await cost(app, pilot, ("l", "h"))
        await pilot.press("m")
        await settled(app, pilot)
        if not isinstance(app.screen, MoveScreen):
            raise RuntimeError("move mode did not open")
        return key_step, await cost(app, pilot, ("l", "l", "h"))


def main() -> None:
    """Print the ratios, and the largest size over the smallest."""
    found = []
    with folder() as place:
        for size in sizes(__doc__):
            key_step, move_step = asyncio.run(measured(store(place, size)))
            tell(f"a step in move mode at {size}", move_step, key_step, 1, "a step of the cursor")
            found.append(move_step)
    if len(found) > 1:
        tell("a step in move mode, largest over smallest size", found[-1], found[0], 1.3, "the smallest")


if __name__ == "__main__":
    main()

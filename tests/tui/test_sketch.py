"""Today is there before everything is read; nothing can be changed by it, and a lock has none."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from pmdesk.store.sketch import read_sketch
from pmdesk.tui.app import PmdeskApp
from pmdesk.tui.keeper import Keeper

from .driving import NARROW, NORMAL, TODAY, WIDE, Driver, clock, driving, open_desk


async def opened(store: Path, size: tuple[int, int], lock: str | None = None) -> list[str]:
    """Give the first screen as it stands while the rest is not read, after keys that would change it."""
    app = PmdeskApp(lambda: open_desk(store), now=clock, live=False, lock=lock)
    async with app.run_test(size=size) as pilot:
        for _ in range(3000):
            await pilot.pause(0.01)
            if app.sketch is not None or (lock and app.keeper and app.keeper.worker.is_idle):
                break
        await pilot.press("j", "d", "x", "e", "m", "enter", "v", "y")
        await pilot.pause()
        lines = Driver(app, pilot, store).lines()
        assert app.view is None
    return lines


@pytest.mark.parametrize("size", [NARROW, NORMAL, WIDE])
async def test_today_is_shown_first_and_nothing_is_done_to_it(
    store: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driving(store, size) as driver:
        whole = driver.lines()
        before = driver.stored(lambda desk: desk.next_undo())
    monkeypatch.setattr(Keeper, "read_all", lambda self, otherwise: None)
    sketched = await opened(store, size)
    desk = open_desk(store)
    assert desk.next_undo() == before
    desk.close()
    rows = [line.rstrip() for line in sketched if "due in" in line or "no meetings" in line or "late" in line[:8]]
    assert rows
    for line in rows:
        assert any(line[:30].strip() in other for other in whole)


async def test_under_a_lock_nothing_is_shown_before_the_gate(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keeper, "read_all", lambda self, otherwise: None)
    assert not [line for line in await opened(store, NORMAL, lock="ACME") if "due in" in line or "late" in line[:8]]


def test_it_holds_what_is_due_and_met_and_whom_that_names(store: Path) -> None:
    desk = open_desk(store)
    ahead = TODAY + timedelta(days=7)
    sketch = desk.store.read(lambda held: read_sketch(held, TODAY, ahead))
    whole = desk.portfolio(None)
    desk.close()
    due = {row.key for row in whole.milestones.values() if row.is_open and row.due <= ahead}
    assert due
    assert set(sketch.milestones) == due
    assert sketch.clients == whole.clients
    for row in sketch.milestones.values():
        assert sketch.engagements[row.engagement] == whole.engagements[row.engagement]
        assert sketch.name_of(row.owner) == whole.name_of(row.owner)
    assert sketch.events
    for event in sketch.events.values():
        assert event.me
        assert sketch.event_zone(event) == whole.event_zone(event)
        assert sketch.overrides.get(event.key, ()) == whole.overrides.get(event.key, ())


def test_the_ends_of_the_calendar_have_one_too(store: Path) -> None:
    desk = open_desk(store)
    for day in (date.min, date.max):
        sketch = desk.store.read(partial(read_sketch, today=day, ahead=day))
        assert sketch.today == day
    desk.close()

"""What a step of a move would do: told at once where it is at hand, asked for where it is not, never mixed up."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pmdesk.desk.edits import Effect
from pmdesk.model import Event, Milestone
from pmdesk.portfolio import Change, Put
from pmdesk.tui.book import Sheet
from pmdesk.tui.keeper import Keeper
from pmdesk.tui.overlays.move import MoveScreen
from pmdesk.tui.previewing import Preview, at_hand

from .driving import Driver, driving
from .test_lock import canaries, canary_store, lock
from .test_move import UAT, at_uat

__all__ = ["canaries", "canary_store"]  # fixtures of the lock's tests


def parts(driver: Driver) -> tuple[Keeper, Sheet]:
    keeper, sheet = driver.app.keeper, driver.screen.sheet()
    assert keeper is not None
    assert sheet is not None
    return keeper, sheet


def later(driver: Driver, days: int = 1) -> list[Change]:
    """Give the move of a milestone by days."""
    row = driver.row(Milestone, UAT.partition("/")[2])
    assert isinstance(row, Milestone)
    return [Put(replace(row, due=row.due + timedelta(days=days)), row)]


def moving(driver: Driver) -> MoveScreen:
    screen = driver.app.screen
    assert isinstance(screen, MoveScreen)
    return screen


async def test_the_first_step_is_asked_for_and_the_next_ones_are_told_at_once(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Iterable[date]] = []
    preview = Keeper.preview

    def noted(self: Keeper, sheet: Sheet, changes: Sequence[Change], days: Iterable[date], then: object) -> None:
        asked.append(tuple(days))
        preview(self, sheet, changes, days, then)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(Keeper, "preview", noted)
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m")
        assert len(asked) == 1
        told: list[Effect | None] = []
        for key in ("l", "l", "L", "h"):
            await driver.press(key)
            told.append(moving(driver).effect)
        assert len(asked) == 1
        assert None not in told
        await driver.press("equals_sign")
        await driver.write("2028-06-05")
        await driver.press("enter")
        assert len(asked) == 2, "days beyond the sheet are read"


async def test_what_is_told_at_once_is_what_the_worker_tells(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m", "escape")
        keeper, sheet = parts(driver)
        for days in (-30, -5, 3, 24):
            changes = later(driver, days)
            found: list[Preview] = []
            keeper.preview(sheet, changes, [sheet.span.first], found.append)
            await driver.settle()
            now = at_hand(keeper, sheet, changes, [sheet.span.first])
            assert now is not None
            assert (now.made, now.cleared, now.refs) == (found[0].made, found[0].cleared, found[0].refs)
            assert set(now.changed) == set(found[0].changed)


async def test_nothing_is_at_hand_while_the_worker_is_at_work_or_for_more_than_a_milestone(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        keeper, sheet = parts(driver)
        day = [sheet.span.first]
        assert at_hand(keeper, sheet, later(driver), day) is None, "nothing was looked at yet"
        await driver.press("m", "escape")
        assert at_hand(keeper, sheet, later(driver), day) is not None
        assert at_hand(keeper, sheet, [*later(driver), *later(driver)], day) is None
        assert at_hand(keeper, sheet, later(driver), [sheet.span.last + timedelta(days=1)]) is None
        event = next(iter(sheet.portfolio.events.values()))
        assert isinstance(event, Event)
        assert at_hand(keeper, sheet, [Put(replace(event, title="Other"), event)], day) is None
        changes, go = later(driver), threading.Event()
        keeper.worker.ask(lambda: go.wait(30), lambda _: None)
        assert at_hand(keeper, sheet, changes, day) is None
        go.set()
        await driver.settle()
        assert at_hand(keeper, sheet, changes, day) is not None


async def test_an_answer_that_comes_late_is_not_shown(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("m", "l")
        screen = moving(driver)
        shown = screen.effect
        keeper, sheet = parts(driver)
        old = at_hand(keeper, sheet, later(driver, 24), [sheet.span.first])
        assert old is not None
        screen._answered(screen.due + timedelta(days=23), old)
        assert screen.effect is shown
        screen._answered(screen.due, old)
        assert screen.effect == old.effect


async def test_under_a_lock_nothing_is_at_hand(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
        keeper, sheet = parts(driver)
        rows = [row for row in sheet.portfolio.milestones.values() if row.is_open and row.due in sheet.span]
        changes = [Put(replace(rows[0], due=rows[0].due + timedelta(days=1)), rows[0])]
        keeper.preview(sheet, changes, [rows[0].due], lambda _: None)
        await driver.settle()
        assert sheet.counted is None
        assert at_hand(keeper, sheet, changes, [rows[0].due]) is None

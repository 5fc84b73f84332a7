"""Accepting conflicts in the terminal, and taking that back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.model import Waiver
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui import refs
from pmdesk.tui.overlays.ask import Ask
from pmdesk.tui.overlays.waive import WaiveScreen

from .driving import NARROW, NORMAL, Driver, driving
from .test_move import at_uat


async def at_first(driver: Driver) -> Conflict:
    """Go to the conflicts, with the cursor on the first one."""
    await driver.press("g", "c", "home")
    found = driver.screen.conflicts_here()
    assert len(found) == 1
    return found[0]


def waiver(driver: Driver, conflict: Conflict) -> Waiver | None:
    row = driver.row(Waiver, conflict.id)
    assert row is None or isinstance(row, Waiver)
    return row


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_waived_with_a_reason_listed_last_then_taken_back(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        conflict = await at_first(driver)
        await driver.press("w")
        assert isinstance(driver.app.screen, WaiveScreen)
        await driver.write("known since May")
        await driver.press("enter")
        row = waiver(driver, conflict)
        assert row is not None
        assert row.reason == "known since May"
        assert row.until == max(refs.day_of(one.start) for one in conflict.occurrences)
        assert row.severity == conflict.severity
        assert "waived" in driver.foot()
        assert driver.app.view is not None
        order = [one.waived is not None for one in driver.app.view.conflicts]
        assert order == sorted(order)
        assert [one.id for one in driver.app.view.conflicts if one.waived] == [conflict.id]
        driver.screen.query_one("#conflicts").put_cursor_on(f"conflict/{conflict.id}")  # type: ignore[attr-defined]
        await driver.press("w")
        assert isinstance(driver.app.screen, Ask)
        assert "known since May" in driver.text()
        await driver.press("enter")
        assert waiver(driver, conflict) is None
        assert "took back the waiver" in driver.foot()
        await driver.press("u")
        assert waiver(driver, conflict) == row


async def test_a_reason_is_needed_and_what_was_typed_is_kept(store: Path) -> None:
    async with driving(store) as driver:
        conflict = await at_first(driver)
        await driver.press("w", "enter")
        assert "a waiver needs a reason" in driver.text()
        await driver.write("half a re")
        await driver.press("escape")
        assert waiver(driver, conflict) is None
        await driver.press("w")
        assert driver.app.screen.query_one("#reason", Input).value == "half a re"


async def test_the_last_day_is_read_like_every_date(store: Path) -> None:
    async with driving(store) as driver:
        conflict = await at_first(driver)
        first = refs.first_day(conflict)
        await driver.press("w")
        await driver.write("fine")
        field = driver.app.screen.query_one("#until", Input)
        await driver.press("down")
        assert field.has_focus
        for text, said in (("3/4", "3 apr or 4 mar"), ("nonsense", "nonsense")):
            field.value = text
            await driver.press("enter")
            assert said in driver.text()
            assert "the last day can't be read" in driver.text()
        field.value = (first - timedelta(days=1)).isoformat()
        await driver.press("enter")
        assert "it would cover nothing" in driver.text()
        field.value = "31 dec 2027"
        await driver.press("enter")
        row = waiver(driver, conflict)
        assert row is not None
        assert row.until == date(2027, 12, 31)


async def test_what_begins_after_the_last_day_stays(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "c")
        assert driver.app.view is not None
        conflict = next(one for one in driver.app.view.conflicts if len(one.occurrences) > 1)
        driver.screen.query_one("#conflicts").put_cursor_on(f"conflict/{conflict.id}")  # type: ignore[attr-defined]
        await driver.press("w")
        await driver.write("the first ones")
        field = driver.app.screen.query_one("#until", Input)
        field.value = refs.first_day(conflict).isoformat()
        await driver.settle()
        assert f"1 of {len(conflict.occurrences)} times" in driver.text()
        await driver.press("enter")
        left = next(one for one in driver.app.view.conflicts if one.id == conflict.id)
        assert left.waived is None
        assert len(left.occurrences) == len(conflict.occurrences) - 1


async def test_from_the_timeline_it_asks_which_of_several(store: Path) -> None:
    async with driving(store) as driver:
        screen = await at_uat(driver)
        found = screen.conflicts_here()
        assert found
        await driver.press("f", "w")
        assert isinstance(driver.app.screen, WaiveScreen)
        assert driver.app.screen.conflicts[0].id == found[0].id
        await driver.write("agreed")
        await driver.press("enter")
        assert waiver(driver, found[0]) is not None


async def test_selected_conflicts_are_waived_and_taken_back_together(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "c", "home", "v", "v", "v")
        found = driver.screen.conflicts_here()
        assert len(found) == 3
        await driver.press("w")
        assert isinstance(driver.app.screen, WaiveScreen)
        assert "3 conflicts" in driver.text()
        last = max(refs.day_of(one.start) for each in found for one in each.occurrences)
        await driver.write("agreed with all of them")
        await driver.press("enter")
        assert "waived 3 conflicts" in driver.foot()
        rows = [waiver(driver, one) for one in found]
        assert [(row.reason, row.until) for row in rows if row] == [("agreed with all of them", last)] * 3
        assert driver.screen.query_one("#conflicts").marked == set()  # type: ignore[attr-defined]
        await driver.press("u")
        assert [waiver(driver, one) for one in found] == [None] * 3
        await driver.press("ctrl+r")
        for one in found:
            driver.screen.query_one("#conflicts").marked.add(f"conflict/{one.id}")  # type: ignore[attr-defined]
        await driver.press("w")
        assert isinstance(driver.app.screen, Ask)
        assert "take all of them back" in driver.text()
        await driver.press("enter")
        assert [waiver(driver, one) for one in found] == [None] * 3


async def test_selected_conflicts_of_today_are_waived_together_or_alone(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "d", "n", "v", "w")
        assert isinstance(driver.app.screen, WaiveScreen)
        await driver.press("escape")
        assert driver.screen.are_selected()
        await driver.press("escape")
        assert not driver.screen.are_selected()

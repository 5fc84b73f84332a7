from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.model import Blackout, Client, Engagement, Event, Milestone, Override
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.form import Form
from pmdesk.tui.widgets.week_grid import WeekGrid

from .conftest import HOSTILE
from .driving import NARROW, NORMAL, Driver, driving
from .test_registers import SIZES, into


def grid(driver: Driver) -> WeekGrid:
    """Give the grid."""
    return driver.screen.query_one(WeekGrid)


@SIZES
async def test_the_week_shows_meetings_and_walks_through_them(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("g", "w")
        assert "week 48" in driver.text()
        assert "Plan the week" in driver.text()
        seen = []
        for _ in range(6):
            seen.append(grid(driver).ref)
            await driver.press("j")
        assert len(set(seen)) == 6
        await driver.press("L")
        assert "week 49" in driver.text()
        await driver.press("H", "H")
        assert "week 47" in driver.text()
        await driver.press("t")
        assert grid(driver).day == date(2026, 11, 23)


async def test_the_meeting_is_told_in_both_zones(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "w", "j", "j")
        assert "= 09:00 Chicago" in driver.text()
        assert "shaded: Acme works" in driver.text()


async def test_in_focus_other_meetings_have_no_name_and_no_cursor(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "w", "1")
        assert "busy else" in driver.text()
        for _ in range(12):
            await driver.press("j")
            item = grid(driver).item
            assert item is None or item.client in {"ACME", None}


@pytest.fixture
def one_meeting(make_store: Callable[[list[Put]], Path]) -> Path:
    rows = [
        Client(key="ONE", name="One", pin=1),
        Engagement(key="ONE-A", client="ONE", name="Work", start=date(2026, 1, 1)),
        Event(
            key="ONE-A.SYNC", engagement="ONE-A", title="Sync", start=datetime(2026, 11, 24, 10),
            end=datetime(2026, 11, 24, 11), rrule="FREQ=WEEKLY;BYDAY=TU",
        ),
        Event(
            key="ONE-A.OVER", engagement="ONE-A", title="Overlap", start=datetime(2026, 11, 24, 10, 30),
            end=datetime(2026, 11, 24, 11, 30),
        ),
        Blackout(key="LEAVE", who="me", start=date(2026, 11, 26), end=date(2026, 11, 27), title="At the sea"),
        Milestone(key="ONE-A.M", engagement="ONE-A", title="Handover", due=date(2026, 11, 25)),
    ]  # fmt: skip
    return make_store([Put(row) for row in rows])


async def test_overlaps_stand_side_by_side_with_leave_and_dues_above(one_meeting: Path) -> None:
    async with driving(one_meeting) as driver:
        await driver.press("g", "w")
        lines = driver.lines()
        assert any("Sync" in line for line in lines)
        both = [line for line in lines if "10:00–11:00" in line or "Overlap" in line]
        assert any("Overlap" in line and "10:00" in line for line in both)
        above = "\n".join(lines[4:6])
        assert "At the sea" in above
        assert "Handover" in above


async def test_a_recurring_meeting_loses_one_occurrence_or_all(one_meeting: Path) -> None:
    async with driving(one_meeting) as driver:
        await driver.press("g", "w", "j")
        assert driver.screen.target() == "event/ONE-A.SYNC"
        await driver.press("x")
        assert "it repeats" in driver.text()
        await driver.press("enter")
        row = driver.row(Override, "ONE-A.SYNC", datetime(2026, 11, 24, 10))
        assert isinstance(row, Override)
        assert row.status == "cancelled"
        assert "cancelled Sync of 24 Nov" in driver.foot()
        await driver.press("u")
        assert driver.row(Override, "ONE-A.SYNC", datetime(2026, 11, 24, 10)) is None
        driver.screen.point_at("event/ONE-A.SYNC#20261124T0900", date(2026, 11, 24))
        await driver.settle()
        await driver.press("x", "A", "enter")
        assert driver.row(Event, "ONE-A.SYNC") is None


async def test_a_meeting_is_added_on_the_day_of_the_cursor(one_meeting: Path) -> None:
    async with driving(one_meeting) as driver:
        await driver.press("1", "g", "w", "l", "l", "A")
        assert isinstance(driver.app.screen, Form)
        await driver.write("Review")
        await into(driver, "engagement", "work")
        await driver.press("ctrl+s")
        made = driver.row(Event, "ONE-A.REVIEW")
        assert isinstance(made, Event)
        assert (made.end - made.start).seconds == 45 * 60
        assert made.start.date() == date(2026, 11, 25)


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_hostile_names_stand_in_the_week(hostile_store: Path, size: tuple[int, int]) -> None:
    async with driving(hostile_store, size) as driver:
        await driver.press("g", "w", "j", "j", "j", "G", "home")
        assert any(name in driver.text() for name in HOSTILE)
        for key in "123":
            await driver.press(key, "j")
            assert HOSTILE[int(key) - 1][:3] in driver.text()


async def test_a_week_without_anything_is_shown(make_store: Callable[[list[Put]], Path]) -> None:
    async with driving(make_store([Put(Client(key="ONE", name="One", pin=1))]), NARROW) as driver:
        await driver.press("g", "w")
        assert "0 meetings" in driver.text()
        assert "adds a meeting" in driver.text()
        await driver.press("j", "k", "l", "h", "n", "J", "G", "enter", "x", "d")
        assert "0 meetings" in driver.text()


async def test_how_it_repeats_is_read_as_in_capture_and_said_in_words(one_meeting: Path) -> None:
    async with driving(one_meeting) as driver:
        await driver.press("g", "w")
        driver.screen.point_at("event/ONE-A.SYNC#20261124T0900", date(2026, 11, 24))
        await driver.press("e")
        field = driver.app.screen.query_one("#field-rrule Input", Input)
        field.focus()
        for typed, told in (
            ("every tue", "every week on Tue"), ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"),
            ("every 2 weeks until 30 mar", "every 2 weeks until 30 Mar 2027"),
        ):  # fmt: skip
            field.value = typed
            await driver.settle()
            assert told in driver.text()
        await driver.press("ctrl+s")
        row = driver.row(Event, "ONE-A.SYNC")
        assert isinstance(row, Event)
        assert row.rrule == "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270330"
        await driver.press("e")
        field = driver.app.screen.query_one("#field-rrule Input", Input)
        field.value = "every blue moon"
        await driver.press("ctrl+s")
        assert "is no way to repeat (want every week" in driver.text()


@SIZES
async def test_the_day_after_the_last_of_a_week_is_the_first_of_the_next(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("g", "w")
        seen = [grid(driver).day]
        for _ in range(8):
            await driver.press("l")
            seen.append(grid(driver).day)
        assert [day for day in seen if day and day.weekday() < 5][:7] == [
            date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27),
            date(2026, 11, 30), date(2026, 12, 1),
        ]  # fmt: skip
        while grid(driver).day != date(2026, 11, 30):
            await driver.press("h")
        await driver.press("h")
        assert grid(driver).day == date(2026, 11, 29)
        assert "week 48" in driver.text()
        await driver.press("j")
        assert grid(driver).day == date(2026, 11, 30)
        assert grid(driver).ref

"""Quick capture: the reading, what it breaks, pick lists, the second Enter, the draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.model import Action, Blackout, Event, Milestone, TimeEntry
from pmdesk.tui.overlays.capture import CaptureScreen
from pmdesk.tui.overlays.form import Form

from .driving import NARROW, NORMAL, Driver, driving


async def capture(driver: Driver, line: str) -> CaptureScreen:
    await driver.press("a")
    screen = driver.app.screen
    assert isinstance(screen, CaptureScreen)
    screen.query_one(Input).value = line
    await driver.settle()
    return screen


async def test_an_action_is_one_key_its_text_and_enter(store: Path) -> None:
    async with driving(store) as driver:
        before = len(driver.stored(lambda desk: desk.rows(Action)))
        await driver.press("a")
        await driver.write("todo Send minutes tomorrow")
        await driver.press("enter")
        rows = driver.stored(lambda desk: desk.rows(Action))
        assert len(rows) == before + 1
        made = next(row for row in rows if row.title == "Send minutes")
        assert made.due == date(2026, 11, 24)
        assert driver.app.screen is driver.screen
        assert "Send minutes" in driver.foot()


async def test_in_focus_the_engagement_may_be_left_out(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1")
        await capture(driver, "Roof check fri @ACME-POS")
        assert "Milestone" in driver.text()
        assert "Fri 27 Nov 2026" in driver.text()
        await driver.press("enter")
        rows = driver.stored(lambda desk: desk.rows(Milestone, title="Roof check"))
        assert [(row.engagement, row.due) for row in rows] == [("ACME-POS", date(2026, 11, 27))]


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_what_can_not_be_read_is_pointed_at_and_not_taken(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        before = driver.stored(lambda desk: desk.next_undo())
        await capture(driver, "Roof check 31/02 @NOWHERE")
        assert "^" in driver.text()
        await driver.press("enter")
        assert isinstance(driver.app.screen, CaptureScreen)
        assert driver.stored(lambda desk: desk.next_undo()) == before


async def test_the_conflicts_that_it_makes_are_read_before_it_is_taken(store: Path) -> None:
    async with driving(store) as driver:
        await capture(driver, "Switch over 25 dec @ACME-POS")
        assert "makes" in driver.text()
        assert "blackout" in driver.text()


async def test_a_pick_list_is_picked_from_with_the_arrows(store: Path) -> None:
    async with driving(store) as driver:
        screen = await capture(driver, "Kick-off fri @ACME")
        assert screen.reading is not None
        assert len(screen.reading.choices) > 1
        wanted = screen.reading.choices[1]
        await driver.press("down", "enter")
        assert screen.query_one(Input).value == wanted.line
        await driver.press("enter")
        (made,) = driver.stored(lambda desk: desk.rows(Milestone, title="Kick-off"))
        assert made.engagement == wanted.key


async def test_a_date_far_off_asks_for_a_second_enter(store: Path) -> None:
    async with driving(store) as driver:
        await capture(driver, "Audit 2028-03-01 @ACME-POS")
        await driver.press("enter")
        assert "Enter again" in driver.text()
        assert not driver.stored(lambda desk: desk.rows(Milestone, title="Audit"))
        await driver.press("enter")
        assert driver.stored(lambda desk: desk.rows(Milestone, title="Audit"))


async def test_enter_right_after_the_last_letter_is_not_lost(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("a")
        await driver.pilot.press(*("space" if letter == " " else letter for letter in "off 24 dec..2 jan"), "enter")
        await driver.settle()
        await driver.settle()
        rows = driver.stored(lambda desk: desk.rows(Blackout, who="me", start="2026-12-24", end="2027-01-02"))
        assert len(rows) == 1


async def test_what_was_typed_is_kept_on_esc_and_comes_back(store: Path) -> None:
    async with driving(store) as driver:
        await capture(driver, "risk Permit late p4 i5 @ACME-POS")
        await driver.press("escape")
        assert "kept" in driver.foot()
        await driver.press("a")
        assert driver.app.screen.query_one(Input).value == "risk Permit late p4 i5 @ACME-POS"
        await driver.press("enter")
        assert driver.app.screen is driver.screen
        await driver.press("a")
        assert driver.app.screen.query_one(Input).value == ""


async def test_it_is_kept_over_a_restart(store: Path) -> None:
    async with driving(store) as driver:
        await capture(driver, "note half a thou")
        await driver.press("escape")
    async with driving(store) as driver:
        await driver.settle()
        assert "kept from last time" in driver.foot()
        await driver.press("a")
        assert driver.app.screen.query_one(Input).value == "note half a thou"


async def test_the_form_is_a_key_away(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "a", "ctrl+f")
        assert isinstance(driver.app.screen, Form)
        await driver.press("escape", "A")
        assert isinstance(driver.app.screen, Form)


async def test_a_search_lists_times_and_makes_a_meeting_of_one(store: Path) -> None:
    async with driving(store) as driver:
        screen = await capture(driver, "find 45m next week @ACME-POS")
        await driver.press("enter")
        assert screen.reading is not None
        assert screen.reading.choices
        await driver.press("enter", "enter")
        rows = driver.stored(lambda desk: desk.rows(Event, engagement="ACME-POS"))
        assert any(row.start.date() >= date(2026, 11, 30) and row.title == "meeting" for row in rows)


async def test_hours_are_added_and_undone(store: Path) -> None:
    async with driving(store) as driver:
        before = driver.stored(lambda desk: desk.rows(TimeEntry))
        await capture(driver, "log 1.5h @ACME-POS workshop xyz")
        await driver.press("enter")
        assert len(driver.stored(lambda desk: desk.rows(TimeEntry))) == len(before) + 1
        await driver.press("u")
        assert driver.stored(lambda desk: desk.rows(TimeEntry)) == before


@pytest.mark.parametrize("line", ["[/]", "=1+1", "\x1b[31m", "“", "@", "a" * 3000, "log", "find", "todo [/] fri"])
async def test_no_line_breaks_it(store: Path, line: str) -> None:
    async with driving(store) as driver:
        await capture(driver, line)
        await driver.press("enter", "escape")
        assert not driver.app._notifications


async def test_in_focus_the_example_names_nobody(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("a")
        assert "@ACME-POS" in driver.lines()[-4] + driver.lines()[-3] + driver.lines()[-2]
        await driver.press("escape", "2", "a")
        assert "ACME" not in driver.text().partition("\n")[2]
        assert "UAT sign-off fri after BUILD" in driver.text()

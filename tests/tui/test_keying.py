"""However fast keys come, each goes where the ones before it lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from pmdesk.model import Action
from pmdesk.tui.keying import ALONE, TAKEN
from pmdesk.tui.keymap import normal_key
from pmdesk.tui.overlays.capture import CaptureScreen
from pmdesk.tui.screens.timeline import TimelineScreen
from pmdesk.tui.widgets.timeline import Timeline

from .driving import Driver, driving
from .test_lock import stand
from .test_verbs import uat


async def burst(driver: Driver, *keys: str) -> None:
    """Send keys at once, as a terminal does that was slow for a moment."""
    for key in keys:
        name = normal_key(key) or key
        driver.app.post_message(events.Key(name, key if len(key) == 1 else None))
    await driver.settle()


@pytest.mark.parametrize(
    ("letter", "name"), [("t", "timeline"), ("c", "conflicts"), ("e", "engagements"), ("w", "week")]
)
async def test_the_letter_of_a_menu_is_not_taken_by_the_screen(store: Path, letter: str, name: str) -> None:
    async with driving(store) as driver:
        before = driver.stored(lambda desk: desk.next_undo())
        await burst(driver, "g", letter)
        assert driver.app.mode_name == name
        await burst(driver, "g", "d")
        assert driver.app.mode_name == "today"
        assert driver.stored(lambda desk: desk.next_undo()) == before


async def test_what_follows_a_switch_goes_to_the_screen_that_it_leads_to(store: Path) -> None:
    async with driving(store) as driver:
        await burst(driver, "g", "t", "j", "j", "l")
        screen = driver.screen
        assert isinstance(screen, TimelineScreen)
        other = (await _after(driver, "g", "d", "g", "t"), screen.target())
        assert other[0] == other[1]


async def _after(driver: Driver, *keys: str) -> str:
    await burst(driver, *keys)
    return driver.screen.target()


async def test_a_captured_line_loses_no_letter(store: Path) -> None:
    async with driving(store) as driver:
        await burst(driver, "a", *"todo Count the boxes", "enter")
        assert [row.title for row in driver.stored(lambda desk: desk.rows(Action, title="Count the boxes"))]
        assert driver.app.screen is driver.screen


async def test_a_line_begun_in_a_burst_stands_whole(store: Path) -> None:
    async with driving(store) as driver:
        await burst(driver, "a", *"risk [/] late p4")
        assert isinstance(driver.app.screen, CaptureScreen)
        assert driver.app.screen.query_one(Input).value == "risk [/] late p4"


async def test_finding_moving_and_undoing_in_one_go(store: Path) -> None:
    async with driving(store) as driver:
        due = uat(driver).due
        await burst(driver, ":", *"uat sign", "enter")
        await burst(driver, "m", "L", "enter")
        assert (uat(driver).due - due).days == 7
        await burst(driver, "u")
        assert uat(driver).due == due


async def test_no_key_reaches_anything_while_the_lock_falls(store: Path) -> None:
    async with driving(store) as driver:
        await burst(driver, "1", "ctrl+l", "2", "0", "b")
        await stand(driver)
        assert driver.app.context.lock_of == "ACME"
        await burst(driver, "ctrl+l", *"unlock", "enter", "0")
        await stand(driver)
        await driver.settle()
        assert driver.app.context.focus is None


async def test_a_key_that_comes_alone_does_what_it_is_bound_to_at_once(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes on the heels of another goes the long way, behind what that one has set off."""
    async with driving(store) as driver:
        await driver.press("g", "t")
        focused = driver.app.focused
        assert isinstance(focused, Timeline)
        went: list[str] = []
        forward = Timeline._forward_event

        def noted(self: Timeline, event: events.Event) -> None:
            if isinstance(event, events.Key):
                went.append(event.key)
            forward(self, event)

        monkeypatch.setattr(Timeline, "_forward_event", noted)
        await driver.press("l")  # what the screen's change has set off may not be done before it comes
        await driver.pilot.pause(2 * ALONE)
        went.clear()
        before = focused.cursor_date
        await driver.press("l")
        assert (focused.cursor_date != before, went) == (True, [])
        await driver.pilot.pause(2 * ALONE)
        await burst(driver, "h", "l", "l")
        assert went == ["l", "l"]
        await driver.pilot.pause(2 * ALONE)
        await driver.press("escape")
        assert went[2:] == ["escape"], "the screen has a method for it"


async def test_a_keymap_and_a_widget_that_is_typed_into_keep_their_say(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "t")
        timeline = driver.app.focused
        assert isinstance(timeline, Timeline)
        driver.app.set_keymap({"day-on": "Z"})
        before = timeline.cursor_date
        await driver.press("Z")
        moved = timeline.cursor_date
        driver.app.set_keymap({})
        await driver.press("slash", "l", "h")
        assert (before != moved, timeline.cursor_date) == (True, moved), "letters of a filter moved the cursor"


async def test_what_a_menu_took_long_ago_holds_nothing_back(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with driving(store) as driver:
        await driver.press("g", "t")
        await driver.press("g", "g")
        await driver.pilot.pause(4 * TAKEN)
        followed: list[str] = []
        monkeypatch.setattr(type(driver.app), "_chase", lambda app, flight: followed.append(flight.event.key))
        await driver.press("j")
        assert followed == []

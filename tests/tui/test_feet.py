"""The footer tells keys that do something where it stands: the screen's, an overlay's, those of an empty desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmdesk.tui.app import PmdeskApp
from pmdesk.tui.commands import COMMANDS, GO, LISTS, TITLES
from pmdesk.tui.elsewhere import words_of
from pmdesk.tui.feet import FEET, UNLOCKED, entries_of
from pmdesk.tui.screens import mode
from pmdesk.tui.screens.base import DeskScreen
from pmdesk.tui.widgets.bars import FootBar

from .driving import NARROW, NORMAL, WIDE, Driver, clock, driving, open_desk

NAMES = {command.name for command in COMMANDS}


def foot(driver: Driver) -> str:
    """Give what stands in the footer when nothing is said any more."""
    driver.screen._hush()
    return driver.foot()


def test_feet_name_screens_and_commands_that_there_are() -> None:
    assert {name.removesuffix(" inside") for name in FEET} <= TITLES.keys() | LISTS.keys()
    for one in FEET.values():
        assert {*one.first, *one.without, *one.briefs} <= NAMES


@pytest.mark.parametrize("screen", [*TITLES, *LISTS])
def test_every_key_in_a_footer_is_one_of_the_screens(screen: str) -> None:
    made = mode(screen)()
    assert isinstance(made, DeskScreen)
    scopes = {"desk", *made.SCOPES}
    told = entries_of(made.SCOPES, screen)
    assert told
    here = [command for command in COMMANDS if command.scope in scopes]
    own = {key for command in here for key in (command.label, *command.shown_keys.split("  "))}
    assert {keys for (keys, _), _ in told} <= own
    assert all(brief for (_, brief), _ in told)


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_what_matters_on_a_screen_stands_in_its_footer(store: Path, size: tuple[int, int]) -> None:
    wanted = {
        "c": ("f fix", "w waive"), "v": ("m who is hit", "R rate"), "p": ("r write it",), "l": ("T use", "/ search"),
        "e": ("Enter open", "E start", "P status"), "a": ("d done",), "r": ("d close", "U escalate"),
        "t": ("J K milestone",),
    }  # fmt: skip
    async with driving(store, size) as driver:
        for letter, told in wanted.items():
            await driver.press("g", letter)
            said = foot(driver)
            assert all(one in said for one in told), (GO[letter], said)
            assert "? keys" in said
        await driver.press("g", "p")
        assert "m move" not in foot(driver)
        await driver.press("g", "e", "enter")
        assert "E start" not in foot(driver)
        assert "Tab pane" in driver.foot()
        await driver.press("escape")
        assert "E start" in foot(driver)


async def test_under_an_overlay_the_footer_has_its_keys_and_none_of_the_screens(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        opening = {"question_mark": "Enter take it", "c": "Esc leave", "g": "Esc leave", "A": "Enter save"}
        for key, told in opening.items():
            await driver.press(key)
            assert told in foot(driver)
            assert "m move" not in driver.foot()
            await driver.press("escape")
            assert "m move" in foot(driver)
        await driver.press("x", "g")
        assert "m move" not in foot(driver)


async def test_an_empty_desks_footer_tells_how_to_begin(empty_store: Path) -> None:
    async with driving(empty_store, NARROW) as driver:
        assert "o the sample" in foot(driver)
        assert "m move" not in driver.foot()
        await driver.press("o")
        assert "m move" in foot(driver)


async def test_a_key_of_another_screen_says_where_it_does_something(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "d", "R")
        assert words_of("R") in driver.foot()
        assert "among vendors" in driver.foot()
        await driver.press("g", "t", "O")
        assert words_of("O") in driver.foot()
        await driver.press("g", "v", "R")
        assert "add a rating" in driver.text()


async def test_next_conflict_goes_to_what_is_caught_in_one_and_says_where_there_is_none(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "v", "home", "N")
        assert "no conflict further up here" in driver.foot()
        seen = set()
        for _ in range(3):
            before = driver.screen.target()
            await driver.press("n")
            assert driver.app.view is not None
            if driver.screen.target() != before:
                seen.add(driver.screen.target())
                assert driver.app.view.troubles[driver.screen.target()] > 0
        assert len(seen) >= 2


def test_the_clock_ticks_on_where_no_screen_is_left(tmp_path: Path) -> None:
    app = PmdeskApp(lambda: open_desk(tmp_path / "none.db"), now=clock, live=False)
    assert app.screen_stack == []
    app._tick()
    app._opened(None, app)  # type: ignore[arg-type]  # no flight is on its way: nothing is looked at


async def test_a_said_word_comes_before_the_keys(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        driver.screen.say("something was done")
        await driver.settle()
        assert "something was done" in driver.foot()
        assert driver.screen.query_one(FootBar).said == "something was done"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_while_locked_neither_footer_nor_help_tells_keys_that_do_nothing(
    store: Path, size: tuple[int, int]
) -> None:
    async with driving(store, size, lock="ACME") as driver:
        for letter in GO:
            await driver.press("g", letter)
            said = foot(driver)
            for told in ("c client", "E start", "P status", "r write", "R rate", "U escalate", "T use"):
                assert told not in said, (letter, said)
            assert "? keys" in said
        await driver.press("g", "e", "question_mark")
        for words, is_there in (("status of an engagement", False), ("pinned to the digit", False), ("undo", True)):
            await driver.press("ctrl+u")
            await driver.write(words)
            assert ("no key does that" not in driver.text()) == is_there, words


async def test_what_is_barred_while_locked_says_so_and_opens_nothing(store: Path) -> None:
    keys = {command.name: command.bound[0] for command in COMMANDS if command.name in UNLOCKED and command.keys}
    assert len(keys) > 15
    places = {"rate": "v", "new-choice": "v", "turn-into": "r", "escalate": "r", "answer": "r", "turn-lesson": "l"}
    async with driving(store, lock="ACME") as driver:
        for name, key in keys.items():
            if name in {
                "decide",
                "turn-lesson",
                "sample",
            }:  # a choice, a lesson, an empty desk: never there while locked
                continue
            await driver.press("g", places.get(name, "e"))
            before = driver.text().split("\n")[2:-1]
            await driver.press(key)
            assert driver.app.screen is driver.screen, name
            assert "lock" in driver.foot(), (name, driver.foot())
            assert driver.text().split("\n")[2:-1] == before, name


async def test_words_that_need_the_room_have_that_of_saved(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        short, long = "done", "T makes a risk or a checklist's item of a lesson: nothing under the cursor"
        driver.screen.say(short)
        await driver.settle()
        assert driver.foot().rstrip().endswith(" saved")
        driver.screen.say(long)
        await driver.settle()
        assert driver.foot().strip() == long
        await driver.press("S")
        driver.screen.say(long)
        await driver.settle()
        assert driver.foot().rstrip().endswith("drafts, not saved")


async def test_a_list_tells_no_key_that_does_nothing_there(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        for name in ("clients", "contacts", "sites", "notes", "time", "allocations"):
            await driver.app.run_action(f"go_screen('{name}')", driver.screen)
            await driver.settle()
            assert driver.app.mode_name == name
            said = foot(driver)
            assert "j k row" in said
            assert not any(one in said for one in ("m move", "f fix", "d done", "J K", "n N")), said

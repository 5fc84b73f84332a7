from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.binding import Binding

from pmdesk.tui.commands import COMMANDS, GO, SCOPES, TITLES, bindings, footer
from pmdesk.tui.line import Span
from pmdesk.tui.overlays.finder import Finder, Item, best
from pmdesk.tui.overlays.help import items_of
from pmdesk.tui.screens.timeline import TimelineScreen

from .driving import NARROW, NORMAL, driving


def bound(*scopes: str) -> list[Binding]:
    return [binding for binding in bindings(*scopes) if isinstance(binding, Binding)]


def items(*texts: str) -> list[Item]:
    return [Item(text, text.casefold(), lambda width: [Span("")]) for text in texts]


def test_every_command_has_one_name_and_a_known_scope() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))
    assert {command.scope for command in COMMANDS} <= set(SCOPES)
    assert set(GO.values()) == set(TITLES)


@pytest.mark.parametrize("scopes", [("desk", "list"), ("desk", "timeline"), ("move",), ("form",)])
def test_no_key_means_two_things_in_one_place(scopes: tuple[str, ...]) -> None:
    keys = [key for binding in bound(*scopes) for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("scopes", [("desk", "list"), ("desk", "timeline")])
def test_no_key_is_one_that_terminals_swallow(scopes: tuple[str, ...]) -> None:
    keys = {key for binding in bound(*scopes) for key in binding.key.split(",")}
    assert not {key for key in keys if key.startswith(("alt+", "f1", "f2", "ctrl+s", "ctrl+q", "ctrl+z"))}


def test_bindings_carry_the_names_for_a_keymap() -> None:
    assert {binding.id for binding in bound("desk")} == {
        command.name for command in COMMANDS if command.scope == "desk" and command.keys
    }


def test_footer_and_help_come_from_the_same_list() -> None:
    assert ("m", "move") in footer("desk", "timeline")
    assert {item.act for item in items_of(("desk", "list"))} >= {"do move", "do undo", "do row(1)"}


def test_better_hits_come_first() -> None:
    found = best(items("Quarterly cut", "Cutover plan", "Unrelated"), "cut")
    assert [item.text for item in found] == ["cutover plan", "quarterly cut"]
    assert [item.text for item in best(items("UAT sign-off", "Other"), "sign uat")] == ["uat sign-off"]
    assert [item.text for item in best(items("UAT sign-off", "Other"), "uasf")] == ["uat sign-off"]
    assert best(items("abc"), "xyz") == []


async def test_the_go_menu_shows_its_letters_and_leads_there(store: Path) -> None:
    async with driving(store) as driver:
        for letter, name in GO.items():
            await driver.press("g")
            assert all(title in driver.text() for title in TITLES.values())
            await driver.press(letter)
            assert driver.app.mode_name == name
        await driver.press("g", "escape")
        assert driver.app.mode_name == list(GO.values())[-1]


async def test_g_g_goes_to_the_top(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "c", "j", "j", "G")
        last = driver.screen.focused
        assert last is not None
        await driver.press("g", "g")
        assert getattr(last, "cursor", None) == 0


@pytest.mark.parametrize("size", [NARROW, NORMAL])
@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_finds_a_milestone_and_goes_there(store: Path, size: tuple[int, int], key: str) -> None:
    async with driving(store, size) as driver:
        await driver.press(key)
        await driver.write("uat sign")
        assert "UAT sign-off" in driver.text()
        await driver.press("enter")
        screen = driver.screen
        assert isinstance(screen, TimelineScreen)
        assert screen.target() == "milestone/ACME-POS.UAT"


async def test_the_palette_finds_milestones_beyond_the_days_at_hand(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("colon")
        await driver.write("store network design")
        assert "Store network design approved" in driver.text()
        await driver.press("enter")
        assert driver.screen.target() == "milestone/ACME-POS.DESIGN"


async def test_the_palette_does_commands(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("colon")
        await driver.write("next theme")
        await driver.press("enter")
        assert driver.app.theme == "pmdesk-light"


async def test_in_focus_the_palette_offers_that_clients_milestones_only(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("2", "colon")
        await driver.write("uat sign")
        assert "UAT sign-off" not in driver.text()


async def test_help_is_searchable_and_does_what_the_row_says(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("question_mark")
        assert isinstance(driver.app.screen, Finder)
        await driver.write("timeline")
        assert "g t" in driver.text()
        await driver.press("enter")
        assert driver.app.mode_name == "timeline"


async def test_the_worst_conflict_is_explained_in_three_keys(store: Path) -> None:
    async with driving(store) as driver:
        worst = driver.app.view.conflicts[0].message  # type: ignore[union-attr]  # there once the store is read
        await driver.press("g", "c")
        assert worst[:40] in driver.text()


async def test_enter_opens_a_conflict_on_the_timeline(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "c")
        view = driver.app.view
        assert view is not None
        place = next(
            at
            for at, one in enumerate(view.conflicts)
            if one.kind == "blackout" and "milestone/ACME-POS.UAT" in one.items
        )
        await driver.press(*["j"] * place, "enter")
        assert driver.app.mode_name == "timeline"
        assert driver.screen.target() == "milestone/ACME-POS.UAT"


async def test_q_leaves_overlays_and_quits_from_a_screen(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("x")
        await driver.press("g", "q")
        assert driver.app.is_running
        await driver.pilot.press("q")
        for _ in range(500):
            if not driver.app.is_running:
                break
            await asyncio.sleep(0.01)
        assert not driver.app.is_running


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_the_switcher_tells_conflicts_what_waits_and_the_next_date(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("c")
        (acme,) = (line for line in driver.lines() if "1 client" in line)
        assert "!" in acme
        assert "4 wait" in acme
        assert ("Fri 27 Nov Release 1 build" if size == NORMAL else "Fri 27 Nov  Chicago") in acme
        assert "Chicago" in acme
        await driver.write("fibreco")
        (vendor,) = (line for line in driver.lines() if "vendor " in line)
        assert "2 wait" in vendor


async def test_the_switcher_counts_the_same_whatever_is_in_focus(store: Path) -> None:
    async with driving(store) as driver:
        told = []
        for digit in ("0", "4"):
            await driver.press(digit, "c")
            told.append([line[17:64] for line in driver.lines() if line[17:].startswith("engagement ")])
            await driver.press("escape")
        assert len(told[0]) > 5
        assert told[0] == told[1]

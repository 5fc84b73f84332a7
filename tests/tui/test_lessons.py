"""Lessons are found as one types, come up by themselves, and are used for another client without naming anybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from pmdesk.model import Action, Lesson, Note, RaidItem
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.finder import Finder
from pmdesk.tui.overlays.lesson_form import LessonForm
from pmdesk.tui.widgets.register_list import RegisterList

from .driving import NARROW, NORMAL, Driver, driving

DAY = date(2026, 3, 1)
PERMITS = Lesson(
    "ACME-POS.LP", "ACME-POS", "Ask for scaffold permits early", DAY, "The council kept Acme Retail waiting",
    "nobody asked", "Ask the council six weeks before", ("scaffold",),
)  # fmt: skip
NOTES = tuple(
    Note(f"N{at}", None, None, date(2026, 1, 1 + at), f"Scaffolding inspection number {at}") for at in range(5)
)


@pytest.fixture
def written(store: Path) -> Path:
    from .driving import open_desk

    desk = open_desk(store)
    desk.apply([Put(PERMITS), *(Put(row) for row in NOTES)], "written")
    desk.close()
    return store


def shown(driver: Driver) -> list[str]:
    return [row.ref for row in driver.screen.query_one("#rows", RegisterList).rows if row.ref]


@pytest.mark.parametrize("size", [NARROW, NORMAL], ids=["80x24", "140x40"])
async def test_lessons_and_notes_are_found_as_one_types(written: Path, size: tuple[int, int]) -> None:
    async with driving(written, size) as driver:
        await driver.press("g", "l")
        every = shown(driver)
        assert all(ref.startswith("lesson/") for ref in every)
        await driver.press("slash")
        await driver.write("scaf")
        assert shown(driver) == ["lesson/ACME-POS.LP", *(f"note/N{at}" for at in (4, 3, 2, 1, 0))]
        assert "6 found" in driver.text()
        await driver.write(" inspection number 3")
        assert shown(driver) == ["note/N3"]
        await driver.press("enter", "escape")
        assert shown(driver) == every


async def test_what_is_found_keeps_to_the_context_and_the_rest_of_the_filter(written: Path) -> None:
    async with driving(written) as driver:
        await driver.press("g", "l", "slash")
        await driver.write("scaf @ACME")
        assert shown(driver) == ["lesson/ACME-POS.LP"]
        await driver.press("enter", "2")
        assert shown(driver) == []
        await driver.press("1")
        assert shown(driver) == ["lesson/ACME-POS.LP"]


@pytest.mark.parametrize("typed", ['"', "*", "NEAR(", "a AND", "契約", "تصريح", "[/]"])
async def test_nothing_that_is_typed_breaks_the_search(written: Path, typed: str) -> None:
    async with driving(written) as driver:
        await driver.press("g", "l", "slash")
        driver.screen.query_one("#filter-text", Input).value = typed
        await driver.settle()
        assert driver.app.trouble is None


async def test_a_note_that_was_found_can_be_edited_and_is_found_anew(written: Path) -> None:
    async with driving(written) as driver:
        await driver.press("g", "l", "slash")
        await driver.write("number 3")
        await driver.press("enter", "x", "enter")
        assert driver.row(Note, "N3") is None
        assert shown(driver) == []
        await driver.press("u")
        assert shown(driver) == ["note/N3"]


async def test_a_risk_like_a_lesson_brings_it_up_and_a_key_opens_it(written: Path) -> None:
    async with driving(written) as driver:
        await driver.press("g", "r", "a")
        await driver.write("risk Scaffold comes too late p4 i5 @BOR-ERP")
        await driver.press("enter")
        assert "1 lesson like it: M shows it" in driver.foot()
        await driver.press("M")
        assert isinstance(driver.app.screen, Finder)
        assert "Ask for scaffold permits early" in driver.text()
        assert "tag scaffold" in driver.text()
        await driver.press("enter")
        assert driver.app.current_mode == "lessons"
        assert driver.screen.target() == "lesson/ACME-POS.LP"


async def test_without_a_hint_the_key_looks_for_lessons_like_the_row(written: Path) -> None:
    async with driving(written) as driver:
        await driver.press("g", "l", "M")
        assert "no lesson is like this" in driver.foot() or isinstance(driver.app.screen, Finder)


async def use(driver: Driver, words: str) -> LessonForm:
    await driver.press("g", "l", "slash")
    await driver.write("scaffold permits")
    await driver.press("enter", "T")
    await driver.write(words)
    await driver.press("enter")
    assert isinstance(driver.app.screen, LessonForm)
    return driver.app.screen


async def test_for_another_client_the_text_names_nobody_and_becomes_a_risk(written: Path) -> None:
    async with driving(written) as driver:
        await use(driver, "risk bor-erp")
        assert "Acme Retail  is now  the client" in driver.text()
        await driver.press("ctrl+s")
        rows = [row for row in driver.stored(lambda desk: desk.rows(RaidItem)) if "scaffold" in row.title]
        (row,) = rows
        assert (row.engagement, row.plan) == ("BOR-ERP", "Ask the council six weeks before")
        assert row.notes == "The council kept the client waiting\nnobody asked"
        await driver.press("u")
        assert not [row for row in driver.stored(lambda desk: desk.rows(RaidItem)) if "scaffold" in row.title]


async def test_a_name_that_is_typed_back_is_held_up(written: Path) -> None:
    async with driving(written) as driver:
        form = await use(driver, "closing bor-erp")
        form.query_one("#field-title Input", Input).value = "As at Acme Retail"
        await driver.press("ctrl+s")
        assert "it names another client: Acme Retail" in driver.text()
        assert isinstance(driver.app.screen, LessonForm)
        form.query_one("#field-title Input", Input).value = "Ask early"
        await driver.press("ctrl+s")
        (row,) = [row for row in driver.stored(lambda desk: desk.rows(Action)) if row.title == "Ask early"]
        assert (row.tags, row.engagement) == (("closing",), "BOR-ERP")
        assert "Acme" not in row.notes


async def test_for_its_own_client_a_lesson_stays_as_it_is(written: Path) -> None:
    async with driving(written) as driver:
        form = await use(driver, "start acme-pos")
        assert "Acme Retail" in form.query_one("#field-notes TextArea", TextArea).text


async def test_under_a_lock_nothing_is_found(written: Path) -> None:
    async with driving(written) as driver:
        await driver.press("1", "ctrl+l", "g", "l", "slash")
        await driver.write("scaf")
        assert shown(driver) == []
        await driver.press("escape", "M")
        assert "not while locked" in driver.foot()

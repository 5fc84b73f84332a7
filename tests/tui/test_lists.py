"""The lists of what has no screen of its own: each shows its rows, adds, edits and deletes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.model import NOUNS, Client, Engagement, Note, Site, columns_of
from pmdesk.portfolio import Put
from pmdesk.tui.commands import LISTS, NEW
from pmdesk.tui.overlays.form import Form
from pmdesk.tui.screens.catalog import make_screen
from pmdesk.tui.screens.register import RegisterScreen
from pmdesk.tui.widgets.register_list import RegisterList

from .driving import NARROW, Driver, driving


def rows(driver: Driver) -> list[str]:
    return [row.ref for row in driver.screen.query_one("#rows", RegisterList).rows if row.ref]


async def command(driver: Driver, name: str) -> None:
    """Run a command by its name in the palette."""
    await driver.press("colon")
    await driver.write(name)
    await driver.press("enter")


async def fill(driver: Driver, **fields: str) -> None:
    for name, text in fields.items():
        entry = driver.app.screen.query_one(f"#field-{name} Input", Input)
        entry.focus()
        entry.value = text
        await driver.pilot.pause()


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_shows_every_row_and_esc_goes_back(store: Path, name: str) -> None:
    async with driving(store, NARROW) as driver:
        await driver.press("g", "a")
        await command(driver, f"list-{name}")
        assert driver.app.current_mode == name
        screen = driver.screen
        assert isinstance(screen, RegisterScreen)
        every = driver.stored(lambda desk: desk.rows(screen.table.noun))
        assert set(rows(driver)) == {row.ref for row in every}
        assert every or name in {"changed"}
        if every:
            await driver.press("e")
            assert isinstance(driver.app.screen, Form)
            await driver.press("escape")
        await driver.press("escape")
        assert driver.app.current_mode == "actions"


async def test_g_o_lists_the_lists(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "o")
        assert all(title in driver.text() for title in LISTS.values())
        await driver.write("sit")
        await driver.press("enter")
        assert driver.app.current_mode == "sites"


def test_every_noun_of_a_workbook_can_be_added() -> None:
    kinds = {noun.KIND for noun in NOUNS}
    assert kinds - set(NEW) == {"profile", "override"}
    listed = set()
    for name in LISTS:
        screen = make_screen(name)
        assert isinstance(screen, RegisterScreen)
        listed.add(screen.table.noun.KIND)
    assert listed | {"profile", "vendor", "engagement", "action", "raid", "kpi", "measurement", "lesson"} >= kinds


@pytest.mark.parametrize("kind", NEW)
async def test_the_palette_adds_every_kind_in_a_form(store: Path, kind: str) -> None:
    async with driving(store) as driver:
        await command(driver, f"new-{kind}")
        form = driver.app.screen
        assert isinstance(form, Form)
        assert kind == form.noun.KIND
        shown = {field.name for field in form.fields}
        assert shown >= {name for name, column in columns_of(form.noun).items() if not column.hidden}


async def test_an_empty_desk_begins_with_a_client(empty_store: Path) -> None:
    async with driving(empty_store) as driver:
        await driver.press("A")
        form = driver.app.screen
        assert isinstance(form, Form)
        assert form.noun is Client
        await fill(driver, name="Acme Retail")
        await driver.press("enter")
        made = driver.row(Client, "ACME")
        assert isinstance(made, Client)
        assert (made.name, made.pin) == ("Acme Retail", 1)
        await driver.press("A")
        form = driver.app.screen
        assert isinstance(form, Form)
        assert form.noun is Engagement
        await fill(driver, name="POS rollout")
        await driver.press("enter")
        assert [row.client for row in driver.stored(lambda desk: desk.rows(Engagement))] == ["ACME"]


async def test_a_site_is_added_edited_deleted_and_undone(store: Path) -> None:
    async with driving(store) as driver:
        await command(driver, "list-sites")
        await driver.press("A")
        await fill(driver, name="Second floor", client="Acme Retail")
        await driver.press("enter")
        made = next(row for row in driver.stored(lambda desk: desk.rows(Site)) if row.name == "Second floor")
        driver.screen.point_at(made.ref, None)
        await driver.press("e")
        await fill(driver, address="Calle Mayor 1")
        await driver.press("enter")
        edited = driver.row(Site, made.key)
        assert isinstance(edited, Site)
        assert edited.address == "Calle Mayor 1"
        await driver.press("x", "enter")
        assert driver.row(Site, made.key) is None
        await driver.press("u")
        assert driver.row(Site, made.key) == edited


async def test_a_contact_and_a_note_are_found_by_name(store: Path) -> None:
    noted = Note(key="ZEBRA", client="ACME", date=date(2026, 11, 20), text="zebra crossing")
    async with driving(store) as driver:
        driver.stored(lambda desk: desk.apply([Put(noted)], "noted"))
        await driver.press("colon")
        await driver.write("priya")
        await driver.press("enter")
        assert driver.app.current_mode == "contacts"
        assert driver.screen.target().startswith("contact/")
        assert "Priya" in driver.text()
        await driver.press("colon")
        await driver.write("zebra cross")
        await driver.press("enter")
        assert driver.screen.target() == "note/ZEBRA"


async def test_what_hangs_on_a_client_leaves_room_for_what_enter_does(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        await driver.app.run_action("go_screen('clients')", driver.screen)
        await driver.settle()
        assert driver.text().count("Acme Retail") == 2
        await driver.press("x")
        text = driver.text()
        assert "things hang on it" in text
        assert "lines more" in text
        assert "Enter delete, u brings it back   Esc leave" in text
        assert "delete client Acme Retail   Acme Retail" not in text

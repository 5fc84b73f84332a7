"""Another program changes the store: what is shown follows, the cursor stays, an open form shows both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.model import Milestone
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.form import Form
from pmdesk.tui.widgets.row_list import RowList

from .driving import Driver, driving, open_desk
from .test_move import at_uat
from .test_verbs import into, uat

KEY = "ACME-POS.UAT"


def change(driver: Driver, **fields: object) -> None:
    """Change the milestone past the program."""
    desk = open_desk(driver.path)
    row = desk.get(Milestone, KEY)
    assert row is not None
    desk.apply([Put(replace(row, **fields))], "changed elsewhere")  # type: ignore[arg-type]  # fields of a test
    desk.close()


async def look(driver: Driver) -> None:
    assert driver.app.keeper is not None
    driver.app.keeper.look()
    await driver.settle()
    await driver.settle()


async def test_another_programs_change_is_shown_with_the_cursor_kept(store: Path) -> None:
    async with driving(store) as driver:
        agenda = driver.screen.query_one("#agenda", RowList)
        ref = "milestone/ACME-POS.BUILD"
        assert agenda.put_cursor_on(ref)
        desk = open_desk(store)
        fresh = Milestone(key="ACME-POS.ZZ", engagement="ACME-POS", title="Zebra", due=date(2026, 11, 23))
        desk.apply([Put(fresh)], "x")
        desk.close()
        await look(driver)
        assert "Zebra" in driver.text()
        assert agenda.row is not None
        assert agenda.row.ref == ref


async def test_a_field_that_was_not_touched_takes_what_is_there_now(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("e")
        await into(driver, "title", "Mine")
        change(driver, acceptance="signed by all")
        await look(driver)
        assert "changed meanwhile" in driver.text()
        await driver.press("enter")
        assert (uat(driver).title, uat(driver).acceptance) == ("Mine", "signed by all")


async def test_a_field_that_both_changed_shows_both_before_it_is_saved(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("e")
        await into(driver, "title", "Mine")
        change(driver, title="Theirs")
        await look(driver)
        assert "now: Theirs" in driver.text()
        assert driver.app.screen.query_one("#field-title Input", Input).value == "Mine"
        await driver.press("enter")
        assert uat(driver).title == "Mine"


async def test_saving_before_it_was_seen_is_refused(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("e")
        await into(driver, "title", "Mine")
        form = driver.app.screen
        assert isinstance(form, Form)
        change(driver, title="Theirs")
        await driver.press("enter")
        assert uat(driver).title == "Theirs"
        await look(driver)
        assert "Theirs" in driver.text()
        await driver.press("enter")
        assert uat(driver).title == "Mine"


async def test_a_row_that_is_gone_is_said(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("e")
        await into(driver, "title", "Mine")
        desk = open_desk(store)
        desk.apply(desk.dependents(Milestone, KEY), "deleted elsewhere")
        desk.close()
        await look(driver)
        assert "deleted meanwhile" in driver.text()


@pytest.mark.parametrize("leave", ["escape"])
async def test_a_draft_holds_only_what_was_typed(store: Path, leave: str) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("e")
        await into(driver, "title", "Mine")
        await driver.press(leave)
        change(driver, acceptance="signed by all")
        await look(driver)
        assert driver.app.drafts[f"milestone/{KEY}"] == {"title": "Mine"}
        await driver.press("e", "enter")
        assert (uat(driver).title, uat(driver).acceptance) == ("Mine", "signed by all")

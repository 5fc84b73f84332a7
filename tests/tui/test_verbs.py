from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.frozen import replace
from pmdesk.model import Milestone
from pmdesk.tui.overlays.form import Form

from .driving import NARROW, NORMAL, TODAY, Driver, driving
from .test_move import at_uat


def uat(driver: Driver, key: str = "ACME-POS.UAT") -> Milestone:
    row = driver.row(Milestone, key)
    assert isinstance(row, Milestone)
    return row


async def into(driver: Driver, field: str, text: str) -> None:
    """Write text into a field of the form."""
    entry = driver.app.screen.query_one(f"#field-{field} Input", Input)
    entry.focus()
    entry.value = ""
    await driver.pilot.pause()
    await driver.write(text)


async def test_done_is_one_key_and_opens_again(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("d")
        assert (uat(driver).status, uat(driver).done_on) == ("done", TODAY)
        assert "marked UAT sign-off done" in driver.foot()
        await driver.press("d")
        assert (uat(driver).status, uat(driver).done_on) == ("planned", None)


async def test_at_risk_goes_on_and_off(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        begun = uat(driver).status
        await driver.press("exclamation_mark")
        middle = uat(driver).status
        await driver.press("exclamation_mark")
        assert {begun, middle} == {"planned", "at-risk"}
        assert uat(driver).status == begun


async def test_delete_shows_what_hangs_on_it_and_undo_brings_all_back(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        before = driver.stored(lambda desk: desk.rows(Milestone))
        await driver.press("x")
        assert "delete" in driver.text()
        assert "no longer comes after it" in driver.text()
        await driver.press("escape")
        assert driver.stored(lambda desk: desk.rows(Milestone)) == before
        await driver.press("x", "enter")
        assert driver.row(Milestone, "ACME-POS.UAT") is None
        await driver.press("u")
        assert driver.stored(lambda desk: desk.rows(Milestone)) == before


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_add_in_the_form(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("1", "A")
        assert "add a milestone" in driver.text()
        await driver.write("Steering review")
        await into(driver, "engagement", "pos rollout")
        await into(driver, "due", "12 dec")
        assert "Sat 12 Dec 2026, in 19 days" in driver.text()
        await driver.press("enter")
        made = driver.row(Milestone, "ACME-POS.STEERING")
        assert isinstance(made, Milestone)
        assert (made.title, made.due.isoformat(), made.baseline) == ("Steering review", "2026-12-12", made.due)
        assert "added milestone Steering review" in driver.foot()


async def test_errors_stand_at_their_fields(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("A", "enter")
        text = driver.text()
        assert text.count("is needed") >= 1
        await driver.write("Title")
        await into(driver, "engagement", "nowhere")
        await into(driver, "due", "31/02")
        await into(driver, "owner", "nobody at all")
        await driver.press("enter")
        text = driver.text()
        assert "is no engagement here" in text
        assert "is nobody known here" in text
        assert isinstance(driver.app.screen, Form)


async def test_what_the_store_refuses_is_said_in_the_form(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("e")
        await into(driver, "after", "ACME-POS.UAT")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Form)
        assert "itself" in driver.text()
        assert uat(driver).after != ()
        assert "ACME-POS.UAT" not in {item.key for item in uat(driver).after}


async def test_edit_changes_what_was_typed_only(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        before = uat(driver)
        await driver.press("e")
        await into(driver, "title", "UAT signed")
        await driver.press("ctrl+s")
        after = uat(driver)
        assert after.title == "UAT signed"
        assert after == replace(before, title="UAT signed")
        assert "edited UAT signed" in driver.foot()


async def test_escape_keeps_what_was_typed_for_the_next_time(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("A")
        await driver.write("Half a thou")
        await driver.press("escape")
        assert "kept: A brings back what you typed" in driver.foot()
        await driver.press("A")
        assert "Half a thou" in driver.text()
        assert "what you typed last time is back" in driver.text()


async def test_choices_go_by_letter_and_arrow(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("e")
        driver.app.screen.query_one("#field-kind Choice").focus()
        await driver.press("p", "right", "enter")
        assert uat(driver).kind == "go-live"


async def test_digits_and_letters_are_text_in_a_field(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("A")
        await driver.write("12 quick ubx")
        assert driver.app.screen.query_one("#field-title Input", Input).value == "12 quick ubx"
        assert driver.app.context.focus is None


async def test_nothing_to_undo_is_said(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("ctrl+r")
        assert "nothing to redo" in driver.foot()

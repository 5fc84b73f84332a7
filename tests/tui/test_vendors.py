"""Vendors show their record, are rated, and chosen between; under a lock by what the client sees alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.model import Candidate, Milestone, Rating, Selection
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.form import Form
from pmdesk.tui.overlays.question import WhyQuestion
from pmdesk.tui.tables.vendors import late_words
from pmdesk.tui.widgets.register_list import RegisterList

from .driving import NARROW, NORMAL, WIDE, Driver, driving, open_desk

START = date(2026, 3, 2)
CHOICE = Selection("WIRING", "ACME-POS", "Who wires the stores", (("cost", Decimal(3)), ("culture", Decimal(1))))
ROWS = (
    Milestone("ACME-POS.V1", "ACME-POS", "Wired early", START, "done", owner="vendor/FIBRE", baseline=START,
              done_on=date(2026, 3, 1)),
    Milestone("ACME-POS.V2", "ACME-POS", "Wired late", START, "done", owner="vendor/FIBRE", baseline=START,
              done_on=date(2026, 3, 12)),
    Rating("FIBRE", START, "quality", 4, Decimal(3), "tidy"), CHOICE,
    Candidate("W1", "WIRING", "FibreCo", "FIBRE", (("cost", Decimal(2)), ("culture", Decimal(5)))),
    Candidate("W2", "WIRING", "Wires & Sons", None, (("cost", Decimal(4)), ("culture", Decimal(2)))),
)  # fmt: skip


@pytest.fixture
def known(store: Path) -> Path:
    desk = open_desk(store)
    desk.apply([Put(row) for row in ROWS], "known")
    desk.close()
    return store


def shown(driver: Driver) -> list[str]:
    return [row.ref for row in driver.screen.query_one("#rows", RegisterList).rows if row.ref]


@pytest.mark.parametrize("size", [NARROW, NORMAL, WIDE], ids=["80x24", "140x40", "200x60"])
async def test_the_screen_shows_a_record_from_evidence(known: Path, size: tuple[int, int]) -> None:
    async with driving(known, size) as driver:
        await driver.press("g", "v")
        driver.screen.point_at("vendor/FIBRE", None)
        await driver.settle()
        if size != NARROW:
            assert "on time" in driver.text()
            assert "kept" in driver.text()
            assert "4.0 of 5" in driver.text()
        await driver.press("enter", "tab")
        assert "at worst" in driver.text()
        assert "quality" in driver.text()


async def test_a_vendor_is_rated_by_a_criterion(known: Path) -> None:
    async with driving(known) as driver:
        await driver.press("g", "v")
        driver.screen.point_at("vendor/FIBRE", None)
        await driver.settle()
        await driver.press("R")
        form = driver.app.screen
        assert isinstance(form, Form)
        form.query_one("#field-criterion Input", Input).value = "manners"
        form.query_one("#field-score Input", Input).value = "2"
        form.query_one("#field-note Input", Input).value = "late to every meeting"
        await driver.press("ctrl+s")
        kept = driver.row(Rating, "FIBRE", date(2026, 11, 23), "manners")
        assert kept == Rating("FIBRE", date(2026, 11, 23), "manners", 2, Decimal(1), "late to every meeting")
        assert "3.5 of 5" in driver.text()
        await driver.press("u")
        assert driver.row(Rating, "FIBRE", date(2026, 11, 23), "manners") is None


async def test_a_choice_is_made_with_its_reason_and_kept(known: Path) -> None:
    async with driving(known) as driver:
        await driver.press("g", "v")
        assert shown(driver)[-1] == "selection/WIRING"
        driver.screen.point_at("selection/WIRING", None)
        await driver.settle()
        assert "Wires & Sons" in driver.text()
        await driver.press("enter")
        assert shown(driver) == ["candidate/W2", "candidate/W1"]
        await driver.press("D")
        assert isinstance(driver.app.screen, WhyQuestion)
        await driver.press("enter")
        assert isinstance(driver.app.screen, WhyQuestion)
        await driver.write("cheapest")
        await driver.press("enter")
        row = driver.row(Selection, "WIRING")
        assert isinstance(row, Selection)
        assert (row.status, row.decision, row.decided_on) == ("decided", "cheapest", date(2026, 11, 23))
        assert [one.verdict for one in driver.stored(lambda desk: desk.rows(Candidate))] == ["declined", "chosen"]
        await driver.press("escape")
        assert "chose Wires & Sons" in driver.text()


async def test_a_choice_is_begun_and_candidates_are_added(known: Path) -> None:
    async with driving(known) as driver:
        await driver.press("g", "v", "C")
        form = driver.app.screen
        assert isinstance(form, Form)
        assert form.query_one("#field-criteria Input", Input).value.startswith("experience=3")
        form.query_one("#field-title Input", Input).value = "Cabling of the lab"
        await driver.press("ctrl+s")
        (row,) = [row for row in driver.stored(lambda desk: desk.rows(Selection)) if row.title == "Cabling of the lab"]
        driver.screen.point_at(row.ref, None)
        await driver.settle()
        await driver.press("enter", "A")
        form = driver.app.screen
        assert isinstance(form, Form)
        form.query_one("#field-name Input", Input).value = "Cables Ltd"
        form.query_one("#field-scores Input", Input).value = "cost=9"
        await driver.press("ctrl+s")
        assert "not between 1 and 5" in driver.text()
        form.query_one("#field-scores Input", Input).value = "cost=4 culture=2"
        await driver.press("ctrl+s")
        (one,) = [one for one in driver.stored(lambda desk: desk.rows(Candidate)) if one.name == "Cables Ltd"]
        assert one.selection == row.key


async def test_under_a_lock_a_record_is_of_that_client_alone(known: Path) -> None:
    async with driving(known, WIDE) as driver:
        await driver.press("2", "ctrl+l", "g", "v")
        assert "Wires" not in driver.text()
        assert "quality" not in driver.text()
        for key in ("R", "C", "D"):
            await driver.press(key)
            assert not isinstance(driver.app.screen, Form | WhyQuestion)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "on the day"),
        (1, "1 day late"),
        (-1, "1 day early"),
        ("3/2", "1.5 days late"),
        (-4, "4 days early"),
    ],
)
def test_a_slip_is_told_as_people_say_it(days: int | str, told: str) -> None:
    assert late_words(Fraction(days)) == told

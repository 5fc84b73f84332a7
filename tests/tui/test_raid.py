"""The register escalates, notes answers, and keeps what a risk was before it became an issue."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from pmdesk.model import Contact, Escalation, RaidItem, Turn
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.question import WhyQuestion

from .driving import NARROW, NORMAL, Driver, driving, open_desk

RISK = RaidItem(
    "ACME-POS.ZZ", "ACME-POS", "risk", "Zebra crossing closed", 5, 5, "mitigate", "paint a new one", trigger="rain",
    visibility="client",
)  # fmt: skip
PEOPLE = (
    Contact("ZED", "client/ACME", "Zed First", escalation=1), Contact("ZOE", "client/ACME", "Zoe Second", escalation=2),
)  # fmt: skip
OLD = Escalation("ACME-POS.ZZ", 1, "ZED", datetime(2026, 11, 16, 9))


@pytest.fixture
def known(store: Path) -> Path:
    desk = open_desk(store)
    others = [row for row in desk.rows(Contact) if row.of == "client/ACME"]
    desk.apply([Put(Contact(row.key, row.of, row.name)) for row in others], "nobody else is asked")
    desk.apply([Put(row) for row in (RISK, *PEOPLE)], "known")
    desk.close()
    return store


async def at_risk(driver: Driver) -> None:
    await driver.press("g", "r")
    driver.screen.point_at("raid/ACME-POS.ZZ", None)
    await driver.settle()


def steps(driver: Driver) -> list[str | None]:
    return [row.contact for row in driver.stored(lambda desk: desk.rows(Escalation))]


async def test_an_item_goes_from_one_contact_to_the_next(known: Path) -> None:
    async with driving(known) as driver:
        await at_risk(driver)
        await driver.press("U")
        assert steps(driver) == ["ZED"]
        assert "to answer by" in driver.text()
        await driver.press("U")
        assert steps(driver) == ["ZED", "ZOE"]
        await driver.press("U")
        assert "nobody is left to ask" in driver.foot()
        await driver.press("u")
        assert steps(driver) == ["ZED"]


async def test_what_was_not_answered_in_time_is_told_and_an_answer_is_noted(known: Path) -> None:
    desk = open_desk(known)
    desk.apply([Put(OLD)], "asked long ago")
    desk.close()
    async with driving(known) as driver:
        await at_risk(driver)
        assert "no answer within 8 business hours" in driver.text()
        assert "1 without an answer in time" in driver.text()
        await driver.press("Y")
        assert isinstance(driver.app.screen, WhyQuestion)
        await driver.write("Friday it is")
        await driver.press("enter")
        (row,) = driver.stored(lambda desk: desk.rows(Escalation))
        assert row.answer == "Friday it is"
        assert "Friday it is" in driver.text()
        await driver.press("Y")
        assert "waits for none" in driver.foot()


@pytest.mark.parametrize("size", [NARROW, NORMAL], ids=["80x24", "140x40"])
async def test_a_risk_becomes_an_issue_and_shows_what_it_was(known: Path, size: tuple[int, int]) -> None:
    async with driving(known, size) as driver:
        await at_risk(driver)
        await driver.press("T")
        row = driver.row(RaidItem, "ACME-POS.ZZ")
        assert isinstance(row, RaidItem)
        assert row.type == "issue"
        assert "Zebra crossing closed has become an issue" in driver.foot()
        if size == NORMAL:
            assert "risk until Mon 23 Nov 2026" in driver.text()
            assert "paint a new one" in driver.text()
        await driver.press("T")
        assert "is no risk but an issue" in driver.foot()
        await driver.press("u")
        assert driver.stored(lambda desk: desk.rows(Turn)) == []


async def test_under_a_lock_nothing_of_it_is_shown_or_done(known: Path) -> None:
    desk = open_desk(known)
    desk.apply([Put(OLD)], "asked long ago")
    desk.close()
    async with driving(known) as driver:
        await driver.press("1", "ctrl+l")
        await at_risk(driver)
        assert "Zebra crossing closed" in driver.text()
        assert "no answer" not in driver.text()
        for key in ("U", "Y", "T"):
            await driver.press(key)
            assert "not while locked" in driver.foot()
        assert len(steps(driver)) == 1

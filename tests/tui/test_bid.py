"""The bid in the terminal: answered as it is typed, kept as a proposed engagement or as the hours of one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pmdesk.model import Allocation, Assignment, Engagement, Milestone
from pmdesk.tui.overlays.bid import BidScreen

from .driving import NARROW, NORMAL, Driver, driving


def bidding(driver: Driver) -> BidScreen:
    screen = driver.app.screen
    assert isinstance(screen, BidScreen)
    return screen


async def fill(driver: Driver, **typed: str) -> None:
    """Type into fields, each by its name."""
    screen = bidding(driver)
    for name, text in typed.items():
        screen.query_one(f"#field-{name}").query_one("Input").focus()
        await driver.settle()
        await driver.write(text)


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_what_fits_is_said_with_the_first_starts(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("B")
        await fill(driver, hours="1", first="2027-06-07", last="2027-09-30")
        answer = bidding(driver).answer
        assert answer is not None
        assert answer.verdict == "fits"
        text = driver.text()
        assert "fits" in text
        assert "starts Mon 7 Jun, " in " ".join(text.split())
        assert "starts" in text


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_what_breaks_is_said_first_and_what_binds(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("B")
        await fill(driver, hours="35", first="2026-11-30", last="2027-02-26")
        answer = bidding(driver).answer
        assert answer is not None
        assert answer.verdict == "does not fit"
        text = driver.text()
        assert "does not fit" in text
        assert "breaks" in text
        assert "more hours than there are" in text
        assert "some weeks have no room at all" in text


async def test_proposed_ones_that_make_it_so_are_named(store: Path) -> None:
    async with driving(store) as driver:
        proposed = [row for row in driver.stored(lambda desk: desk.rows(Engagement)) if row.status == "proposed"]
        row = max(proposed, key=lambda one: one.weekly_hours)
        await driver.press("B")
        await fill(driver, hours="10", first=row.start.isoformat(), last="+26w", **{"with": row.key})
        screen = bidding(driver)
        assert screen.answer is not None
        because = {ref for one in screen.answer.breaks for ref in one.because}
        assert not because or row.name in driver.text()
        assert screen.asked is not None
        assert screen.asked.with_ == {row.key}


async def test_it_is_kept_as_a_proposed_engagement_in_one_change(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("B")
        await fill(
            driver, hours="12", first="2027-06-07", last="2027-09-30", client="elm",
            dates="2027-06-30, 2027-07-30", vendors="fibre:1", name="Cold store",
        )  # fmt: skip
        await driver.press("ctrl+s")
        assert "proposed Cold store, 12 h a week" in driver.foot()
        deals = [row for row in driver.stored(lambda desk: desk.rows(Engagement)) if row.name == "Cold store"]
        assert len(deals) == 1
        deal = deals[0]
        assert (deal.status, deal.weekly_hours, deal.start) == ("proposed", Decimal(12), date(2027, 6, 7))
        work = driver.stored(lambda desk: desk.rows(Assignment, engagement=deal.key))
        assert [(one.vendor, one.status, one.end) for one in work] == [("FIBRE", "tentative", None)]
        dates = driver.stored(lambda desk: desk.rows(Milestone, engagement=deal.key))
        assert [one.due for one in dates] == [date(2027, 6, 30), date(2027, 7, 30)]
        await driver.press("u")
        assert driver.row(Engagement, deal.key) is None
        assert driver.stored(lambda desk: desk.rows(Milestone, engagement=deal.key)) == []


async def test_an_engagement_is_scaled_as_a_what_if_and_for_good(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("B")
        await fill(driver, hours="6", engagement="acme-pos", first="2026-12-07", last="2026-12-18")
        screen = bidding(driver)
        assert screen.answer is not None
        before = driver.stored(lambda desk: desk.rows(Allocation, engagement="ACME-POS"))
        await driver.press("ctrl+s")
        found = driver.stored(lambda desk: desk.rows(Allocation, engagement="ACME-POS"))
        assert [(one.start, one.end, one.weekly_hours) for one in found if one not in before] == [
            (date(2026, 12, 7), date(2026, 12, 18), Decimal(6))
        ]
        assert "scaled POS rollout to 6 h a week" in driver.foot()


async def test_what_can_not_be_read_is_said_by_its_field(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("B")
        await fill(driver, hours="many", first="31/02", client="nobody", vendors="nobody:1")
        text = driver.text()
        assert "nobody is none that is known" in text
        assert bidding(driver).answer is None
        await driver.press("ctrl+s")
        assert "there is nothing to keep yet" in driver.text()


async def test_a_name_and_a_client_are_asked_for_and_what_is_typed_is_kept(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("B")
        await fill(driver, hours="2", first="2027-06-07")
        await driver.press("ctrl+s")
        assert "needs a client" in driver.text()
        await driver.press("escape", "B")
        assert bidding(driver).typed()["hours"] == "2"


async def test_in_a_scenario_it_counts_the_drafts(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("S", "B")
        await fill(driver, hours="30", first="2027-06-07", last="2027-09-30", client="ACME", name="Big one")
        await driver.press("ctrl+s")
        assert "draft: proposed Big one" in driver.foot()
        await driver.press("B")
        await fill(driver, hours="30", first="2027-06-07", last="2027-09-30", **{"with": "big"})
        answer = bidding(driver).answer
        assert answer is not None
        assert answer.breaks
        assert any(one.because for one in answer.breaks)
        assert "not without Big one" in driver.text()


async def test_under_a_lock_it_is_refused(store: Path) -> None:
    async with driving(store, lock="ACME") as driver:
        await driver.press("B")
        assert not isinstance(driver.app.screen, BidScreen)
        assert "not while locked" in driver.foot()


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_its_keys_stay_in_the_footer_and_a_refusal_leaves_nothing_to_be_saved(
    store: Path, size: tuple[int, int]
) -> None:
    async with driving(store, size) as driver:
        await driver.press("B")
        await fill(driver, hours="16", first="2027-01-01", last="2027-06-30")
        assert "some weeks have no room at all" in driver.text()
        assert "ctrl+s keep it" in driver.foot()
        await driver.press("ctrl+s")
        assert "a proposed engagement needs a client" in driver.text()
        await driver.press("escape")
        assert driver.foot().rstrip().endswith(" saved")

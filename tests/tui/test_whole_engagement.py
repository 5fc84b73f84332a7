"""A whole engagement by keys: bid, proposal, template, sites, a slip, weekly reports, the close, the next bid."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.model import Action, Assignment, Engagement, Feedback, Lesson, Milestone
from pmdesk.tui.app import PmdeskApp
from pmdesk.tui.overlays.bid import BidScreen
from pmdesk.tui.overlays.life import LifeScreen
from pmdesk.tui.overlays.report import ReportScreen
from pmdesk.tui.overlays.slip import SlipScreen
from pmdesk.tui.overlays.starting import StartScreen

from .driving import NORMAL, NOW, Driver
from .test_leading import SITES, fill

KEY = "ACME-KIOSK"


@asynccontextmanager
async def on_day(path: Path, days: int) -> AsyncIterator[Driver]:
    """Run the program so many days after the tests' own."""

    def now() -> datetime:
        return NOW + timedelta(days=days)

    app = PmdeskApp(lambda: Desk.open(path, now=now, zone="Europe/Madrid"), now=now, live=False)
    app.briefs = False
    async with app.run_test(size=NORMAL, notifications=True) as pilot:
        driver = Driver(app, pilot, path)
        await driver.settle()
        yield driver


def engagement(driver: Driver) -> Engagement:
    row = driver.row(Engagement, KEY)
    assert isinstance(row, Engagement)
    return row


def site_dates(driver: Driver) -> list[Milestone]:
    rows = driver.stored(lambda desk: desk.rows(Milestone, engagement=KEY))
    return sorted((row for row in rows if row.site), key=lambda row: row.key)


def reports(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("ACME-*.md"))]


async def bid(driver: Driver, name: str) -> None:
    """Ask whether it fits, and keep it as a proposal."""
    await driver.press("1", "B")
    assert isinstance(driver.app.screen, BidScreen)
    await fill(driver, hours="2", first="2026-11-30", last="2027-06-30", vendors="SENSO", name=name)
    assert re.search("fits|breaks", driver.text())
    await driver.press("ctrl+s")


async def start_from_a_template(driver: Driver, sites: Path) -> None:
    await driver.press("g", "e")
    driver.screen.point_at(f"engagement/{KEY}", None)
    await driver.press("E")
    assert isinstance(driver.app.screen, StartScreen)
    await fill(driver, template="ROLLOUT", vendor="SENSO", sites=str(sites), crews="2", status="active")
    assert "14 sites" in driver.text()
    await driver.press("ctrl+s")


async def report(driver: Driver) -> None:
    await driver.press("1", "r")
    assert isinstance(driver.app.screen, ReportScreen)
    await driver.press("enter")
    assert "written:" in driver.foot()


async def slip(driver: Driver) -> None:
    """The vendor is a week late: its own dates move, in one change."""
    await driver.press("0", "g", "v")
    driver.screen.point_at("vendor/SENSO", None)
    await driver.press("m")
    assert isinstance(driver.app.screen, SlipScreen)
    assert "Shop" in driver.text()
    await driver.press("enter")


async def close(driver: Driver) -> None:
    await driver.press("g", "e")
    driver.screen.point_at(f"engagement/{KEY}", None)
    await driver.press("P")
    assert isinstance(driver.app.screen, LifeScreen)
    await fill(driver, status="closed")
    assert "4 closing actions are open" in driver.text()
    scores = {"mark-0": "4", "mark-1": "3"}
    await fill(driver, lesson="Kiosk crews need the store keys a week ahead", **scores)
    await driver.press("ctrl+s")


async def test_a_whole_engagement(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sites = tmp_path / "sites.csv"
    sites.write_text(SITES, encoding="utf-8")
    async with on_day(store, 0) as driver:
        await bid(driver, "Kiosk rollout")
        assert engagement(driver).status == "proposed"
        await start_from_a_template(driver, sites)
        assert engagement(driver).status == "active"
        assert len(site_dates(driver)) == 14
        assert len(driver.stored(lambda desk: desk.rows(Assignment, engagement=KEY, vendor="SENSO"))) == 15
        assert [row for row in driver.stored(lambda desk: desk.rows(Action, engagement=KEY)) if "start" in row.tags]
        await report(driver)
        before = {row.key: row.due for row in site_dates(driver)}
    async with on_day(store, 7) as driver:
        await slip(driver)
        moved = {row.key: (row.due - before[row.key]).days for row in site_dates(driver)}
        assert set(moved.values()) == {7}
        assert {row.baseline for row in site_dates(driver)} == set(before.values())
        await report(driver)
    first, second = reports(tmp_path)
    assert "Kiosk rollout" in first
    since = second.partition("# Kiosk rollout")[2].partition("## Milestones")[0]
    assert "Since the last report, 23 Nov 2026" in since
    assert since.count("| +7 d |") + since.count("7 days") >= 14, since
    async with on_day(store, 200) as driver:
        await driver.press("1")
        await close(driver)
        assert engagement(driver).status == "closed"
        assert {row.score for row in driver.stored(lambda desk: desk.rows(Feedback, engagement=KEY))} == {3, 4}
        (lesson,) = driver.stored(lambda desk: desk.rows(Lesson, engagement=KEY))
        assert lesson.title == "Kiosk crews need the store keys a week ahead"
        await bid(driver, "Kiosk rollout, second part")
        assert "M shows" in driver.foot()
        await driver.press("M")
        assert "Kiosk crews need the store keys a week ahead" in driver.text()

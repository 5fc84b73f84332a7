"""Scorecards: what was measured, requests in business hours, and the rule by which a measure is computed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from pmdesk.model import Kpi, Measurement, Request, Source
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.form import Form

from .driving import Driver, driving
from .test_leading import fill


@pytest.fixture
def kpi(store: Path) -> Kpi:
    from .driving import open_desk

    desk = open_desk(store)
    try:
        rows = desk.rows(Kpi, engagement="ACME-POS")
        row = next(one for one in rows if desk.rows(Measurement, kpi=one.key))
        opened = datetime.fromisoformat("2026-11-20T14:00")
        desk.apply([Put(Request("R1", row.key, "Till 4 dead", opened))], "opened")
    finally:
        desk.close()
    return row


async def open_measure(driver: Driver, kpi: Kpi) -> None:
    await driver.press("1", "g", "k")
    driver.screen.point_at(f"kpi/{kpi.key}", None)
    await driver.press("enter")


async def test_in_focus_what_was_measured_is_listed(store: Path, kpi: Kpi) -> None:
    async with driving(store) as driver:
        await open_measure(driver, kpi)
        assert "nothing measured yet" not in driver.text()
        assert "nothing in Acme" not in driver.text()


async def test_requests_tell_their_business_hours(store: Path, kpi: Kpi) -> None:
    async with driving(store) as driver:
        await open_measure(driver, kpi)
        await driver.press("tab")
        assert "Till 4 dead" in driver.text()
        assert " h " in next(line for line in driver.lines() if "Till 4 dead" in line)


async def test_a_measure_is_computed_by_a_rule_and_recorded(store: Path, kpi: Kpi) -> None:
    async with driving(store) as driver:
        await open_measure(driver, kpi)
        await driver.press("tab", "tab", "A")
        assert isinstance(driver.app.screen, Form)
        await fill(driver, rule="median-slip")
        await driver.press("ctrl+s")
        assert driver.row(Source, kpi.key) == Source(kpi.key, "median-slip")
        await driver.press("colon")
        await driver.write("record the measures")
        await driver.press("enter")
        assert "measured" in driver.foot() or "nothing" in driver.foot()
        await driver.press("u")

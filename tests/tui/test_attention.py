"""What needs attention stands on Today, by kind, in focus that client's alone."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from pmdesk.schedule.alerts import Alert
from pmdesk.tui.screens.attention import APART, TITLES
from pmdesk.tui.screens.today import TodayScreen
from pmdesk.tui.widgets.row_list import RowList

from .driving import NARROW, NORMAL, WIDE, Driver, driving


def listed(driver: Driver) -> list[Alert]:
    """Give the alerts that stand on Today."""
    assert isinstance(driver.screen, TodayScreen)
    rows = driver.screen.query_one("#agenda", RowList).rows
    return [row.about for row in rows if isinstance(row.about, Alert)]


@pytest.mark.parametrize("size", [NARROW, NORMAL, WIDE])
async def test_all_alerts_are_there_by_kind(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        told = driver.stored(lambda desk: desk.alerts())
        wanted = [one for one in told if one.kind not in APART]
        assert len(wanted) > 10
        assert Counter(listed(driver)) == Counter(wanted)
        kinds = [one.kind for one in listed(driver)]
        assert len(dict.fromkeys(kinds)) == 1 + sum(one != two for one, two in pairwise(kinds))
        rows = driver.screen.query_one("#agenda", RowList).rows
        milestones = {row.ref for row in rows if row.kind == "milestone" and not isinstance(row.about, Alert)}
        assert milestones == {one.ref for one in told if one.kind in {"overdue", "due-soon"}}


async def test_in_focus_they_are_that_clients(store: Path) -> None:
    async with driving(store) as driver:
        everybody = {one.client for one in listed(driver)}
        assert len(everybody) > 2
        await driver.press("1")
        assert {one.client for one in listed(driver)} == {"ACME"}


async def test_each_opens_where_it_lies(store: Path) -> None:
    async with driving(store) as driver:
        missed = next(one for one in listed(driver) if one.kind == "missed")
        driver.screen.point_at(f"{missed.ref}#missed", None)
        assert driver.screen.target() == missed.ref
        await driver.press("enter")
        assert driver.app.current_mode == "scorecards"
        assert driver.screen.target() == missed.ref


async def test_they_follow_what_is_changed(store: Path) -> None:
    async with driving(store) as driver:
        slipped = next(one for one in listed(driver) if one.kind == "slipped")
        driver.screen.point_at(f"{slipped.ref}#slipped", None)
        await driver.press("d")
        assert slipped.ref not in {one.ref for one in listed(driver) if one.kind == "slipped"}
        await driver.press("u")
        assert slipped.ref in {one.ref for one in listed(driver) if one.kind == "slipped"}


def test_every_kind_has_a_name() -> None:
    from pmdesk.schedule.alerts import KINDS

    assert set(TITLES) == set(KINDS)


async def test_a_filter_finds_them_by_client(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("slash")
        await driver.write("@ACME")
        await driver.press("enter")
        assert {one.client for one in listed(driver)} == {"ACME"}


async def test_of_very_many_the_first_are_listed_and_the_rest_counted(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmdesk.tui.screens.attention.MOST", 2)
    async with driving(store, WIDE) as driver:
        counts = Counter(one.kind for one in driver.stored(lambda desk: desk.alerts()) if one.kind not in APART)
        assert Counter(one.kind for one in listed(driver)) == {kind: min(2, count) for kind, count in counts.items()}
        assert f"and {counts['missed'] - 2} more: missed" in driver.text()
        assert f"needs attention   {sum(counts.values())}" in driver.text()

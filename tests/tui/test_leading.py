"""Engagements led by keys: started from a template, their status, the week's hours, the client's report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.model import Action, Assignment, Engagement, Feedback, Lesson, Milestone, Template, TimeEntry
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.hours import HoursScreen
from pmdesk.tui.overlays.life import LifeScreen
from pmdesk.tui.overlays.report import ReportScreen
from pmdesk.tui.overlays.starting import StartScreen
from pmdesk.tui.overlays.stopped import StoppedScreen
from pmdesk.tui.widgets.field import FieldRow

from .driving import NARROW, TODAY, Driver, driving

SITES = "key,name,wave\n" + "".join(f"SHOP{at},Shop {at},{1 + at // 8}\n" for at in range(1, 15))


async def fill(driver: Driver, **typed: str) -> None:
    """Type into fields, by the keys that a person would press."""
    for row in driver.app.screen.query(FieldRow):
        if row.field.name not in typed:
            continue
        row.focus_field()
        if row.field.options:
            while row.value != typed[row.field.name]:
                await driver.press("right")
        else:
            await driver.pilot.press("home", "ctrl+k")
            await driver.write(typed[row.field.name])
    await driver.settle()


async def test_a_rollout_is_shown_and_made_as_one_change(store: Path, tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text(SITES, encoding="utf-8")
    async with driving(store) as driver:
        await driver.press("1", "g", "e", "E")
        assert isinstance(driver.app.screen, StartScreen)
        await fill(
            driver, template="ROLLOUT", engagement="ACME-KIOSK", client="ACME", name="Kiosks", **{"from": "2027-01-11"},
            vendor="FIBRE", sites=str(tmp_path / "sites.csv"), crews="1",
        )  # fmt: skip
        text = driver.text()
        assert "1 engagement, 14 sites, 18 milestones, 14 assignments" in text
        assert "58 h planned and 40 h available" in text
        await driver.press("ctrl+s")
        assert "made Kiosks from the template" in driver.foot()
        assert driver.row(Engagement, "ACME-KIOSK") is not None
        assert len(driver.stored(lambda desk: desk.rows(Assignment, engagement="ACME-KIOSK"))) == 14
        await driver.press("u")
        assert driver.row(Engagement, "ACME-KIOSK") is None


async def test_what_is_wrong_is_said_and_what_is_typed_is_kept(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        await driver.press("g", "e", "E")
        await fill(driver, engagement="NEW", client="NOBODY")
        assert "there is no client NOBODY" in driver.text()
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, StartScreen)
        await driver.press("escape", "E")
        assert "NOBODY" in driver.text()


async def test_a_template_is_made_of_an_engagement_without_its_client(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "e")
        driver.screen.point_at("engagement/ACME-POS", None)
        await driver.press("colon")
        await driver.write("make a template")
        await driver.press("enter")
        assert "[[milestone]]" in driver.text()
        await fill(driver, key="TILLS", name="Acme tills")
        await driver.press("ctrl+s")
        row = driver.row(Template, "TILLS")
        assert isinstance(row, Template)
        assert "acme" not in row.text.lower()
        await driver.press("E")
        assert "TILLS" in driver.text()


async def test_closing_asks_and_takes_all_in_one_change(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "e")
        driver.screen.point_at("engagement/ACME-POS", None)
        await driver.press("P")
        assert isinstance(driver.app.screen, LifeScreen)
        await fill(driver, status="closed")
        assert "there is no closing checklist" in driver.text()
        assert driver.text().count("how content they are, 5 is best") == 1
        await fill(driver, lesson="Ask for the freeze dates first", **{"mark-0": "4"})
        await driver.press("ctrl+s")
        row = driver.row(Engagement, "ACME-POS")
        assert isinstance(row, Engagement)
        assert row.status == "closed"
        lessons = driver.stored(lambda desk: desk.rows(Lesson, engagement="ACME-POS"))
        assert "Ask for the freeze dates first" in [one.title for one in lessons]
        (score,) = driver.stored(lambda desk: desk.rows(Feedback, engagement="ACME-POS"))
        assert (score.who, score.score, score.date) == ("client/ACME", 4, TODAY)
        await driver.press("u")
        assert driver.stored(lambda desk: desk.rows(Feedback)) == []


@pytest.mark.parametrize("key", ["ACME-POS", "CEDAR-EHR", "DUNES-SOC2", "ELM-AUDIT"])
async def test_enter_alone_ends_and_begins_nothing(store: Path, key: str) -> None:
    async with driving(store) as driver:
        before = driver.row(Engagement, key)
        assert isinstance(before, Engagement)
        await driver.press("g", "e")
        driver.screen.point_at(f"engagement/{key}", None)
        await driver.press("P")
        assert f"it stays {before.status}" in driver.text()
        await driver.press("enter")
        assert driver.row(Engagement, key) == before
        assert "nothing to change" in driver.foot()


async def test_the_overview_tells_how_an_engagement_stands(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "e")
        driver.screen.point_at("engagement/ACME-POS", None)
        await driver.press("enter")
        text = driver.text()
        burnt = "burnt 49 %, 53 % of the term gone"
        for told in (burnt, "used up 20 Feb", "notice by 6 Jan", "asked first Priya Nair"):
            assert told in text, told


async def test_whatever_changes_the_status_warns_of_what_is_open(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "e")
        driver.screen.point_at("engagement/ACME-POS", None)
        await driver.press("d")
        assert "closed POS rollout; but there is no closing checklist" in driver.foot()


async def test_a_checklist_is_made_when_asked(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "e")
        driver.screen.point_at("engagement/ACME-POS", None)
        await driver.press("P")
        await fill(driver, status="closed", checklist="make it")
        await driver.press("ctrl+s")
        made = driver.stored(lambda desk: desk.rows(Action, engagement="ACME-POS"))
        assert len([one for one in made if "closing" in one.tags]) == 4


async def test_hours_are_typed_into_the_week(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "W")
        assert isinstance(driver.app.screen, HoursScreen)
        await driver.write("1.5")
        await driver.press("l", "2", "n")
        await driver.write("steering board")
        await driver.press("enter", "4", "enter")
        assert "logged hours of 23 Nov to 24 Nov" in driver.foot()
        rows = driver.stored(_since_today)
        found = {(row.date.day, row.note): row.hours for row in rows}
        assert found[23, ""] == Decimal("1.5")
        assert found[24, ""] == 2
        assert found[24, "steering board"] == 4
        await driver.press("W", "x", "enter")
        assert {row.date.day for row in driver.stored(_since_today)} == {24}
        await driver.press("u", "u")
        assert driver.stored(_since_today) == []


async def test_hours_that_can_not_be_are_said_and_half_typed_ones_are_kept(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        await driver.press("1", "W", "2", "5", "l")
        assert "a day has 24 hours" in driver.text()
        await driver.press("backspace", "L", "3", "escape")
        await driver.press("W", "L")
        assert driver.text().count("3") > 1
        assert driver.stored(_since_today) == []
        await driver.press("enter")
        assert {row.date for row in driver.stored(_since_today)} == {TODAY, date(2026, 11, 30)}


@pytest.mark.parametrize("screen", ["d", "t", "w", "v", "l"])
async def test_the_report_of_the_client_in_focus_takes_two_keys(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(store) as driver:
        await driver.press("1", "g", screen, "r")
        assert isinstance(driver.app.screen, ReportScreen)
        assert "status report" in driver.text()
        await driver.press("enter")
        assert sorted(path.name for path in tmp_path.glob("ACME-*")) == ["ACME-2026-11-23.html", "ACME-2026-11-23.md"]
        assert "written: ACME-2026-11-23.md" in driver.foot()


async def test_a_light_set_by_hand_needs_a_reason_and_a_flattering_one_is_flagged(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    late = Milestone("ACME-POS.LATE", "ACME-POS", "Tills wired", date(2026, 11, 2), baseline=date(2026, 11, 2))
    async with driving(store) as driver:
        await driver.press("1")
        driver.stored(lambda desk: desk.apply([Put(late)], "late"))
        await driver.press("r")
        await fill(driver, light="green")
        assert "needs a reason" in driver.text()
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, ReportScreen)
        await fill(driver, reason="the client moved it")
        assert "for you: the light is set to green; by the thresholds it is red" in driver.text()
        await driver.press("ctrl+s")
        assert "Set by the project manager: the client moved it" in (tmp_path / "ACME-2026-11-23.md").read_text()


async def test_a_report_that_names_another_client_is_stopped_and_may_be_let_pass(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    named = Milestone("ACME-POS.X", "ACME-POS", "As at Borealis", date(2026, 11, 30), baseline=date(2026, 11, 30))
    async with driving(store) as driver:
        driver.stored(lambda desk: desk.apply([Put(named)], "named"))
        await driver.press("1", "r")
        assert "stopped" in driver.text()
        await driver.press("enter")
        assert isinstance(driver.app.screen, StoppedScreen)
        assert list(tmp_path.glob("ACME-*")) == []
        await driver.press("p")
        assert len(list(tmp_path.glob("ACME-*"))) == 2


def _since_today(desk: Desk) -> list[TimeEntry]:
    return [row for row in desk.rows(TimeEntry) if row.date >= TODAY]

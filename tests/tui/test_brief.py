"""The brief: since last time, next dates in their time, what waits on whom, the last note."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmdesk.model import Action, Event, Milestone, Note
from pmdesk.portfolio import Put
from pmdesk.tui.widgets.drawn import Pane

from .driving import NARROW, NORMAL, Driver, driving, open_desk


def told(driver: Driver) -> str:
    pane = driver.screen.query_one("#brief", Pane)
    if not pane.display:
        return ""
    return "\n".join("".join(span.text for span in line) for line in pane.lines(120))


@pytest.fixture
def full(store: Path) -> Path:
    desk = open_desk(store)
    desk.apply(
        [
            Put(Action(key="ACME-POS.Q", engagement="ACME-POS", title="Answer the bank", owner="client/ACME",
                       due=date(2026, 11, 20))),
            Put(Note(key="N1", client="ACME", date=date(2026, 11, 22), text="CFO wants\ndates weekly")),
            Put(Note(key="N2", client="BOR", date=date(2026, 11, 23), text="not of Acme")),
            Put(Milestone(key="ACME-POS.NOW", engagement="ACME-POS", title="Crate opened", due=date(2026, 11, 23))),
            Put(Event(key="ACME-POS.CALL", engagement="ACME-POS", title="Bank call", start=datetime(2026, 11, 23, 17),
                      end=datetime(2026, 11, 23, 18), timezone="Europe/Madrid")),
        ],
        "prepared",
    )  # fmt: skip
    desk.set_setting("seen:ACME", datetime(2026, 11, 20, 9, tzinfo=UTC).isoformat())
    desk.close()
    return store


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_switching_shows_it_and_the_next_key_takes_it_away(full: Path, size: tuple[int, int]) -> None:
    async with driving(full, size, briefs=True) as driver:
        await driver.press("1")
        text = told(driver)
        assert "last here 3 days ago" in text
        assert "since: prepared" in text
        assert "Bank call" in text
        assert "Mon 23 Nov 10:00 Chicago" in text
        assert "Answer the bank" in text
        assert "on Acme" in text
        assert "CFO wants dates weekly" in text
        assert "not of Acme" not in text
        assert len(text.splitlines()) <= 7
        assert "CFO wants" in driver.text()
        assert driver.foot().strip().endswith("saved")
        await driver.press("j")
        assert told(driver) == ""
        assert driver.app.screen is driver.screen


async def test_the_next_time_is_counted_from_now(full: Path) -> None:
    async with driving(full, briefs=True) as driver:
        await driver.press("1", "0", "1")
        assert "last here today; nothing changed since" in told(driver)


async def test_it_can_be_switched_off(full: Path) -> None:
    desk = open_desk(full)
    desk.set_setting("brief", "off")
    desk.close()
    async with driving(full, briefs=True) as driver:
        await driver.press("1")
        assert told(driver) == ""


async def test_all_and_a_client_without_anything_have_none_or_little(full: Path) -> None:
    async with driving(full, briefs=True) as driver:
        await driver.press("2")
        assert "first time here" in told(driver)
        await driver.press("0")
        assert told(driver) == ""

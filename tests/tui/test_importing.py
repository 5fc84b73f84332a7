"""Taking in a calendar from the terminal: which one, whose it is, what it brings; then one change to be undone."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.desk.intake.asked import Intake
from pmdesk.exchange.ics.reading import limited
from pmdesk.model import Blackout, Event
from pmdesk.tui.overlays.intake import IntakeScreen
from pmdesk.tui.overlays.intake_choice import WhichCalendar
from tests.exchange.ics_reading.build import ics

from .canaries import MARK
from .driving import NARROW, NORMAL, Driver, driving, open_desk
from .test_lock import canaries, canary_store, lock, require_none, require_nothing_held

__all__ = ["canaries", "canary_store"]

KICKOFF = "UID:k\nSUMMARY:Kick-off [/] with FibreCo\nDTSTART;TZID=Europe/Madrid:{at}\nDURATION:PT1H"
BAD = "UID:b\nSUMMARY:No start that can be read\nDTSTART:tomorrow"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "kickoff.ics").write_bytes(ics(KICKOFF.format(at="20261202T100000"), BAD))
    (folder / "holidays.ics").write_bytes(ics("UID:h\nSUMMARY:Christmas\nDTSTART;VALUE=DATE:20261225"))
    (folder / "notes.txt").write_text("no calendar")
    os.utime(folder / "holidays.ics", (1, 1))
    return folder


async def wait(driver: Driver) -> None:
    """Wait until threads beside the store's have done their work."""
    for _ in range(500):
        await driver.settle()
        if not any(thread.name == "aside" for thread in threading.enumerate()):
            await driver.settle()
            return
        await driver.pilot.pause(0.02)
    raise AssertionError("a thread does not come to its end")


async def shown(driver: Driver, inbox: Path, typed: str, whose: str) -> IntakeScreen:
    """Ask for a calendar, and give the screen that shows what it brings."""
    driver.app.calendar_folders = (inbox,)
    await driver.press("I")
    await wait(driver)
    await driver.write(typed)
    await wait(driver)
    await driver.press("enter")
    await driver.write(whose)
    await driver.press("enter")
    await wait(driver)
    screen = driver.app.screen
    assert isinstance(screen, IntakeScreen)
    return screen


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_a_calendar_is_shown_before_it_is_taken_and_can_be_taken_back(
    store: Path, inbox: Path, size: tuple[int, int]
) -> None:
    async with driving(store, size) as driver:
        await shown(driver, inbox, "kick", "meetings of POS")
        text = driver.text()
        assert "1 new · 1 not understood" in text
        assert "   Wed 2 Dec 10:00  Kick-off" in text
        assert "Kick-off [/] with FibreCo" in text
        assert "DTSTART is 'tomorrow'" in text
        before = len(driver.stored(lambda desk: desk.rows(Event)))
        await driver.press("enter")
        assert "took in meetings from kickoff.ics: 1 new; 1 not understood" in driver.foot()
        (row,) = driver.stored(lambda desk: desk.rows(Event, title="Kick-off [/] with FibreCo"))
        assert (row.engagement, f"{row.start:%H:%M}", row.timezone) == ("ACME-POS", "10:00", "Europe/Madrid")
        await driver.press("u")
        assert len(driver.stored(lambda desk: desk.rows(Event))) == before


async def test_the_second_time_says_what_is_new_moved_and_gone(store: Path, inbox: Path) -> None:
    path = inbox / "kickoff.ics"
    weekly = "UID:w\nSUMMARY:Weekly\nDTSTART:20261203T090000Z\nRRULE:FREQ=WEEKLY;COUNT=4"
    async with driving(store) as driver:
        await shown(driver, inbox, "kick", "my own")
        await driver.press("enter")
        await shown(driver, inbox, "kick", "my own")
        assert "1 unchanged · 1 not understood" in driver.text()
        assert "Enter take it" not in " ".join(driver.text().split())
        await driver.press("enter")
        assert isinstance(driver.app.screen, IntakeScreen)
        await driver.press("escape")
        path.write_bytes(ics(KICKOFF.format(at="20261204T113000"), weekly))
        await shown(driver, inbox, "kick", "my own")
        assert "1 new · 1 changed" in driver.text()
        assert "Wed 2 Dec 10:00 → Fri 4 Dec 11:30" in driver.text()
        (line,) = (line for line in driver.lines() if "Weekly" in line)
        assert "Thu 3 Dec 09:00 UTC" in line
        assert "every week, 4 times" in line
        assert "FREQ" not in driver.text()
        await driver.press("enter")
        path.write_bytes(ics(KICKOFF.format(at="20261204T113000") + "\nSTATUS:CANCELLED", weekly))
        await shown(driver, inbox, "kick", "my own")
        assert "1 cancelled · 1 unchanged" in driver.text()
        await driver.press("enter")
    rows = driver.stored(lambda desk: desk.rows(Event))
    assert {row.title: row.status for row in rows if row.title.startswith(("Kick-off [/]", "Weekly"))} == {
        "Kick-off [/] with FibreCo": "cancelled", "Weekly": "confirmed",
    }  # fmt: skip


async def test_leave_is_taken_in_as_blackouts(store: Path, inbox: Path) -> None:
    async with driving(store) as driver:
        await shown(driver, inbox, "holi", "my leave")
        assert "1 new" in driver.text()
        assert "   Fri 25 Dec  Christmas" in driver.text()
        await driver.press("enter")
        assert [row.who for row in driver.stored(lambda desk: desk.rows(Blackout, title="Christmas"))] == ["me"]


async def test_in_focus_the_clients_own_come_first(store: Path, inbox: Path) -> None:
    async with driving(store) as driver:
        await driver.press("2")
        screen = await shown(driver, inbox, "kick", "")
        assert screen.asked.client == "BOR"


async def test_the_newest_comes_first_and_a_path_is_followed(store: Path, inbox: Path) -> None:
    async with driving(store) as driver:
        driver.app.calendar_folders = (inbox,)
        await driver.press("I")
        await wait(driver)
        screen = driver.app.screen
        assert isinstance(screen, WhichCalendar)
        names = [line for line in driver.lines() if "kB" in line]
        assert ["kickoff.ics" in names[0], "holidays.ics" in names[1], len(names)] == [True, True, 2]
        screen.query_one(Input).value = f"{inbox.parent}/inb"
        await wait(driver)
        assert "inbox/" in driver.text()
        await driver.press("enter")
        await wait(driver)
        assert screen.query_one(Input).value == f"{inbox}/"
        assert "holidays.ics" in driver.text()
        await driver.write("hol")
        await driver.press("enter")
        assert driver.app.screen is not screen


async def test_what_can_not_be_read_is_said_in_a_line(store: Path, inbox: Path) -> None:
    (inbox / "kickoff.ics").write_bytes(b"\x89PNG")
    async with driving(store) as driver:
        screen = await shown(driver, inbox, "kick", "my own")
        for _ in range(4):
            screen._tick()
        await driver.settle()
        assert "kickoff.ics is not a calendar" in driver.text()
        await driver.press("enter", "escape")
        assert not isinstance(driver.app.screen, IntakeScreen)


async def test_what_is_left_is_not_read_to_its_end(
    store: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stand_in.py").write_text("import time; time.sleep(60)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(limited, "_MODULE", "stand_in")
    async with driving(store) as driver:
        driver.app.calendar_folders = (inbox,)
        await driver.press("I")
        await wait(driver)
        await driver.press("enter", "enter")
        assert "reading" in driver.text()
        assert isinstance(driver.app.screen, IntakeScreen)
        await driver.press("escape")
        await wait(driver)
        await driver.press("g", "w")
        assert driver.app.current_mode == "week"


async def test_what_changed_meanwhile_is_shown_anew_before_it_is_taken(store: Path, inbox: Path) -> None:
    async with driving(store) as driver:
        await shown(driver, inbox, "kick", "my own")
        desk = open_desk(store)
        desk.import_ics(inbox / "kickoff.ics", Intake())
        desk.close()
        await driver.press("enter")
        assert isinstance(driver.app.screen, IntakeScreen)
        assert "1 unchanged" in driver.text()
        assert "changed meanwhile: look again" in driver.text()


async def test_under_a_lock_no_file_is_named(canaries: Path, inbox: Path) -> None:
    (inbox / f"{MARK}.ics").write_bytes(ics(KICKOFF.format(at="20261202T100000")))
    async with driving(canaries) as driver:
        driver.app.calendar_folders = (inbox,)
        await lock(driver)
        await driver.press("I")
        await wait(driver)
        assert "not while locked" in driver.foot()
        require_none(driver, "import")
        require_nothing_held(driver, "import")


async def test_the_lock_takes_an_open_preview_away(canaries: Path, inbox: Path) -> None:
    (inbox / "kickoff.ics").write_bytes(ics(f"UID:k\nSUMMARY:{MARK}\nDTSTART:20261202T100000Z"))
    async with driving(canaries) as driver:
        await shown(driver, inbox, "kick", "my own")
        assert MARK in driver.text()
        await driver.press("escape")
        await lock(driver)
        require_none(driver, "locked")
        require_nothing_held(driver, "locked")

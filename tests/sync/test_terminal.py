"""Syncing from the terminal: the difference first, Enter sends, proposals are taken or put back; in the background."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pmdesk.exchange.caldav import client
from pmdesk.exchange.caldav.password import VARIABLE
from pmdesk.model import Milestone
from pmdesk.tui.overlays.sync import SyncScreen
from tests.sync.proxy import Proxy
from tests.sync.server import PASSWORD, USER, Shelf
from tests.tui.canaries import MARK, make_canaries
from tests.tui.driving import NARROW, Driver, driving, open_desk
from tests.tui.test_lock import lock, require_none, require_nothing_held


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)


@pytest.fixture
def store(tmp_path: Path, shelf: Shelf, proxy: Proxy) -> Path:
    path = tmp_path / "s.db"
    desk = open_desk(path)
    desk.load_sample()
    desk.remotes().bind("client/ACME", f"http://127.0.0.1:{proxy.port}{shelf.path}", USER)
    desk.close()
    return path


@pytest.fixture
def canaries(tmp_path: Path, shelf: Shelf, proxy: Proxy) -> Path:
    path = make_canaries(tmp_path / "c.db")
    desk = open_desk(path)
    desk.remotes().bind("client/ACME", f"http://127.0.0.1:{proxy.port}{shelf.path}", USER)
    other = shelf.server.make(shelf.path.strip("/").rpartition("/")[2] + "other")
    rest = next(row.key for row in desk.portfolio(None).clients.values() if row.key != "ACME")
    desk.remotes().bind(f"client/{rest}", f"http://127.0.0.1:{proxy.port}{other.path}", f"{USER}-{MARK}")
    desk.close()
    return path


async def synced(driver: Driver) -> None:
    """Wait until no sync runs, and what it told is shown."""
    keeper = driver.app.keeper
    assert keeper is not None
    for _ in range(2000):
        await driver.pilot.pause(0.01)
        if not keeper.syncer.is_running:
            break
    await driver.settle()


async def test_the_difference_is_shown_and_enter_sends_it(store: Path, shelf: Shelf) -> None:
    async with driving(store) as driver:
        await driver.press("1", "s")
        await synced(driver)
        assert "Enter sends" in driver.text()
        assert "new" in driver.text()
        assert shelf.hrefs() == []
        await driver.press("enter")
        await synced(driver)
        assert "added" in driver.text()
        assert shelf.hrefs() != []
        await driver.press("escape", "s")
        await synced(driver)
        assert "nothing to send" in driver.text()


async def test_what_somebody_moved_is_taken_and_undone(store: Path, shelf: Shelf) -> None:
    async with driving(store, NARROW) as driver:
        await driver.press("1", "s", "enter")
        await synced(driver)
        await synced(driver)
        title = next(iter(title for title in shelf.titles() if "UAT sign-off" in title), "")
        before = driver.stored(lambda desk: next(row for row in desk.rows(Milestone) if row.title == title))
        shelf.edit(title, "DTSTART;VALUE=DATE:\\d+", "DTSTART;VALUE=DATE:20261213")
        shelf.edit(title, "DTEND;VALUE=DATE:\\d+", "DTEND;VALUE=DATE:20261214")
        await driver.press("escape", "s", "enter")
        await synced(driver)
        await synced(driver)
        text = driver.text()
        assert "changed by others: 1 wait for you" in text
        assert "Sun 13 Dec" in text
        assert "makes" in text
        await driver.press("a")
        await driver.settle()
        assert "changed by others" not in driver.text()
        row = driver.row(Milestone, before.key)
        assert isinstance(row, Milestone)
        assert row.due.isoformat() == "2026-12-13"
        await driver.press("escape", "u")
        assert driver.row(Milestone, before.key) == before


async def test_left_while_it_runs_it_goes_on_and_says_so(store: Path, shelf: Shelf) -> None:
    async with driving(store) as driver:
        await driver.press("1", "s", "enter")
        await driver.press("escape")
        await synced(driver)
        await synced(driver)
        assert not isinstance(driver.app.screen, SyncScreen)


async def test_an_unreachable_server_is_a_line_and_never_a_stall(
    store: Path, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "TIMEOUT", 0.5)
    proxy.fault = lambda _: "silent"
    async with driving(store) as driver:
        await driver.press("s", "enter", "escape", "j", "j")
        assert not isinstance(driver.app.screen, SyncScreen)
        await synced(driver)
        await driver.press("s")
        await synced(driver)
        assert "does not answer in time" in driver.text()


async def test_without_a_binding_it_says_how(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("2", "s")
        assert "pmdesk sync bind" in driver.text()
        assert "looking" not in driver.text()
        assert "Enter" not in driver.text()
        await driver.press("enter", "a", "x", "j", "escape")
        assert not isinstance(driver.app.screen, SyncScreen)


async def test_under_a_lock_nothing_of_others_is_shown_or_sent(canaries: Path, shelf: Shelf, proxy: Proxy) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
        await driver.press("s")
        await synced(driver)
        require_none(driver, "difference")
        assert "ACME" in driver.text()
        await driver.press("enter")
        await synced(driver)
        require_none(driver, "sent")
        require_nothing_held(driver, "sent")
        assert shelf.hrefs() != []
        path, text = next(iter(shelf.items().items()))
        shelf.put(path, re.sub("SUMMARY:.*", "SUMMARY:Another title", text))
        await driver.press("escape", "s")
        await synced(driver)
        await driver.press("enter")
        await synced(driver)
        require_none(driver, "proposal")
        await driver.press("a")
        require_none(driver, "taken")
        require_nothing_held(driver, "taken")
    assert MARK not in str(proxy.seen)
    assert all(shelf.path in request.path for request in proxy.seen)

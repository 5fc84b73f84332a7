"""The timeline beyond the days around today: what it shows is read, and what it left is let go."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmdesk.model import Milestone
from pmdesk.portfolio import Put
from pmdesk.tui.screens.timeline import TimelineScreen

from .driving import Driver, driving, open_desk

FAR = date(2028, 2, 9)


async def at_timeline(driver: Driver, path: Path, *, lock: bool = False) -> TimelineScreen:
    """Put a milestone far away, and go to the timeline."""
    desk = open_desk(path)
    desk.apply([Put(Milestone(key="ACME-POS.FAR", engagement="ACME-POS", title="Warranty ends", due=FAR))], "made")
    desk.close()
    driver.app.keeper.reload()  # type: ignore[union-attr]  # it is there once the program has come to rest
    await driver.settle()
    await driver.press("g", "t")
    screen = driver.app.screen
    assert isinstance(screen, TimelineScreen)
    return screen


async def test_a_page_shows_what_it_holds_and_the_one_before_is_let_go(store: Path) -> None:
    async with driving(store) as driver:
        screen = await at_timeline(driver, store)
        keeper = driver.app.keeper
        assert keeper is not None
        await driver.press("L", "L", "L", "L")
        book, shown = keeper.book, screen.sheet()
        assert book is not None
        assert shown is not None
        assert shown is book.far
        assert "ACME-POS.FAR" in shown.portfolio.milestones
        assert "ACME-POS.FAR" not in book.home.portfolio.milestones
        assert shown.portfolio.clients is book.home.portfolio.clients
        first, last = screen.timeline.around(screen.timeline.cursor_date or FAR)
        assert first in shown.window
        assert last in shown.window
        await driver.press("H", "H", "H", "H")
        book = keeper.book
        assert book is not None
        assert book.far is None
        assert screen.sheet() is book.home


async def test_an_edit_far_away_tells_of_its_conflicts(store: Path) -> None:
    async with driving(store) as driver:
        screen = await at_timeline(driver, store)
        screen.point_at("milestone/ACME-POS.FAR", FAR)
        await driver.settle()
        assert screen.target() == "milestone/ACME-POS.FAR"
        await driver.press("m", "l", "l", "l")
        assert "outside" in driver.text() or "makes" in driver.text()
        await driver.press("enter")
        moved = driver.stored(lambda desk: desk.get(Milestone, "ACME-POS.FAR"))
        assert moved is not None
        assert moved.due == date(2028, 2, 12)


async def test_under_a_lock_pages_are_read_through_the_gate(store: Path) -> None:
    async with driving(store, lock="ACME") as driver:
        screen = await at_timeline(driver, store)
        await driver.press("L", "L", "L", "L")
        shown, view = screen.sheet(), driver.app.view
        assert shown is not None
        assert view is not None
        assert shown is view.book.far
        assert "ACME-POS.FAR" in shown.portfolio.milestones
        assert set(shown.portfolio.clients) == {"ACME"}
        assert shown.window.last > FAR

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pmdesk.model import Client, Engagement, Milestone
from pmdesk.portfolio import Put
from pmdesk.tui.context import Context, in_order, short_names
from pmdesk.tui.screens.timeline import TimelineScreen
from pmdesk.tui.widgets.row_list import RowList

from .driving import NARROW, NORMAL, Driver, driving


def test_back_goes_to_the_last_focus_and_forth() -> None:
    context = Context().switch("A").switch("B").back()
    assert context.focus == "A"
    assert context.back().focus == "B"
    assert Context().switch("A").back().focus is None


def test_a_locked_context_does_not_move() -> None:
    locked = Context(focus="A", before="B", locked=True)
    assert locked.switch("B") == locked
    assert locked.back() == locked
    assert locked.among({}) == locked


def test_a_client_that_is_gone_loses_the_focus() -> None:
    assert Context(focus="A", before="B").among({"B": Client(key="B")}) == Context(focus=None, before="B")


def test_short_names_are_telling_and_unlike() -> None:
    clients = {
        key: Client(key=key, name=name)
        for key, name in {"A": "Acme Retail", "B": "Acme Energy", "C": "Cedar Clinics", "D": "X Y"}.items()
    }
    assert short_names(clients) == {"A": "Acme Retail", "B": "Acme Energy", "C": "Cedar", "D": "X Y"}


def test_pinned_clients_come_first_and_archived_ones_not_at_all() -> None:
    rows = [
        Client(key="A", name="Z"),
        Client(key="B", name="B", pin=2),
        Client(key="C", name="a"),
        Client(key="D", status="archived", pin=1),
    ]
    assert [row.key for row in in_order({row.key: row for row in rows})] == ["B", "C", "A"]


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_a_digit_switches_and_all_comes_back(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        assert "Boreal" in "\n".join(driver.lines()[2:])
        await driver.press("1")
        assert driver.app.context.focus == "ACME"
        body = "\n".join(driver.lines()[2:])
        assert "Portfolio review" in body
        assert "Boreal" not in body
        await driver.press("0")
        assert driver.app.context.focus is None
        await driver.press("b")
        assert driver.app.context.focus == "ACME"


async def test_switching_keeps_screen_cursor_and_date(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "t", "j", "l", "l", "l", "l", "l", "L")
        screen = driver.screen
        assert isinstance(screen, TimelineScreen)
        day, ref = screen.timeline.cursor_date, screen.target()
        assert ref
        await driver.press("1")
        assert driver.screen is screen
        assert (screen.timeline.cursor_date, screen.target()) == (day, ref)
        await driver.press("2", "0")
        assert screen.timeline.cursor_date == day


async def test_a_list_keeps_its_cursor_on_the_same_thing(store: Path) -> None:
    async with driving(store) as driver:
        agenda = driver.screen.query_one("#agenda", RowList)
        assert agenda.put_cursor_on("milestone/ACME-POS.BUILD")
        await driver.press("1")
        assert agenda.row is not None
        assert agenda.row.ref == "milestone/ACME-POS.BUILD"


async def test_their_time_stands_beside_mine(store: Path) -> None:
    async with driving(store) as driver:
        assert "Mon 23 Nov 14:05 Madrid" in driver.lines()[0]
        await driver.press("1")
        assert "07:05 Chicago" in driver.lines()[0]


async def test_the_frame_takes_the_clients_colour(store: Path) -> None:
    def grounds(driver: Driver) -> set[object]:
        strip = driver.app.screen._compositor.render_strips(driver.app.size)[-1]
        return {segment.style.bgcolor for segment in strip if segment.style}

    async with driving(store) as driver:
        plain = grounds(driver)
        await driver.press("1")
        acme = grounds(driver)
        await driver.press("2")
        assert len({frozenset(plain), frozenset(acme), frozenset(grounds(driver))}) == 3


async def test_an_empty_context_says_so_on_every_screen(make_store: Callable[[list[Put]], Path]) -> None:
    path = make_store([
        Put(Client(key="FULL", name="Full House", pin=1)),
        Put(Client(key="BARE", name="Bare Ltd", pin=2)),
        Put(Engagement(key="F", client="FULL", name="Work", start=date(2026, 1, 1))),
        Put(Milestone(key="F.M", engagement="F", title="Roof tiles", due=date(2026, 11, 29))),
    ])  # fmt: skip
    async with driving(path) as driver:
        for letter in "dtce":
            await driver.press("0", "g", letter)
            assert "Roof tiles" in driver.text() or letter == "t"
            await driver.press("2")
            assert "nothing in Bare" in driver.text(), letter
            assert "Roof tiles" not in driver.text()


async def test_a_digit_without_a_client_says_so(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("9")
        assert driver.app.context.focus is None
        assert "no client is pinned to 9" in driver.foot()


async def test_the_switcher_finds_a_client_by_its_letters(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "c", "c")
        await driver.write("cedar")
        assert "Cedar Clinics" in driver.text()
        await driver.press("enter")
        assert driver.app.context.focus == "CEDAR"
        assert driver.app.mode_name == "conflicts"


async def test_the_last_context_is_there_at_the_next_start(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("2")
    async with driving(store) as driver:
        assert driver.app.context.focus == "BOR"


async def test_the_client_in_focus_keeps_its_place_in_the_bar(store: Path) -> None:
    async with driving(store, (100, 30)) as driver:
        await driver.press("6")
        assert "6●Fundación" in driver.lines()[0]
        assert "1●ACM" in driver.lines()[0]

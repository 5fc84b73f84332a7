"""Thirty hostile payloads in every text field of every noun, on every screen and list, in forms and finders."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pmdesk.model import (
    Action,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Event,
    Kpi,
    Lesson,
    Measurement,
    Milestone,
    Note,
    Noun,
    RaidItem,
    Site,
    TimeEntry,
    Vendor,
    columns_of,
)
from pmdesk.portfolio import Put
from pmdesk.tui.commands import LISTS, TITLES
from pmdesk.tui.text import cells

from .driving import NARROW, NORMAL, WIDE, Driver, driving, open_desk
from .hostile import PAYLOADS

DAY = date(2026, 11, 25)
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ud800-\udfff]")

STORED = tuple(payload.encode("utf-8", "ignore").decode() for payload in PAYLOADS)
"""The payloads as far as a store can hold them: no lone surrogates."""


def rows_of(at: int, payload: str) -> Iterator[Noun]:
    """Give one row of each noun with the payload in each of its text fields."""
    work, who = f"E{at}", f"client/C{at}"
    stamp = datetime(2026, 11, 24, 8 + at % 9)
    rows: list[Noun] = [
        Client(key=f"C{at}", name="x", pin=at if at < 10 else None), Vendor(key=f"V{at}", name="x"),
        Contact(key=f"P{at}", of=who, name="x"), Site(key=f"S{at}", client=f"C{at}", name="x"),
        Engagement(key=work, client=f"C{at}", name="x", start=date(2026, 1, 1), weekly_hours=Decimal(2)),
        Assignment(key=f"A{at}", vendor=f"V{at}", engagement=work, start=date(2026, 11, 2), units=Decimal(2)),
        Milestone(key=f"M{at}", engagement=work, title="x", due=DAY, owner=f"contact/P{at}"),
        Event(key=f"X{at}", engagement=work, title="x", start=stamp, end=stamp.replace(minute=45), site=f"S{at}"),
        Blackout(key=f"B{at}", who=who, start=DAY, end=date(2026, 12, 2), title="x"),
        Action(key=f"T{at}", engagement=work, title="x", due=DAY),
        RaidItem(key=f"R{at}", engagement=work, type="risk", title="x", probability=5, impact=5),
        Kpi(key=f"K{at}", engagement=work, name="x", target=Decimal(1)),
        Measurement(kpi=f"K{at}", date=date(2026, 11, 2), value=Decimal(0)),
        Lesson(key=f"L{at}", engagement=work, title="x"),
        TimeEntry(engagement=work, date=date(2026, 11, 20), hours=Decimal(1)),
        Note(key=f"N{at}", client=f"C{at}", date=date(2026, 11, 20), text="x"),
    ]  # fmt: skip
    for row in rows:
        texts = {name: payload for name, column in columns_of(type(row)).items()
                 if column.kind.name == "text" and not column.hidden and name != "key"}  # fmt: skip
        made: Any = row
        yield type(row)(**{**{name: getattr(made, name) for name in columns_of(type(row))}, **texts})


@pytest.fixture(scope="session")
def full_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("payloads") / "p.db"
    desk = open_desk(path)
    for at, payload in enumerate(STORED, 1):
        desk.apply([Put(row) for row in rows_of(at, payload)], f"made {payload}")
    desk.close()
    return path


@pytest.fixture
def payloads(full_store: Path, tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    shutil.copy(full_store, path)
    return path


def require_harmless(driver: Driver, where: str, *, widths: bool = True) -> None:
    """Fail where a control reaches the terminal, a line has another width, or an error was shown.

    ``widths`` leaves out what is being typed: a field shows each character, and measures it as Textual does.
    """
    lines = driver.lines()
    assert not [line for line in lines if CONTROL.search(line)], where
    assert not widths or {cells(line) for line in lines} == {driver.app.size.width}, where
    assert not [one.message for one in driver.app._notifications if one.severity == "error"], where


@pytest.mark.parametrize("name", [*TITLES, *(pytest.param(name, marks=pytest.mark.slow) for name in LISTS)])
async def test_every_screen_shows_every_payload_harmlessly(payloads: Path, name: str) -> None:
    async with driving(payloads, NARROW) as driver:
        await driver.app.switch_mode(name)
        await driver.settle()
        require_harmless(driver, name)
        for keys in ("j j", "G", "home v j v", "enter", "escape escape", "e", "escape", "y"):
            await driver.press(*keys.split())
            require_harmless(driver, f"{name} {keys}")
        if driver.app.screen is not driver.screen:
            await driver.press("escape")
        await driver.press("1")
        require_harmless(driver, f"{name} in focus")


@pytest.mark.slow
@pytest.mark.parametrize("size", [NORMAL, WIDE], ids=["140x40", "200x60"])
@pytest.mark.parametrize("name", [*TITLES, *LISTS])
async def test_every_row_is_shown_harmlessly_at_any_size(payloads: Path, name: str, size: tuple[int, int]) -> None:
    async with driving(payloads, size) as driver:
        await driver.app.switch_mode(name)
        await driver.settle()
        for _ in range(len(PAYLOADS)):
            await driver.press("j")
            require_harmless(driver, name)


async def test_palette_switcher_and_help_show_them_harmlessly(payloads: Path) -> None:
    async with driving(payloads, NORMAL) as driver:
        for opening in ("colon", "c", "question_mark"):
            await driver.press(opening)
            for _ in range(3):
                await driver.press("pagedown")
                require_harmless(driver, opening)
            await driver.press("escape")
        for digit in "123456789":
            await driver.press(digit)
            require_harmless(driver, f"client {digit}")


async def test_what_is_half_typed_survives_every_payload(payloads: Path) -> None:
    from .test_lists import command, fill

    async with driving(payloads, NORMAL) as driver:
        await command(driver, "new-action")
        for payload in PAYLOADS:
            await fill(driver, title=payload[:200])
            require_harmless(driver, "typing", widths=False)
        last = driver.app.screen.query_one("#field-title Input").value  # type: ignore[attr-defined]  # it is an Input
        await driver.press("escape")
        await command(driver, "new-action")
        assert driver.app.screen.query_one("#field-title Input").value == last  # type: ignore[attr-defined]  # as above
        require_harmless(driver, "typed again", widths=False)

"""The context bar: whose data is in view, with a key for every pinned client, however many and whatever their names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmdesk.model import Client
from pmdesk.portfolio import Put
from pmdesk.tui.commands import GO
from tests.tui.driving import NARROW, NORMAL, driving

NINE = ("ACME", "BOREALIS", "CEDAR", "DUNES", "ELMWOOD", "FARO", "GRANITE", "HARBOUR", "IRIS")
LONG = "A name that goes on and on until nobody can read it any more"
Make = Callable[[list[Put]], Path]


@pytest.fixture
def nine(make_store: Make) -> Path:
    return make_store([Put(Client(key=key, name=f"{key} Ltd", pin=at)) for at, key in enumerate(NINE, 1)])


async def test_nine_clients_keep_digit_and_letters_at_80_columns_on_every_screen(nine: Path) -> None:
    async with driving(nine, NARROW) as driver:
        for letter in GO:
            await driver.press("g", letter)
            bar = driver.lines()[0]
            assert [f"{at}{key[:3]}" in bar for at, key in enumerate(NINE, 1)] == [True] * 9, bar
            assert " 0 All " in bar
            assert "14:05" in bar


async def test_the_one_in_focus_has_more_of_its_key_and_the_others_stay(nine: Path) -> None:
    async with driving(nine, NARROW) as driver:
        for letter, digit, told in (("d", "6", "6FARO"), ("e", "8", "8HAR…")):
            await driver.press("g", letter, digit)
            bar = driver.lines()[0]
            assert told in bar
            assert [f"{at}{key[:3]}" in bar for at, key in enumerate(NINE, 1)] == [True] * 9, bar


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_no_name_and_no_scenario_pushes_a_digit_out(make_store: Make, size: tuple[int, int]) -> None:
    keys = [f"CLIENT-WITH-A-KEY-THAT-IS-LONG-{at}" for at in range(1, 10)]
    path = make_store([Put(Client(key=key, name=f"{LONG} {key}", pin=at)) for at, key in enumerate(keys, 1)])
    async with driving(path, size) as driver:
        await driver.press("g", "e", "S")
        for digit in "0123456789":
            await driver.press(digit)
            bar = driver.lines()[0]
            assert all(f" {at}" in bar for at in range(1, 10)), bar
            assert "c …" not in bar


async def test_a_few_clients_keep_their_dots_and_the_program_its_name(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        bar = driver.lines()[0]
        assert bar.startswith(" pmdesk  Today  0 All  1●ACM 2●BOR 3●CED 4●DUN 5●ELM 6●FAR   23 Nov 14:05")

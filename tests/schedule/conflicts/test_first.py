"""The first conflicts of a scene are those that stand first among all, and all are counted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pmdesk.errors import InputError
from pmdesk.portfolio import Window
from pmdesk.schedule.conflicts import find, first
from pmdesk.schedule.conflicts.scene import Scene
from tests.build import read_workbook
from tests.oracle.random_time import anchor_of
from tests.oracle.random_workbook import question, write

SEEDS = range(820_000, 820_008)


@pytest.mark.parametrize("seed", SEEDS)
def test_first_are_those_that_find_gives(seed: int, tmp_path: Path) -> None:
    """For all, and for each client in focus; few, and more than there are."""
    write(tmp_path, seed, anchor=anchor_of(seed))
    today = question(seed)["as_of"]
    window = Window(today, today + timedelta(days=120))
    portfolio = read_workbook(tmp_path, today)
    for client in (None, *portfolio.clients):
        found = [one for one in find(portfolio, window, client=client) if one.waived is None]
        for most in (0, 3, len(found) + 1):
            shown = first(Scene(portfolio, window), most, client=client)
            assert shown == (found[:most], len(found))


def test_an_unknown_client_is_refused(tmp_path: Path) -> None:
    """As ``find`` refuses it."""
    write(tmp_path, SEEDS[0], anchor=anchor_of(SEEDS[0]))
    today = question(SEEDS[0])["as_of"]
    portfolio = read_workbook(tmp_path, today)
    with pytest.raises(InputError, match="there is no client NOBODY"):
        first(Scene(portfolio, Window(today, today)), 3, client="NOBODY")

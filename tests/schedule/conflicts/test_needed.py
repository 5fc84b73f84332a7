"""What the rules and the words look at is declared, and nothing else of a row is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pmdesk.audience.conflicts import conflicts_for
from pmdesk.desk import Desk
from pmdesk.model import columns_of
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.conflicts import NEEDED, as_json, find
from tests.build import read_workbook
from tests.oracle.random_time import anchor_of
from tests.oracle.random_workbook import question, write
from tests.shares import share

SEEDS = range(810_000, 810_012)


def stripped(rows: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take all but the declared fields out of rows: whoever looks at another one fails with AttributeError."""
    found = {}
    for key, row in rows.items():
        found[key] = bare = replace(row)
        for name in columns_of(type(row)).keys() - set(NEEDED[type(row)]):
            object.__delattr__(bare, name)
    return found


def bare(portfolio: Portfolio) -> Portfolio:
    """Give a portfolio whose rows have no more than the declared fields."""
    held = ("clients", "vendors", "contacts", "engagements", "assignments", "milestones", "events", "blackouts")
    rows: dict[str, Any] = {name: stripped(getattr(portfolio, name)) for name in held}
    return replace(portfolio, sites={}, **rows)


@pytest.mark.parametrize("seed", share(SEEDS, 2))
def test_nothing_else_is_looked_at(seed: int, tmp_path: Path) -> None:
    write(tmp_path, seed, anchor=anchor_of(seed))
    today = question(seed)["as_of"]
    window = Window(today, today + timedelta(days=180))
    portfolio = read_workbook(tmp_path, today)
    only = bare(portfolio)
    with pytest.raises(AttributeError):
        _ = next(iter(only.clients.values())).notes
    assert find(only, window) == find(portfolio, window)
    for client in portfolio.clients:
        assert conflicts_for(only, window, client) == conflicts_for(portfolio, window, client)


@pytest.mark.parametrize("seed", share(SEEDS, 2))
def test_a_desk_that_reads_only_that_tells_the_same(seed: int, tmp_path: Path) -> None:
    write(tmp_path / "w", seed, anchor=anchor_of(seed))
    today = question(seed)["as_of"]
    window = Window(today, today + timedelta(days=180))
    desk = Desk.open(tmp_path / "s.db", now=lambda: datetime(2026, 11, 23, 8, tzinfo=UTC), as_of=today)
    try:
        desk.import_workbook(tmp_path / "w")
        told = desk.conflicts_json(window)
        assert told == as_json(find(desk.portfolio(None), window), today=today, window=window)
    finally:
        desk.close()

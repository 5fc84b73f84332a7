"""What screens are drawn from: without what is hidden, held once, and still safe to edit from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.locked import LockedDesk
from pmdesk.errors import Stale
from pmdesk.model import Milestone
from pmdesk.portfolio import Portfolio, Put, Window

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
YEAR = Window(date(2026, 11, 1), date(2027, 10, 31))
HIDDEN = ("clients", "engagements", "milestones", "events", "blackouts")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the sample."""
    opened = Desk.open(tmp_path / "pmdesk.db", now=lambda: NOW, zone="Europe/Madrid")
    opened.load_sample()
    yield opened
    opened.close()


def first_with_a_predecessor(portfolio: Portfolio) -> Milestone:
    """Give a milestone that comes after another one of the portfolio."""
    rows = portfolio.milestones
    return next(row for row in rows.values() if any(item.key in rows for item in row.after))


def test_it_is_the_portfolio_but_for_what_is_hidden(desk: Desk) -> None:
    whole, sheet = desk.portfolio(YEAR), desk.sheet(YEAR)
    for item in fields(Portfolio):
        rows, drawn = getattr(whole, item.name), getattr(sheet, item.name)
        if item.name in HIDDEN:
            assert rows
            assert all(row.uid for row in rows.values())
            rows = {key: replace(row, uid="") for key, row in rows.items()}
        assert drawn == rows, item.name
    assert desk.conflicts(sheet, YEAR) == desk.conflicts(whole, YEAR)


def test_an_edit_of_its_rows_keeps_what_is_hidden(desk: Desk) -> None:
    row = first_with_a_predecessor(desk.sheet(YEAR))
    stored = desk.get(Milestone, row.key)
    assert stored is not None
    desk.apply([Put(replace(row, title="Sign-off of all"), row)], "renamed")
    assert desk.get(Milestone, row.key) == replace(stored, title="Sign-off of all")
    desk.apply([Put(replace(row, title="Sign-off"))], "renamed")
    assert desk.get(Milestone, row.key) == replace(stored, title="Sign-off")
    desk.undo()
    desk.undo()
    assert desk.get(Milestone, row.key) == stored


def test_an_edit_of_what_changed_meanwhile_is_refused_still(desk: Desk) -> None:
    row = first_with_a_predecessor(desk.sheet(YEAR))
    stored = desk.get(Milestone, row.key)
    assert stored is not None
    desk.apply([Put(replace(stored, title="By another program"))], "renamed")
    with pytest.raises(Stale, match="title"):
        desk.apply([Put(replace(row, title="Mine"), row)], "renamed")
    desk.apply([Put(replace(row, notes="Mine"), row)], "noted")
    assert desk.get(Milestone, row.key) == replace(stored, title="By another program", notes="Mine")


def test_what_is_held_already_is_not_held_twice(desk: Desk) -> None:
    held = desk.sheet(YEAR)
    moved = first_with_a_predecessor(held)
    desk.apply([Put(replace(moved, title="Another title"))], "renamed")
    again = desk.sheet(YEAR, held)
    assert again == desk.sheet(YEAR)
    assert again.milestones[moved.key].title == "Another title"
    for name in ("milestones", "events", "assignments", "contacts"):
        rows, known = getattr(again, name), getattr(held, name)
        assert rows
        assert all(row is known[key] for key, row in rows.items() if key != moved.key)


def test_a_predecessors_key_is_the_text_of_its_own_row(desk: Desk) -> None:
    rows = desk.sheet(YEAR).milestones
    found = [(item.key, rows[item.key].key) for row in rows.values() for item in row.after if item.key in rows]
    assert found
    assert all(named is own for named, own in found)


def test_under_a_lock_it_is_what_the_gate_gives(desk: Desk) -> None:
    client = next(iter(desk.sheet(YEAR).clients))
    locked = LockedDesk(desk, client)
    given = locked.sheet(YEAR, locked.portfolio(YEAR))
    assert given == locked.portfolio(YEAR)
    assert all(row.uid for row in given.milestones.values())

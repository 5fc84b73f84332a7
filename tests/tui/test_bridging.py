"""What is told at once after an edit, an undo or a redo is what would be read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.model import Assignment, Milestone, Noun, Waiver
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.tui.book import Book, read_book
from pmdesk.tui.bridging import Bridge
from pmdesk.tui.keeper import Keeper

from .driving import driving, open_desk
from .test_verbs import uat


@pytest.fixture
def desk(store: Path) -> Iterator[Desk]:
    found = open_desk(store)
    yield found
    found.close()


def same(told: Book | None, read: Book) -> None:
    assert told is not None
    assert told.home.conflicts == read.home.conflicts
    assert told.home.weeks == read.home.weeks
    for table in ("clients", "engagements", "assignments", "milestones", "events", "blackouts", "waivers", "vendors"):
        assert dict(getattr(told.home.portfolio, table)) == dict(getattr(read.home.portfolio, table)), table
    assert told.milestones == read.milestones
    assert told.actions == read.actions
    assert (told.undo, told.redo, told.version) == (read.undo, read.redo, read.version)


def edits(book: Book, chance: random.Random) -> list[Change]:
    """Give an edit such as a key makes."""
    milestone = chance.choice([row for row in book.milestones if row.due in book.home.span])
    assignment = chance.choice(sorted(book.home.portfolio.assignments.values(), key=lambda row: row.key))
    conflict = chance.choice(book.home.conflicts)
    days = timedelta(days=chance.randint(-3, 9))
    kinds: list[list[Change]] = [
        [Put(replace(milestone, due=milestone.due + days))],
        [Put(replace(milestone, status="done", done_on=book.today))],
        [Put(replace(milestone, status="at-risk"))],
        [Put(replace(assignment, start=assignment.start + min(days, timedelta(0))))],
        [Put(Waiver(conflict.id, "so be it", book.today + timedelta(days=30), conflict.severity))],
        [Remove(Milestone, milestone.identity)],
    ]
    return chance.choice(kinds)


@pytest.mark.parametrize("seed", range(6))
def test_edits_are_told_as_they_are_read(desk: Desk, seed: int) -> None:
    chance, bridge = random.Random(seed), Bridge()
    told = 0
    for _ in range(12):
        before = read_book(desk, None)
        before.home.recount(desk)
        changes = edits(before, chance)
        if any(isinstance(one, Remove) for one in changes):
            changes = list(desk.dependents(Milestone, *changes[0].identity))
        entry, after = bridge.edited(desk, before, changes, partial(desk.apply, changes, "edited"))
        if entry is None:
            continue
        read = read_book(desk, None)
        if {one.noun for one in changes} <= {Milestone, Assignment, Waiver}:
            told += 1
            same(after, read)
        _, undone = bridge.turned(desk, after or read, desk.undo)
        same(undone, read_book(desk, None))
        _, again = bridge.turned(desk, undone, desk.redo)
        if after is not None:
            same(again, read_book(desk, None))
    assert told >= 6


def test_nothing_is_told_of_what_is_not_known(desk: Desk, store: Path) -> None:
    bridge, before = Bridge(), read_book(desk, None)
    row = next(row for row in before.milestones if row.due > before.today)
    moved: list[Noun] = [replace(row, due=row.due + timedelta(days=1))]
    entry, after = bridge.edited(desk, before, [Put(moved[0])], lambda: desk.apply([Put(moved[0])], "moved"))
    assert (entry is not None, after) == (True, None), "nothing was counted"
    other = open_desk(store)
    other.apply([Put(replace(row, title="Another program's"))], "renamed")
    other.close()
    _, undone = bridge.turned(desk, read_book(desk, None), desk.undo)
    assert undone is None, "another program has written since"


async def test_a_move_and_its_undo_are_shown_before_all_is_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read anew behind it comes later, and changes nothing that is seen."""
    async with driving(store) as driver:
        await driver.press("g", "t", *"jJ")
        due = uat(driver).due
        await driver.press(":", *"uat", "enter")
        shown: list[bool] = []
        take = Keeper._take

        def noted(self: Keeper, book: Book, words: str = "") -> None:
            shown.append(book.alerts is not None)
            take(self, book, words)

        monkeypatch.setattr(Keeper, "_take", noted)
        await driver.press("m", "L", "enter")
        assert (uat(driver).due - due).days == 7
        assert shown[:2] == [True, False]
        shown.clear()
        before = driver.lines()[2:-1]
        await driver.press("u")
        assert uat(driver).due == due
        assert shown[:2] == [True, False]
        await driver.press("ctrl+r")
        assert driver.lines()[2:-1] == before

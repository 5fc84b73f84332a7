"""Counting again only what an edit touches gives what counting everything gives."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from pmdesk.portfolio import Portfolio, Waiver, Window, what_if
from pmdesk.schedule.conflicts import find
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.effects import Recount
from pmdesk.schedule.effects.track import MIXED
from tests.build import read_workbook
from tests.oracle.random_time import anchor_of
from tests.oracle.random_workbook import write
from tests.schedule.effects.random_edits import edit
from tests.shares import share


def portfolio_of_seed(folder: Path, seed: int) -> tuple[Portfolio, Window]:
    """Make a random portfolio and a window on it, with some conflicts waived."""
    rng = random.Random(f"portfolio {seed}")
    write(folder, seed, anchor=anchor_of(seed))
    book = read_workbook(folder, anchor_of(seed))
    first = book.today + timedelta(days=rng.randrange(-6, 6))
    window = Window(first, first + timedelta(days=rng.choice([0, 3, 9, 30, 180])))
    waived = [one for one in find(book, window) if rng.random() < 0.2]
    until = window.first + timedelta(days=rng.randrange(20))
    waivers = {one.id: Waiver(one.id, "agreed", until, one.severity) for one in waived}
    return Portfolio(**{name: getattr(book, name) for name in book.__dataclass_fields__} | {"waivers": waivers}), window


def by_kind(recount: Recount) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for key, hits in recount.hits.items():
        found.setdefault(key[0], []).extend(hits)
    return found


def is_of_one_sort(kind: str, found: list[Hit]) -> bool:
    """Tell whether all occurrences of a kind are days, or all are times, where that is relied on."""
    return kind in MIXED or len({isinstance(hit.start, int) for hit in found}) <= 1


def hold(folder: Path, seed: int, edits: int) -> None:
    """Edit a portfolio step by step; at each step both ways must agree."""
    book, window = portfolio_of_seed(folder, seed)
    rng = random.Random(f"edits {seed}")
    with_ = frozenset(key for key, row in book.engagements.items() if row.status == "proposed" and rng.random() < 0.5)
    for step in range(edits):
        recount = Recount(book, window, with_)
        assert recount.conflicts == find(book, window, with_=with_)
        assert all(is_of_one_sort(kind, found) for kind, found in by_kind(recount).items())
        for _ in range(3):
            changes = edit(rng, book)
            wanted = find(what_if(book, changes), window, with_=with_)
            assert recount.after(changes).conflicts == wanted, f"seed {seed}, step {step}: {changes}"
        book = what_if(book, changes)


@pytest.mark.parametrize("seed", share(range(400_000, 400_060), 3))
def test_recount_equals_the_full_count_after_random_edits(seed: int, tmp_path: Path) -> None:
    hold(tmp_path, seed, 4)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(410_000, 412_000, 100))
def test_recount_equals_the_full_count_of_many(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 100):
        hold(tmp_path / str(seed), seed, 5)

"""The portfolio as it would be: by layers it is the same as made whole, its groups too."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pmdesk.portfolio import Portfolio, layered, what_if
from tests.build import read_workbook
from tests.oracle.random_time import anchor_of
from tests.oracle.random_workbook import question, write
from tests.schedule.effects.random_edits import edit
from tests.shares import share

GROUPS = (
    "engagements_by_client", "milestones_by_engagement", "assignments_by_engagement", "events_by_engagement", "pins",
)  # fmt: skip
TABLES = ("clients", "vendors", "engagements", "milestones", "events", "assignments", "blackouts", "overrides")


def same(one: Portfolio, other: Portfolio) -> None:
    for name in TABLES:
        assert dict(getattr(one, name)) == dict(getattr(other, name)), name
        assert len(getattr(one, name)) == len(getattr(other, name)), name
    for name in GROUPS:
        made, whole = getattr(one, name), getattr(other, name)
        assert {key: rows for key, rows in made.items() if rows} == {k: rows for k, rows in whole.items() if rows}, name


@pytest.mark.parametrize("seed", share(range(500_000, 500_020), 2))
def test_layers_equal_the_whole(seed: int, tmp_path: Path) -> None:
    write(tmp_path, seed, anchor=anchor_of(seed))
    book = read_workbook(tmp_path, question(seed)["as_of"])
    rng = random.Random(seed)
    for name in rng.sample(GROUPS, 3):
        getattr(book, name)  # made before, and taken over
    for _ in range(12):
        changes = edit(rng, book)
        same(layered(book, changes), what_if(book, changes))

"""The random workbooks: the same from the same seed, valid where the oracle can tell, and of every kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr

from tests.shares import share

from .naive import KINDS, conflicts
from .naive_time import instant, wall_times
from .naive_values import load
from .random_time import anchor_of
from .random_workbook import question, write

SEEDS = range(24)


def folder_of(seed: int, tmp_path: Path, name: str = "workbook") -> Path:
    write(tmp_path / name, seed, anchor=anchor_of(seed))
    return tmp_path / name


@pytest.mark.parametrize("seed", [0, 7])
def test_the_same_seed_gives_the_same_bytes(seed: int, tmp_path: Path) -> None:
    one, two = folder_of(seed, tmp_path), folder_of(seed, tmp_path, "again")
    assert {p.name: p.read_bytes() for p in one.iterdir()} == {p.name: p.read_bytes() for p in two.iterdir()}


@pytest.mark.parametrize("seed", share(SEEDS, 3))
def test_events_are_valid(seed: int, tmp_path: Path) -> None:
    for event in load(folder_of(seed, tmp_path)).events.values():
        assert instant(event.start, event.zone) < instant(event.end, event.zone)
        if event.rrule:
            walls = set(wall_times(event, date(9900, 1, 1)))
            assert event.start == next(iter(rrulestr(event.rrule.partition(";UNTIL=")[0], dtstart=event.start)))
            assert event.start in walls
            assert event.exdates | set(event.overrides) <= walls
        for occurrence, change in event.overrides.items():
            if change.end:
                assert instant(change.start or occurrence, event.zone) < instant(change.end, event.zone)


def test_every_kind_is_found(tmp_path: Path) -> None:
    found: set[str] = set()
    for seed in SEEDS:
        folder = folder_of(seed, tmp_path, str(seed))
        found |= {c["kind"] for c in conflicts(folder, as_of=anchor_of(seed))["conflicts"]}
        if found >= KINDS:
            break
    assert found == KINDS


def test_questions_are_of_the_workbook(tmp_path: Path) -> None:
    views = set()
    for seed in SEEDS:
        asked = question(seed)
        answer = conflicts(folder_of(seed, tmp_path, str(seed)), **asked)
        views.add(answer["context"].partition("/")[0])
        if len(views) == 3:
            break
    assert views == {"all", "client", "audience"}

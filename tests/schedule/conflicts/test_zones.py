"""The engine against the oracle in every zone of the tz database, around its changes of the next 15 years."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.oracle import naive
from tests.oracle.random_workbook import write
from tests.schedule.conflicts.test_agreement import answer
from tests.schedule.test_instants import ZONES, change_days
from tests.shares import share

QUICK = 24
"""So many zones are looked at in the quick share, spread over all."""


def compare(name: str, folder: Path, most: int) -> int:
    """Compare around some of a zone's changes (any day, where it has none); gives around how many."""
    days = change_days(name) or [date(2027, 3, 28)]
    rng = random.Random(f"zone {name}")
    chosen = rng.sample(days, min(most, len(days)))
    for number, day in enumerate(chosen):
        seed = rng.randrange(10**9)
        write(folder / str(number), seed, anchor=day, zone=name)
        asked: dict[str, Any] = {"as_of": day, "start": day - timedelta(days=2), "end": day + timedelta(days=12)}
        wanted, told = naive.conflicts(folder / str(number), **asked), answer(folder / str(number), asked, [])
        assert json.dumps(told, indent=1) == json.dumps(wanted, indent=1), f"{name} {day} seed {seed}"
    return len(chosen)


@pytest.mark.parametrize("name", share([name for name in ZONES if "/" in name][:: len(ZONES) // QUICK], 2))
def test_they_agree_in_some_zones(name: str, tmp_path: Path) -> None:
    assert compare(name, tmp_path, 1) == 1


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(12))
def test_they_agree_in_every_zone(part: int, tmp_path: Path) -> None:
    changes = sum(compare(name, tmp_path / str(number), 4) for number, name in enumerate(ZONES[part::12]))
    assert changes > 60

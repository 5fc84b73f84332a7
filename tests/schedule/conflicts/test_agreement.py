"""The engine against the naive reading of conflicts.md, over random workbooks, questions and waivers."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pmdesk.audience.conflicts import conflicts_for
from pmdesk.portfolio import Waiver, Window
from pmdesk.schedule.conflicts import as_json, find
from tests.build import read_workbook
from tests.oracle import naive
from tests.oracle.random_time import anchor_of
from tests.oracle.random_workbook import question, write
from tests.shares import share


def answer(folder: Path, asked: dict[str, Any], waivers: list[naive.Waiver]) -> dict[str, Any]:
    """Ask the engine what the oracle was asked."""
    today: date = asked["as_of"]
    kept = [
        Waiver(one.id, one.reason, one.until, one.severity, Decimal(one.ratio.numerator) / one.ratio.denominator)
        if one.ratio is not None
        else Waiver(one.id, one.reason, one.until, one.severity)
        for one in waivers
    ]
    portfolio = read_workbook(folder, today, waivers=kept)
    first: date = asked.get("start", today)
    window = Window(first, asked.get("end", first + timedelta(days=180)))
    filters: dict[str, Any] = {
        "with_": frozenset(asked.get("with_", ())),
        "kinds": [asked["kind"]] if "kind" in asked else None,
        "severity": asked.get("severity", "low"),
    }
    client, audience = asked.get("client"), asked.get("audience")
    if audience:
        found = conflicts_for(portfolio, window, audience, **filters)
    else:
        found = find(portfolio, window, client=client, **filters)
    told = as_json(found, today=today, window=window, client=client, audience=audience)
    for conflict in told["conflicts"]:
        assert conflict.pop("message")
    return told


def some_waivers(rng: random.Random, found: list[dict[str, Any]]) -> list[naive.Waiver]:
    """Waive some conflicts: as bad as they are, or a little less, to a day in their course."""
    waivers = []
    for conflict in found:
        if rng.random() < 0.5:
            occurrence = rng.choice(conflict["occurrences"])
            until = date.fromisoformat(occurrence["start"][:10]) + timedelta(days=rng.choice([-1, 0, 0, 1, 40, 400]))
            ratio = None
            if "peak" in occurrence:
                ratio = Fraction(str(occurrence["peak"])) / (Fraction(str(occurrence["limit"])) or 1)
                ratio = Fraction(str(round(float(ratio * Fraction(rng.choice(["1", "4/5", "7/10", "2"]))), 4)))
            severity = rng.choice([conflict["severity"], "low", "medium", "high"])
            waivers.append(naive.Waiver(conflict["id"], "agreed", until, severity, ratio))
    return waivers


def compare(seed: int, folder: Path) -> None:
    write(folder, seed, anchor=anchor_of(seed))
    asked = question(seed)
    rng = random.Random(f"waivers {seed}")
    waivers: list[naive.Waiver] = []
    if rng.random() < 0.5:
        whole = {name: value for name, value in asked.items() if name in {"as_of", "start", "end", "with_"}}
        waivers = some_waivers(rng, naive.conflicts(folder, **whole)["conflicts"])
    wanted, told = naive.conflicts(folder, **asked, waivers=waivers), answer(folder, asked, waivers)
    assert json.dumps(told, indent=1) == json.dumps(wanted, indent=1), f"seed {seed}: {asked}"


@pytest.mark.parametrize("seed", share(range(100_000, 100_040), 2))
def test_the_engine_and_the_oracle_agree(seed: int, tmp_path: Path) -> None:
    compare(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(200_000, 210_000, 100))
def test_they_agree_on_many(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 100):
        compare(seed, tmp_path / str(seed))

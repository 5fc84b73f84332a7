"""The program against the oracle: hand-worked cases, and random workbooks with random questions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.shares import share

from .case import AS_OF, Case, shown
from .cases import CASES
from .naive import conflicts
from .program import answer
from .random_time import anchor_of
from .random_workbook import question, write

QUICK = 25
COUNT = int(os.environ.get("PMDESK_ORACLE_CASES", "10000"))
BATCH = 50


def compare(seed: int, folder: Path) -> None:
    workbook = folder / f"w{seed}"
    write(workbook, seed, anchor=anchor_of(seed))
    asked = question(seed)
    assert answer(workbook, folder / f"s{seed}.db", asked) == conflicts(workbook, **asked), f"seed {seed}: {asked}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    case.write(tmp_path / "w")
    asked = {"as_of": AS_OF, **case.options, **({"kind": case.kind} if case.kind else {})}
    told = answer(tmp_path / "w", tmp_path / "s.db", asked)
    assert sorted(shown(c) for c in told["conflicts"]) == sorted(case.expect)


@pytest.mark.parametrize("seed", share(range(QUICK), 2))
def test_random_workbook(seed: int, tmp_path: Path) -> None:
    compare(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("first", range(QUICK, QUICK + COUNT, BATCH))
def test_many_random_workbooks(first: int, tmp_path: Path) -> None:
    for seed in range(first, min(first + BATCH, QUICK + COUNT)):
        compare(seed, tmp_path)

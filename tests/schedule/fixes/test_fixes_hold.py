"""Every offered fix, when applied, does what it says by the oracle's answer too, and makes nothing new as bad."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pmdesk.portfolio import Portfolio, Window, what_if
from pmdesk.schedule.fixes import Bench, fixes
from tests.build import read_workbook
from tests.oracle import naive
from tests.oracle.random_time import anchor_of
from tests.oracle.random_workbook import write
from tests.schedule.fixes import judge
from tests.shares import share

SERVICES = ("cabling, switches", "cabling", "permits; switches", "")


def portfolio_of_seed(folder: Path, seed: int) -> tuple[Portfolio, Window]:
    """Make a random portfolio whose vendors offer services, and a window on it."""
    rng = random.Random(f"fixes {seed}")
    write(folder, seed, anchor=anchor_of(seed))
    book = read_workbook(folder, anchor_of(seed))
    vendors = {key: replace(row, services=rng.choice(SERVICES)) for key, row in book.vendors.items()}
    first = book.today + timedelta(days=rng.randrange(-3, 4))
    return replace(book, vendors=vendors), Window(first, first + timedelta(days=rng.choice([9, 30, 180])))


def hold(folder: Path, seed: int, most: int) -> Counter[str]:
    """Apply each fix of some conflicts of a portfolio; count the conflicts by kind, and those with a fix."""
    book, window = portfolio_of_seed(folder / "w", seed)
    before = judge.hits_of(book, folder / "before", window)
    bench, court = Bench(book, window), judge.Judge(book, before)
    told = {group.id: naive.worst(hit.severity for hit in group.occurrences) for group in naive.grouped(before)}
    assert told == {one.id: one.severity for one in bench.recount.conflicts}
    rng = random.Random(f"conflicts {seed}")
    counts: Counter[str] = Counter()
    for conflict in rng.sample(bench.recount.conflicts, min(most, len(bench.recount.conflicts))):
        offered = fixes(book, window, conflict, bench=bench)
        counts[conflict.kind] += 1
        counts[f"{conflict.kind} with a fix"] += bool(offered)
        for number, fix in enumerate(offered):
            said = f"seed {seed}: {conflict.id} {conflict.message}: {fix.words}: {fix.changes}"
            assert not judge.refused(book, fix.changes), said
            after = judge.hits_of(what_if(book, fix.changes), folder / f"after{number % 3}", window)
            assert court.verdict(conflict.id, after) == fix.effect, said
            fresh = court.made(after)
            assert set(fresh) == set(fix.makes), said
            assert all(judge.rank(severity) > judge.rank(conflict.severity) for severity in fresh.values()), said
            assert set(fix.clears) == court.cleared(after), said
    return counts


def shares(counts: Counter[str]) -> str:
    """Say how many conflicts of each kind have at least one fix."""
    kinds = sorted(kind for kind in counts if not kind.endswith(" with a fix"))
    total, with_one = sum(counts[kind] for kind in kinds), sum(counts[f"{kind} with a fix"] for kind in kinds)
    lines = [f"{kind:16} {counts[f'{kind} with a fix']:5} of {counts[kind]:5}" for kind in kinds]
    return "\n".join([*lines, f"{'all':16} {with_one:5} of {total:5}, {100 * with_one / max(1, total):.0f} %"])


@pytest.mark.parametrize("seed", share(range(500_000, 500_024), 2))
def test_fixes_do_what_they_say(seed: int, tmp_path: Path) -> None:
    hold(tmp_path, seed, 4)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(510_000, 510_240, 60))
def test_fixes_of_many_do_what_they_say(first: int, tmp_path: Path) -> None:
    counts: Counter[str] = Counter()
    for seed in range(first, first + 60):
        counts += hold(tmp_path / str(seed), seed, 5)
    print(f"\nconflicts with at least one fix, seeds from {first}:\n{shares(counts)}")
    assert counts

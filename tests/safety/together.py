"""Two programs on one store: no update is lost, nobody sees ``locked``, and nobody overwrites the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from pmdesk.desk import Desk
from pmdesk.errors import Stale
from pmdesk.model import Milestone
from pmdesk.portfolio import Put
from tests.safety.nursery import Nursery
from tests.safety.stores import fault_of, opened, sample
from tests.safety.tally import Tally

PROGRAMS = 2
STEP = Decimal("0.01")
PER_DAY = 1000
"""So many steps are logged on one day: a day has 24 hours."""


def prove_edits(folder: Path, count: int) -> Tally:
    """Let two programs log hours on one engagement, a step each time, and look whether all of them are there."""
    tally = Tally()
    with Nursery() as one, Nursery() as other, ThreadPoolExecutor(PROGRAMS) as pool:
        store = sample(one, folder / "together.db")
        with opened(store) as connection:
            before = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
        share = count // PROGRAMS
        for words in pool.map(lambda program: _log(program, store, share), (one, other)):
            for said in words:
                tally.count(said)
    with opened(store) as connection:
        hours = sum(Decimal(row[0]) for row in connection.execute("SELECT hours FROM time WHERE note = 'counted'"))
        entries = connection.execute("SELECT count(*) FROM entries").fetchone()[0] - before
    lost = tally.of - int(hours / STEP)
    if lost or entries != tally.of:
        tally.broken.append(f"{lost} updates were lost; the journal has {entries} entries of {tally.of}")
    if fault := fault_of(store):
        tally.broken.append(fault)
    return tally


def _log(program: Nursery, store: Path, count: int) -> list[str]:
    found = []
    for number in range(count):
        day = date(2026, 3, 2) + timedelta(days=number // (PER_DAY // PROGRAMS))
        line = f"log {STEP}h counted @ACME-POS {day}"
        answer = program.run(store, "--as-of", "2026-11-22", "add", line)
        found.append(answer.err or "failed" if answer.status else "")
    return found


def prove_quarrels(folder: Path, count: int, seed: int = 1) -> Tally:
    """Let one desk change what the other is editing: another column is kept, the same one is told, not overwritten."""
    tally, random = Tally(), Random(seed)
    with Nursery() as nursery:
        store = sample(nursery, folder / "quarrels.db")
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    mine, theirs = (Desk.open(store, now=lambda: now) for _ in range(2))
    keys = [row.key for row in mine.rows(Milestone) if row.status == "planned"]
    for number in range(count):
        tally.count(_quarrel(mine, theirs, random.choice(keys), number, same=random.random() < 0.5))
    mine.close()
    theirs.close()
    return tally


def _quarrel(mine: Desk, theirs: Desk, key: str, number: int, *, same: bool) -> str:
    seen = mine.get(Milestone, key)
    if seen is None:
        return f"{key} is gone"
    other = replace(seen, notes=f"theirs {number}") if same else replace(seen, url=f"https://theirs.example/{number}")
    theirs.apply([Put(other, seen)], "theirs")
    try:
        mine.apply([Put(replace(seen, notes=f"mine {number}"), seen)], "mine")
    except Stale as error:
        told = f"theirs {number}" in str(error)
        return "" if same and told and mine.get(Milestone, key) == other else f"{number}: {error}"
    wanted = replace(other, notes=f"mine {number}")
    return f"{number}: overwritten" if same or mine.get(Milestone, key) != wanted else ""

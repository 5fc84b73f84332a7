"""A write that was acknowledged survives kill -9 at any moment."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.safety.nursery import Nursery
from tests.safety.stores import fault_of, opened, sample
from tests.safety.tally import Tally

LONGEST, MOST = 0.08, 5
"""The program is killed within so many seconds of one of the first so many answers: a few commands' time."""
FIRST = date(2027, 1, 1)
MANY = 40


def prove(folder: Path, count: int, seed: int = 1) -> Tally:
    """Kill the program ``count`` times while it adds notes and moves a milestone, in turns."""
    tally, random = Tally(), Random(seed)
    with Nursery() as nursery:
        store = sample(nursery, folder / "kills.db")
        kept: list[str] = []
        for number in range(count):
            commands = [_command(folder, number, step) for step in range(MANY)]
            answers, after = random.randrange(MOST), random.uniform(0, LONGEST)
            done = nursery.kill(store, commands, folder / "acknowledged", answers=answers, after=after)
            tally.count(_fault(store, number, done))
            kept += [f"n{number}x{step}" for step in range(0, done, 2)]
        lost = set(kept) - _notes(store)
        if lost or not kept:
            tally.broken.append(f"in the end {len(lost)} of {len(kept)} notes were lost")
    return tally


def _command(folder: Path, number: int, step: int) -> list[str]:
    """Give the command of a step: a note, or the move of a milestone by an import."""
    if step % 2 == 0:
        return ["add", f"note n{number}x{step} @ACME-POS"]
    place = folder / "moves" / f"{step}"
    if not place.exists():
        place.mkdir(parents=True)
        (place / "milestones.csv").write_text(
            f"key,engagement,title,due\nACME-POS.KILLED,ACME-POS,Killed,{_due(step)}\n", encoding="utf-8"
        )
    return ["import", str(place)]


def _due(step: int) -> date:
    return FIRST + timedelta(days=step)


def _fault(store: Path, number: int, done: int) -> str:
    """Tell what was lost in a round in which the first ``done`` commands were acknowledged."""
    if words := fault_of(store):
        return f"round {number}: {words}"
    missing = {f"n{number}x{step}" for step in range(0, done, 2)} - _notes(store)
    if missing:
        return f"round {number}: lost {sorted(missing)}"
    moved = list(range(1, done, 2))
    if moved and _moved_to(store) not in {_due(moved[-1]), _due(moved[-1] + 2)}:
        return f"round {number}: the milestone is on {_moved_to(store)}, not {_due(moved[-1])}"
    return ""


def _notes(store: Path) -> set[str]:
    with opened(store) as connection:
        return {row[0] for row in connection.execute("SELECT text FROM notes")}


def _moved_to(store: Path) -> date | None:
    with opened(store) as connection:
        row = connection.execute("SELECT due FROM milestones WHERE key = 'ACME-POS.KILLED'").fetchone()
    return date.fromisoformat(row[0]) if row else None

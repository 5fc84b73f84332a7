"""A damaged file: the program opens it, or says in a line what to do; never a traceback."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.safety.nursery import Answer, Nursery
from tests.safety.stores import copied, sample
from tests.safety.tally import Tally

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("conflicts", "--json"),
    ("add", "note on a damaged file @ACME-POS"),
    ("export", "json", "--out", "-"),
    ("log",),
    ("undo",),
    ("backup",),
    ("doctor",),
)
FEW = 50
FINDS = {"doctor": {0, 1, 3}}
"""The statuses that are right where a command does more than open or not."""


def prove(folder: Path, count: int, seed: int = 1) -> Tally:
    """Flip bits of one byte of a store, ``count`` times, and run commands on it (all of them where there are many)."""
    commands = COMMANDS if count > FEW else COMMANDS[:3]
    tally, random = Tally(), Random(seed)
    with Nursery() as nursery:
        source = sample(nursery, folder / "whole.db")
        size = source.stat().st_size
        for number in range(count):
            at = random.randrange(100) if number % 10 == 0 else random.randrange(size)
            store = copied(source, folder / f"flip{number}" / "s.db")
            _flip(store, at, random.randrange(1, 256))
            faults = [fault for command in commands if (fault := _fault(nursery.run(store, *command), command))]
            tally.count(f"byte {at}: {faults[0]}" if faults else "")
    return tally


def _flip(path: Path, at: int, bits: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= bits
    path.write_bytes(raw)


def _fault(answer: Answer, command: tuple[str, ...]) -> str:
    if answer.is_traceback or answer.status not in FINDS.get(command[0], {0, 2, 3}):
        return f"{command[0]}: exit {answer.status}: {answer.last}"
    if answer.status == 3 and not answer.err.startswith("pmdesk: "):
        return f"{command[0]}: exit 3 with {answer.err!r}"
    return ""

"""The table of promises: each with how many cases were tried, and in how many it was kept.

``python -m tests.safety.promises`` tries all cases (it takes a while), ``--quick`` a few of each; ``--only WORD`` those
whose words hold it. Exits with 1 where a promise is broken.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.safety import (
    canaries,
    clocks,
    copies,
    flips,
    full_disk,
    hostile,
    kills,
    migrating,
    mutated,
    network,
    seeded,
    terminals,
    together,
    unusable,
)
from tests.safety import disk_faults as faults
from tests.safety.nursery import ROOT
from tests.safety.tally import Tally
from tests.tui.hostile import PAYLOADS

Proof = Callable[[Path], Tally]


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, the whole proof, and a small one."""

    words: str
    full: Proof
    quick: Proof


def _counted(words: str, proof: Callable[[Path, int], Tally], full: int, quick: int) -> Promise:
    return Promise(words, lambda folder: proof(folder, full), lambda folder: proof(folder, quick))


def _tests(names: str, count: int = 0) -> Proof:
    """Run tests that stand elsewhere; a case is what they try (``count``), or else each of them."""

    def prove(_folder: Path) -> Tally:
        command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "--timeout=0", "-m", ""]
        done = subprocess.run([*command, names], cwd=ROOT, capture_output=True, text=True, check=False)
        passed, failed = (
            int(found[1]) if (found := re.search(rf"(\d+) {word}", done.stdout)) else 0 for word in ("passed", "failed")
        )
        if not count and done.returncode:
            return Tally(
                passed + failed, re.findall(r"^FAILED (.*)$", done.stdout, re.MULTILINE) or [done.stdout[-600:]]
            )
        return Tally(count or passed, [done.stdout[-600:]] if done.returncode else [])

    return prove


_JOURNAL = "tests/store/test_journal.py::"
PROMISES = (
    _counted("an acknowledged write survives kill -9 at any moment", kills.prove, 1000, 15),
    Promise("a full disk leaves the old state whole, and is said", full_disk.prove, full_disk.prove_some),
    _counted("what was typed on a full disk stays where it is, and is saved later", terminals.prove_typed, 25, 1),
    Promise("a read or write error, a folder that can't be used: the old state whole", faults.prove, faults.prove_some),
    _counted("what is half typed survives SIGHUP, SIGTERM, kill -9, a closed terminal", terminals.prove_ends, 100, 2),
    _counted("two programs on one store lose no update, and none sees a lock", together.prove_edits, 2000, 40),
    _counted("each program sees the other's change within 2 s", terminals.prove_seen, 100, 3),
    _counted("what another program changed meanwhile is told, never overwritten", together.prove_quarrels, 100, 12),
    Promise(
        "every change can be undone and done again",
        _tests(_JOURNAL + "test_a_thousand_sequences_return_to_an_equal_dump", 1000),
        _tests(_JOURNAL + "test_any_sequence_returns_to_an_equal_dump", 15),
    ),
    Promise("an upgrade keeps every row, or leaves the old file whole", migrating.prove, migrating.prove_some),
    _counted("a daily backup equals what it copied; a restore keeps what it replaces", copies.prove, 100, 12),
    _counted("no sequence number of a published calendar falls, whatever is restored", copies.prove_sequences, 30, 3),
    _counted("a clock that jumps loses nothing, and lets no sequence number fall", clocks.prove, 300, 8),
    Promise("a store that can't be used is a message that says what to do", unusable.prove, unusable.prove_some),
    _counted("a damaged file is opened, or a message; never a traceback", flips.prove, 200, 12),
    _counted("hostile text in every field is shown as it is by every exit and screen", hostile.prove, len(PAYLOADS), 1),
    _counted("a mutated file goes in or is refused in words, in 10 s and 512 MB", mutated.prove, 10_000, 24),
    Promise("nothing of client B is in anything made for client A", canaries.prove, canaries.prove_some),
    Promise("what is made is private under any umask", unusable.prove_modes, unusable.prove_modes),
    Promise("doctor names each seeded fault, and mends what is safe", seeded.prove, seeded.prove_named),
    Promise("no connection is made to anywhere but a configured CalDAV host", network.prove, network.prove_some),
    Promise(
        "a sync never deletes in bulk, whatever the server answers",
        _tests("tests/sync/test_faults.py"),
        _tests("tests/sync/test_faults.py::test_a_calendar_that_was_emptied_takes_nothing_away_here"),
    ),
)
ELSEWHERE = ("undone", "a sync")
"""In the words of promises whose proofs are tests already."""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few cases of each")
    parser.add_argument("--only", default="", help="those whose words hold this")
    asked = parser.parse_args()
    broken = 0
    for promise in PROMISES:
        if asked.only not in promise.words:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="pmdesk-safety-") as folder:
            tally = (promise.quick if asked.quick else promise.full)(Path(folder))
        sys.stdout.write(f"{promise.words:75} {tally!s:>14} {time.monotonic() - began:7.0f} s\n")
        for words in tally.broken[:5]:
            sys.stdout.write(f"    {words}\n")
        sys.stdout.flush()
        broken += bool(tally.broken)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

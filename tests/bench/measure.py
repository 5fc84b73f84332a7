"""What the benchmarks share: a size, stores of that size, medians, and how a ratio is printed."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from pmdesk.desk import Desk
from tests.generate import write
from tests.generating.world import SIZES

ANCHOR = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def sizes(doc: str | None) -> list[str]:
    """Read the sizes to measure from the command line: ``--quick`` is S alone, nothing is S, M and L."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--quick", action="store_true", help="the small size alone")
    parser.add_argument("--size", choices=sorted(SIZES), action="append", help="this size (repeatable)")
    asked = parser.parse_args()
    return ["S"] if asked.quick else asked.size or ["S", "M", "L"]


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="pmdesk-bench-") as name:
        yield Path(name)


def workbook(place: Path, size: str) -> Path:
    """Write a workbook of a size."""
    path = place / f"workbook-{size}"
    if not path.exists():
        write(path, SIZES[size], seed=1, anchor=ANCHOR)
    return path


def desk_at(path: Path) -> Desk:
    """Open a desk on the benchmarks' day."""
    return Desk.open(path, now=lambda: NOW, zone="Europe/Madrid")


def store(place: Path, size: str) -> Path:
    """Make a store of a size."""
    path = place / f"store-{size}.db"
    if not path.exists():
        desk = desk_at(path)
        desk.import_workbook(workbook(place, size))
        desk.close()
    return path


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """Give the median time of an act."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def process(command: Sequence[str], times: int = 7) -> float:
    """Give the median time of a whole process, after one that does not count."""

    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)

    run()
    return seconds(run, times)


def python(code: str, *args: str) -> list[str]:
    """Give the command that runs a piece of Python in a process of its own."""
    return [sys.executable, "-c", code, *args]


def tell(what: str, ours: float, floor: float, goal: float, floor_is: str) -> None:
    """Print a ratio beside its goal."""
    ratio = ours / floor if floor else float("inf")
    mark = "ok " if ratio <= goal else "OVER"
    print(f"{mark:4} {what:58} {ratio:8.2f} × {floor_is} (goal {goal:g}; {ours * 1000:.2f} ms / {floor * 1000:.2f} ms)")

"""What one edit does to the conflicts: the time to tell it, and how that grows; and the time of the fixes of one."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from math import log

from pmdesk.portfolio import Change, Portfolio, Put, Window
from pmdesk.schedule.effects import Recount
from pmdesk.schedule.fixes import Bench, fixes
from tests.bench.measure import ANCHOR, desk_at, folder, sizes, store

COUNT = 150
WINDOW = Window(ANCHOR, ANCHOR + timedelta(days=180))


def edits(book: Portfolio) -> dict[str, list[Change]]:
    """Give edits of single rows: milestones a day later, meetings of mine half an hour longer."""
    due = [row for row in book.milestones.values() if row.is_open and row.due in WINDOW]
    mine = [row for row in book.events.values() if row.me and row.status != "cancelled" and row.start.date() in WINDOW]
    return {
        "a milestone moved": [Put(replace(row, due=row.due + timedelta(days=1))) for row in due[:: _step(due)]],
        "a meeting made longer": [
            Put(replace(row, end=row.end + timedelta(minutes=30))) for row in mine[:: _step(mine)]
        ],
    }


def _step(rows: Sequence[object]) -> int:
    return max(1, len(rows) // COUNT)


def taken(recount: Recount, changes: list[Change]) -> float:
    """Give the median time of one edit, in seconds."""
    recount.after(changes[:1])
    times = []
    for change in changes[:COUNT]:
        begun = time.process_time()
        recount.after([change])
        times.append(time.process_time() - begun)
    return statistics.median(times)


def main() -> None:
    """Print medians by size, the growth exponent over the rows, and the time of a conflict's fixes."""
    known: dict[str, list[tuple[int, float]]] = {}
    with folder() as place:
        for size in sizes(__doc__):
            desk = desk_at(store(place, size))
            book = desk.portfolio(WINDOW.wider(120))
            desk.close()
            recount = Recount(book, WINDOW)
            for name, changes in edits(book).items():
                median = taken(recount, changes)
                known.setdefault(name, []).append((len(book.milestones) + len(book.events), median))
                print(f"{name} at {size}: {median * 1000:.2f} ms")
            bench = Bench(book, WINDOW)
            begun = time.process_time()
            some = bench.recount.conflicts[:: _step(bench.recount.conflicts) * 3]
            for conflict in some:
                fixes(book, WINDOW, conflict, bench=bench)
            print(
                f"the fixes of a conflict at {size}: {(time.process_time() - begun) / max(1, len(some)) * 1000:.0f} ms"
            )
    for name, points in known.items():
        if len(points) > 1:
            (rows, first), (more, last) = points[0], points[-1]
            print(f"{name}: grows with the rows to the power of {log(last / first) / log(more / rows):.2f}")


if __name__ == "__main__":
    main()

"""What one edit does to the conflicts: the time to tell it, and how that grows; and the time of the fixes of one."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from pmdesk.portfolio import Change, Portfolio, Put, Window
from pmdesk.schedule.effects import Effect, Recount
from pmdesk.schedule.fixes import Bench, fixes
from tests.bench.measure import ANCHOR, desk_at, folder, sizes, store, tell

COUNT = 150
Edit = tuple[int, float]
"""How many conflicts an edit changes, and how long it takes to tell."""
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


def which(effect: Effect) -> object:
    """Look at which conflicts an edit clears, eases and makes, and how bad the worst is."""
    return effect.clears, effect.eases, effect.makes, effect.worst


def in_words(effect: Effect) -> object:
    """Look at the same conflicts as a screen tells them: ids, clients, occurrences, messages."""
    return effect.cleared, effect.eased, effect.made, effect.worst


LOOKS: Mapping[str, Callable[[Effect], object]] = {"": which, " in words": in_words}
"""What is looked at of an effect, which works out nothing else."""


def taken(recount: Recount, changes: list[Change], look: Callable[[Effect], object]) -> list[Edit]:
    """Give how many conflicts each edit changes, and how long it takes to tell, in seconds; each is told once."""
    look(recount.after(changes[:1]))
    found = []
    for change in changes[:COUNT]:
        begun = time.process_time()
        effect = recount.after([change])
        look(effect)
        spent = time.process_time() - begun
        found.append((len(effect.hits), spent))
    return found


def alike(less: list[Edit], more: list[Edit]) -> tuple[float, float]:
    """Give the mean time of the edits of ``more``, and of those of ``less`` that change as many conflicts.

    At L the median edit changes four conflicts, at S none: what an edit costs hangs on what it touches.
    """
    by_count: dict[int, list[float]] = {}
    for count, seconds in less:
        by_count.setdefault(count, []).append(seconds)
    kept = [(count, seconds) for count, seconds in more if len(by_count.get(count, ())) >= 3]
    ours = statistics.mean(seconds for _, seconds in kept)
    return ours, statistics.mean(statistics.median(by_count[count]) for count, _ in kept)


def median(edits_: list[Edit]) -> float:
    """Give the median time."""
    return statistics.median(seconds for _, seconds in edits_)


def main() -> None:
    """Print medians by size, how they grow from the first size to the last, and the time of a conflict's fixes."""
    known: dict[str, dict[str, list[Edit]]] = {}
    with folder() as place:
        for size in sizes(__doc__):
            desk = desk_at(store(place, size))
            book = desk.portfolio(WINDOW.wider(120))
            desk.close()
            bench = Bench(book, WINDOW)
            for name, changes in edits(book).items():
                for words, look in LOOKS.items():
                    found = known.setdefault(f"{name}{words}", {})[size] = taken(bench.recount, changes, look)
                    print(f"{name}{words} at {size}: {median(found) * 1000:.3f} ms")
            every = bench.recount.conflicts
            begun = time.process_time()
            some = every[:: _step(every) * 3]
            for conflict in some:
                fixes(book, WINDOW, conflict, bench=bench)
            spent = (time.process_time() - begun) / max(1, len(some))
            print(f"the fixes of a conflict at {size}: {spent * 1000:.0f} ms")
    for name, by_size in known.items():
        (first, less), *_, (last, more) = *by_size.items(), *by_size.items()
        if first != last:
            tell(f"{name}, at {last}", median(more), median(less), 1.3, f"at {first}")
            tell(f"{name} that changes as many conflicts, at {last}", *alike(less, more), 1.3, f"at {first}")


if __name__ == "__main__":
    main()

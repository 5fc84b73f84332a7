"""The real program in a pseudo terminal, as a multiple of a bare Textual app in the same run.

First painted frame, screen settled with its data, a switch of context against a step of the timeline, and the peak of
memory after opening, scrolling and switching, before anything was written.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from tests.bench.measure import folder, sizes, store, tell
from tests.bench.terminal import Terminal, python

BARE = str(Path(__file__).with_name("bare.py"))
HELLO = b"row 20"
FRAME = b"pmdesk"
STEPS = 16


def started(argv: list[str], mark: bytes) -> tuple[float, float]:
    """Give the seconds to the first frame and to the settled screen."""
    with Terminal(argv) as terminal:
        first = terminal.first_paint(mark)
        settled = first + max(0.0, terminal.settle(quiet=0.7, patience=0.7).last if terminal_is_busy(terminal) else 0.0)
        return first, settled


def terminal_is_busy(terminal: Terminal) -> bool:
    """Tell whether the program has more to write within a second."""
    import select

    return bool(select.select([terminal.fd], [], [], 1.0)[0])


def presses(terminal: Terminal, keys: bytes, times: int = STEPS) -> float:
    """Give the median seconds from a key to the settled screen."""
    taken = []
    for number in range(times):
        taken.append(terminal.press(keys[number % len(keys) : number % len(keys) + 1]).last)
        time.sleep(0.05)
    return median(taken)


def used(argv: list[str]) -> tuple[float, float, float]:
    """Scroll and switch; give the seconds of a step and of a switch, and the peak of memory in MB."""
    with Terminal(argv) as terminal:
        terminal.settle(quiet=2.5)
        terminal.press(b"g")
        terminal.press(b"t")
        terminal.settle(quiet=1.0, patience=1.0) if terminal_is_busy(terminal) else None
        step = presses(terminal, b"jjjjkkkkllllhhhh")
        switch = presses(terminal, b"1203", 12)
        return step, switch, terminal.peak()


def main() -> None:
    """Print the ratios."""
    bare = [started(python(BARE), HELLO) for _ in range(5)]
    floor = median(first for first, _ in bare)
    with Terminal(python(BARE)) as terminal:
        terminal.settle(quiet=0.5)
        row = presses(terminal, b"jjjjkkkk")
        memory = terminal.peak()
    with folder() as place:
        for size in sizes(__doc__):
            argv = python("-m", "pmdesk", "--store", str(store(place, size)), "--as-of", "2026-11-23")
            found = [started(argv, FRAME) for _ in range(5)]
            tell(f"first painted frame at {size}", median(first for first, _ in found), floor, 1.5, "bare hello")
            tell(f"settled with its data at {size}", median(last for _, last in found), floor, 2, "bare hello")
            step, switch, peak = used(argv)
            tell(f"a step of the timeline at {size}", step, row, 1.3, "bare row")
            tell(f"a switch of context at {size}", switch, step, 4, "step of the timeline")
            tell(f"peak memory at {size}, in GB", peak / 1000, memory / 1000, 2.5, "bare app")


if __name__ == "__main__":
    main()

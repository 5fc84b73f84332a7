"""The real program in a pseudo terminal, as a multiple of a bare Textual app in the same run.

First painted frame, today's rows on the screen, everything read; a step of the timeline and of the long lists; a switch
of context against a step of the timeline; each screen opened; the peak of memory after steps and switches, after pages
of the timeline beyond the days around today, and after all that, before anything was written. Times are from the key to
the last byte; beside them stands the processor's time of the whole program, which says more where the machine is busy.
"""

from __future__ import annotations

import os
import select
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.measure import folder, sizes, store, tell
from tests.bench.terminal import Terminal, python

BARE = str(Path(__file__).with_name("bare.py"))
HELLO = b"row 20"
FRAME, ROWS, READ = b"pmdesk", b" d ago", b"saved"
"""What is written with the first frame, with today's rows (there is something late), and when all has been read."""
STEPS = 16
LISTS = {"actions": b"a", "raid": b"r", "conflicts": b"c", "engagements": b"e"}
SCREENS = {"today": b"d", "timeline": b"t", "week": b"w", **LISTS, "vendors": b"v", "scorecards": b"k",
           "reports": b"p", "lessons": b"l"}  # fmt: skip


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and those of the program's threads."""

    wall: float
    processor: float


def middle(found: list[Took]) -> Took:
    """Give the medians."""
    return Took(median(one.wall for one in found), median(one.processor for one in found))


def compare(what: str, ours: Took, floor: Took, goal: float, floor_is: str) -> None:
    """Print the ratio by the clock, and by the processor's time."""
    tell(what, ours.wall, floor.wall, goal, floor_is)
    print(f"     {'':58} {ours.processor / (floor.processor or 1):8.2f} × in the processor's time")


def started(argv: list[str], *marks: bytes) -> list[Took]:
    """Give when each mark has been written after the start."""
    with Terminal(argv) as terminal:
        return [Took(terminal.first_paint(mark), terminal.cpu()) for mark in marks]


def rest(terminal: Terminal, quiet: float = 1.5) -> None:
    """Wait until the program does nothing, whatever it writes meanwhile."""
    busy = True
    while busy:
        before, end = terminal.cpu(), time.perf_counter() + quiet
        while time.perf_counter() < end:
            if select.select([terminal.fd], [], [], 0.1)[0]:
                os.read(terminal.fd, 65536)
        busy = terminal.cpu() - before > 0.03 * quiet


def press(terminal: Terminal, key: bytes, pause: float = 0.05) -> Took:
    """Press a key; give what it took."""
    before = terminal.cpu()
    wall = terminal.press(key).last
    time.sleep(pause)
    return Took(wall, terminal.cpu() - before)


def presses(terminal: Terminal, keys: str, times: int = STEPS) -> Took:
    """Give the medians of keys pressed in turn."""
    return middle([press(terminal, keys[number % len(keys)].encode()) for number in range(times)])


def go(terminal: Terminal, letter: bytes) -> Took:
    """Go to a screen; give what its letter took."""
    terminal.press(b"g")
    return press(terminal, letter)


def paged(terminal: Terminal, size: str) -> None:
    """Turn the timeline's pages, far beyond what is held around today, and back; print what one takes."""
    found = []
    for key in b"LLLLHHHHHH":
        before = terminal.cpu()
        wall = press(terminal, bytes([key])).wall
        rest(terminal, 0.5)
        found.append(Took(wall, terminal.cpu() - before))
    page = middle(found)
    print(f"     a page of the timeline at {size}: {page.wall * 1000:.1f} ms, processor {page.processor * 1000:.1f} ms")


def used(terminal: Terminal, size: str, row: Took) -> tuple[float, float]:
    """Scroll, switch and open everything there is, and print what it took.

    Gives the peaks (MB) after steps and switches, and after the pages of the timeline.
    """
    rest(terminal)
    go(terminal, SCREENS["timeline"])
    rest(terminal)
    step = presses(terminal, "jjjjkkkkllllhhhh")
    compare(f"a step of the timeline at {size}", step, row, 1.3, "bare row")
    compare(f"a switch of context at {size}", presses(terminal, "1203", 12), step, 4, "step of the timeline")
    terminal.press(b"0")
    rest(terminal)
    switched = terminal.peak()
    paged(terminal, size)
    peak = terminal.peak()
    for name, letter in LISTS.items():
        go(terminal, letter)
        rest(terminal)
        compare(f"a row of {name} at {size}", presses(terminal, "jjjjkkkk"), row, 2, "bare row")
    for name, letter in SCREENS.items():
        go(terminal, SCREENS["today"])
        rest(terminal, 0.5)
        found = go(terminal, letter)
        print(f"     {name} opened at {size}: {found.wall * 1000:.1f} ms, processor {found.processor * 1000:.1f} ms")
        rest(terminal, 0.5)
    return switched, peak


def main() -> None:
    """Print the ratios."""
    with Terminal(python(BARE)) as terminal:
        terminal.settle(quiet=0.5)
        row, memory = presses(terminal, "jjjjkkkk", 48), terminal.peak()
    with folder() as place:
        for size in sizes(__doc__):
            argv = python("-m", "pmdesk", "--store", str(store(place, size)), "--as-of", "2026-11-23")
            bare, ours = [], []
            for _ in range(5):  # by turns, so that both meet the same machine
                bare.append(started(python(BARE), HELLO)[0])
                ours.append(started(argv, FRAME, ROWS, READ))
            frame, rows, read = (middle([found[at] for found in ours]) for at in range(3))
            compare(f"first painted frame at {size}", frame, middle(bare), 1.5, "bare hello")
            compare(f"today's rows on the screen at {size}", rows, middle(bare), 2, "bare hello")
            print(
                f"     everything read at {size}, conflicts counted: {read.wall / middle(bare).wall:.1f} × bare hello"
            )
            with Terminal(argv) as terminal:
                switched, peak = used(terminal, size, row)
                for what, most in (("opened, scrolled, switched", switched), ("with the timeline's pages", peak)):
                    tell(f"peak memory at {size} in GB, {what}", most / 1000, memory / 1000, 2.5, "bare app")
                print(f"     with every screen open: {terminal.peak() / memory:.2f} × bare app")


if __name__ == "__main__":
    main()

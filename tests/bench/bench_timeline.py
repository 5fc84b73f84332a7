"""Measures a step of the timeline against a bare Textual app, in a real pseudo terminal.

    python tests/bench/bench_timeline.py [--quick]

Printed are milliseconds from the key to the last byte (median), and the ratios that are aimed at: a step to
a bare app's (at most 1.3), 10,000 lanes to 10 (at most 1.3). The processor's time a key is that of all its work, what
follows the last byte included; it says more where the machine is busy.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.terminal import Terminal, python

HERE = Path(__file__).resolve().parent
PAUSE = 0.02
"""Seconds between keys, so that no key meets the echo of the one before."""


def steps(terminal: Terminal, keys: bytes, times: int) -> list[float]:
    """Press keys in turn so many times; give the milliseconds of each to its last byte."""
    found = []
    for number in range(times):
        paint = terminal.press(keys[number % len(keys) : number % len(keys) + 1])
        found.append(paint.last * 1000)
        time.sleep(PAUSE)
    return found


def measure(name: str, argv: list[str], moves: dict[str, bytes], times: int) -> dict[str, float]:
    """Start a program, do the moves, and print what they took; give the medians by move."""
    found = {}
    with Terminal(argv) as terminal:
        shown = terminal.settle(quiet=0.4).last
        for move, keys in moves.items():
            steps(terminal, keys, 8)
            before = terminal.cpu()
            taken = steps(terminal, keys, times)
            spent = (terminal.cpu() - before) / times * 1000
            found[move] = median(taken)
            found[move + ", processor"] = spent
            high = quantiles(taken, n=20)[-1]
            print(f"{name:<24}{move:<8} median {found[move]:6.2f} ms   p95 {high:6.2f} ms   processor {spent:6.2f} ms")
        print(f"{name:<24}first screen settled {shown * 1000:.0f} ms, peak {terminal.peak():.0f} MB")
    return found


def main(*, quick: bool) -> None:
    """Measure, interleaved over some rounds, and print the ratios of the best medians."""
    times, rounds = (20, 1) if quick else (60, 3)
    moves = {"lane": b"jjjjkkkk", "column": b"llllhhhh"}
    best: dict[str, dict[str, float]] = {}
    for _ in range(rounds):
        for name, argv, how in (
            ("bare app", python(str(HERE / "bare.py")), {"row": b"jjjjkkkk"}),
            ("timeline, 10 lanes", python(str(HERE / "timeline_app.py"), "10"), moves),
            ("timeline, 10,000 lanes", python(str(HERE / "timeline_app.py"), "10000"), moves),
        ):
            for move, value in measure(name, argv, how, times).items():
                held = best.setdefault(name, {})
                held[move] = min(value, held.get(move, value))
    for move in (*moves, *(f"{move}, processor" for move in moves)):
        bare = best["bare app"]["row, processor" if "," in move else "row"] or 1.0
        few, many = best["timeline, 10 lanes"][move], best["timeline, 10,000 lanes"][move]
        ratios = f"{few / bare:.2f} (10 lanes), {many / bare:.2f} (10,000); 10,000 ÷ 10: {many / few:.2f}"
        print(f"{move:<18}÷ bare row: {ratios}")


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])

"""The process that reads a calendar for another: bytes on stdin, JSON on stdout, one line of error on stderr.

Its time and memory are bounded by the system; whatever the bytes are, nothing else is touched.
"""

from __future__ import annotations

import gc
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MEMORY = 512 * 1024 * 1024
"""The most that the process may take, in octets."""
SECONDS = 10
"""The most processor time that it may take for a file of usual size."""
USUAL = 5 * 1024 * 1024
A_SECOND = 2 * 1024 * 1024
"""Each so many octets more than usual are given a second more: 32 for the largest file that is read."""
ONE_ITEM = 2.0
"""The most seconds that one item may take."""
UNREADABLE, TOO_BIG = 2, 4
"""How the process ends where the file can't be read, and where its memory does not do."""


def seconds_for(size: int) -> int:
    """Give the most seconds that a file of so many octets may take."""
    return SECONDS + max(0, size - USUAL) // A_SECOND


def limit(size: int = 0) -> None:
    """Bound this process; where the system can't, the time that the other process waits is the bound."""
    bounds = [(resource.RLIMIT_CPU, seconds_for(size)), (resource.RLIMIT_CORE, 0)]
    if sys.platform != "darwin":
        bounds.append((resource.RLIMIT_AS, MEMORY))
    for kind, most in bounds:
        _, hard = resource.getrlimit(kind)
        held = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (held, hard))


@contextmanager
def _in_time() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_REAL, ONE_ITEM)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def main() -> int:
    """Read; gives the exit status."""
    size = int(sys.argv[1]) if sys.argv[1:] else 0
    limit(size)
    gc.disable()  # there is none worth looking for among the many rows, and looking takes a tenth of the time
    signal.signal(signal.SIGALRM, _ring)
    try:
        return _answer(sys.stdin.buffer.read())
    except (MemoryError, RecursionError):
        return TOO_BIG


def _answer(data: bytes) -> int:
    from pmdesk.exchange.ics.reading.meeting import json_pieces
    from pmdesk.exchange.ics.reading.read import read
    from pmdesk.exchange.ics.reading.trouble import Unreadable

    try:
        found = read(data, _in_time)
    except Unreadable as error:
        sys.stderr.write(str(error))
        return UNREADABLE
    sys.stdout.writelines(json_pieces(found))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

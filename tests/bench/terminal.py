"""Drives a program in a real pseudo terminal and takes the time: key in, last byte out.

The terminal is one that answers nothing but what a program must know; what is written to it is read and thrown away.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

QUIET = 0.05
"""Seconds without output after which a screen counts as settled."""
PATIENCE = 30.0
"""Seconds after which a program that writes nothing counts as stuck."""


class StuckError(RuntimeError):
    """The program wrote nothing, or ended, where a screen was awaited."""


@dataclass(frozen=True, slots=True)
class Paint:
    """What came out after an input: seconds to the first and the last byte, and how many bytes."""

    first: float
    last: float
    size: int


class Terminal:
    """A program in a pseudo terminal of ``size`` columns by lines."""

    def __init__(
        self, argv: Sequence[str], *, size: tuple[int, int] = (140, 40), env: Mapping[str, str] | None = None
    ) -> None:
        self.began = time.perf_counter()
        self.written = b""
        full = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            if name not in (env or {}):
                full.pop(name, None)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:  # the child
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execvpe(argv[0], list(argv), full)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def settle(self, *, quiet: float = QUIET, patience: float = PATIENCE, since: float | None = None) -> Paint:
        """Read until nothing came for ``quiet`` seconds; raise StuckError where nothing comes at all."""
        start = time.perf_counter() if since is None else since
        first = last = 0.0
        size = 0
        while True:
            wait = quiet if size else patience
            ready, _, _ = select.select([self.fd], [], [], wait)
            if not ready:
                break
            try:
                data = os.read(self.fd, 65536)
            except OSError as error:
                raise StuckError(f"the program ended: {self.tail()}") from error
            if not data:
                raise StuckError(f"the program ended: {self.tail()}")
            last = time.perf_counter() - start
            first = first or last
            size += len(data)
            self.written = (self.written + data)[-20000:]
        if not size:
            raise StuckError(f"nothing was written for {patience} s: {self.tail()}")
        return Paint(first, last, size)

    def first_paint(self, mark: bytes, *, patience: float = PATIENCE) -> float:
        """Give the seconds from the start until ``mark`` has been written."""
        end = time.perf_counter() + patience
        while mark not in self.written:
            ready, _, _ = select.select([self.fd], [], [], max(0.0, end - time.perf_counter()))
            if not ready:
                raise StuckError(f"{mark!r} was never written: {self.tail()}")
            try:
                self.written += os.read(self.fd, 65536)
            except OSError as error:
                raise StuckError(f"the program ended: {self.tail()}") from error
        return time.perf_counter() - self.began

    def press(self, keys: bytes) -> Paint:
        """Send keys, and wait until the screen has settled."""
        start = time.perf_counter()
        os.write(self.fd, keys)
        return self.settle(since=start)

    def peak(self) -> float:
        """Give the most memory that was resident so far, in MB (Linux; 0 elsewhere)."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return 0.0
        line = next((row for row in status.read_text().splitlines() if row.startswith("VmHWM")), "VmHWM: 0")
        return int(line.split()[1]) / 1024

    def cpu(self) -> float:
        """Give the seconds that the program's threads have run so far (Linux; 0 elsewhere), whatever else runs."""
        files = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(file.read_text().split()[0]) for file in files) / 1e9

    def tail(self) -> str:
        """Give the end of what was written, for an error's words."""
        return self.written[-400:].decode("utf-8", "replace")

    def close(self) -> None:
        """End the program: ask, then insist."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, sign)
            except ProcessLookupError:
                break
            if self._gone(2.0):
                break
        os.close(self.fd)

    def _gone(self, seconds: float) -> bool:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            select.select([self.fd], [], [], 0.02)
            with contextlib.suppress(OSError):
                os.read(self.fd, 65536)
            pid, _ = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return True
        return False


def python(*arguments: str) -> list[str]:
    """Give the command that runs this Python with arguments."""
    return [sys.executable, *arguments]

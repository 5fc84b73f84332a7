"""A walk through every screen of the real program in a real terminal, and what was written to it on the way."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.terminal import PATIENCE, StuckError, Terminal, python

SCREENS = {
    "Today": b"gd", "Timeline": b"gt", "Week": b"gw", "Conflicts": b"gc", "Actions": b"ga", "Engagements": b"ge",
    "Vendors": b"gv", "RAID": b"gr", "Scorecards": b"gk", "Reports": b"gp", "Lessons": b"gl",
}  # fmt: skip
OPENED = {"the form": b"e", "what the cursor is on": b"\r", "the palette": b":", "the client list": b"c", "help": b"?"}
ACTS = (
    b"\x1b]52;c;", b"\x1b]0;title", b"\x1b]8;;http://example", b"\x1bP1$r", b"\x1b[2J\x1b[H\x1b", b"\xc2\x9b",
    b"\xc2\x9d", b"\xc2\x9c", "\u202e".encode(), "\u2066".encode(), b"\x08d", b"\x00c",
)  # fmt: skip
"""What the payloads would have a terminal do."""


def opened(store: Path, *args: str, size: tuple[int, int] = (100, 30)) -> Terminal:
    """Open the program in a terminal, and wait until it shows the store."""
    env = {"TZ": "Europe/Madrid", "PMDESK_CONFIG": str(store.parent / "none.toml")}
    terminal = Terminal(python("-m", "pmdesk", "--store", str(store), *args), size=size, env=env)
    try:
        terminal.first_paint(b"saved")
        terminal.settle(quiet=0.4)
    except StuckError:
        terminal.close()
        raise
    return terminal


def walk(store: Path, args: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Go to every screen, and from it into what can be opened; gives each with what was wrong there."""
    terminal = opened(store, *args)
    try:
        for screen, keys in SCREENS.items():
            yield screen, pressed(terminal, keys)
            for what, key in OPENED.items():
                yield f"{screen}, {what}", pressed(terminal, key) or pressed(terminal, b"\x1b")
        yield "the end", _ended(terminal)
    finally:
        with contextlib.suppress(OSError):
            terminal.close()


def pressed(terminal: Terminal, keys: bytes) -> str:
    """Press keys one after the other; tells what came out that may not."""
    terminal.written = b""
    for at in range(len(keys)):
        os.write(terminal.fd, keys[at : at + 1])
        time.sleep(0.02)
    try:
        terminal.settle(quiet=0.15, patience=2.0)
    except StuckError as error:
        if "ended" in str(error):
            return str(error)[-300:]
    found = [act for act in ACTS if act in terminal.written]
    return f"wrote {found}" if found else ""


def _ended(terminal: Terminal) -> str:
    """Quit; tells how it ended if not well."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            os.write(terminal.fd, b"q")
        with contextlib.suppress(StuckError):
            terminal.settle(quiet=0.1, patience=0.3)
        done, status = os.waitpid(terminal.pid, os.WNOHANG)
        if done:
            return "" if status == 0 else f"exit {os.waitstatus_to_exitcode(status)}: {terminal.tail()}"
    os.kill(terminal.pid, signal.SIGKILL)
    return "it does not end"

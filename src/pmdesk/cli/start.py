"""Opens the terminal without the library that reads command lines: that alone costs a tenth of the first frame."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pmdesk.frozen import frozen


@frozen
class Opening:
    """What the terminal is opened with: the store, the day taken for today, the client that the screen is locked to."""

    store: Path | None = None
    as_of: date | None = None
    lock: str | None = None


def opening(args: Sequence[str]) -> Opening | None:
    """Read a command line that asks for nothing but the terminal; None for any other, or one that is wrong."""
    if len(args) % 2:
        return None
    given = dict(zip(args[::2], args[1::2], strict=True))
    if len(given) * 2 != len(args) or not given.keys() <= {"--store", "--as-of", "--lock"}:
        return None
    day, lock = given.get("--as-of"), given.get("--lock")
    try:
        as_of = date.fromisoformat(day) if day and len(day) == len("2026-11-23") else None
    except ValueError:
        return None
    if (day and as_of is None) or (lock is not None and not lock.replace("-", "").isalnum()):
        return None
    return Opening(Path(given["--store"]) if "--store" in given else None, as_of, lock.upper() if lock else None)


def open_terminal(asked: Opening, *, demo: bool = False) -> None:
    """Open the terminal on the store; InputError where there is no terminal to draw on."""
    _need_terminal()
    from pmdesk.clock import utc_now
    from pmdesk.tui.app import run

    run(asked.store, now=utc_now, as_of=asked.as_of, lock=asked.lock, demo=demo)


def _need_terminal() -> None:
    """Refuse where keys can't come from a terminal, or nothing can be drawn on it: the program would only hang."""
    has_one = all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__))
    if has_one and os.environ.get("TERM") != "dumb":
        return
    from pmdesk.errors import InputError

    why = "this terminal can't be drawn on (TERM=dumb)" if has_one else "the desk needs a terminal"
    raise InputError(why, "pmdesk --help lists the commands that do without")

"""The three streams of a command, as whoever started it left them: closed, or unable to take every sign."""

from __future__ import annotations

import os
import sys


def make_ready() -> None:
    """Put nothing in the place of a closed stream, and let a sign that a stream's encoding lacks become ``?``."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _nothing(number))
        elif number and hasattr(stream, "reconfigure") and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="replace")


def _nothing(number: int) -> object:
    """Open nothing under the number of the closed stream: no file that is opened later may get it."""
    handle = os.open(os.devnull, os.O_RDWR)
    if handle != number:
        os.dup2(handle, number)
        os.close(handle)
    return os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False)

"""How a command ends: its exit status, and errors said in one line each, never as a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

from pmdesk.errors import PmdeskError, Refused


def complain(text: str) -> None:
    """Say a line on stderr, cleaned of what a terminal could act on."""
    from pmdesk.model.clean import clean

    try:
        sys.stderr.write(clean(text).replace("\t", " ") + "\n")
        sys.stderr.flush()
    except OSError:
        _give_up(sys.stderr)


def _give_up(stream: TextIO) -> None:
    """Let what waits in a stream that can't be written go nowhere, so that the end of the program does not fail."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def ended(act: Callable[[], Any]) -> int:
    """Run an act; gives the exit status, that of the error that it raised where it raised one of ours."""
    try:
        status = act()
    except Refused as error:
        for line in error.lines:
            complain(line)
        return error.exit_status
    except PmdeskError as error:
        complain(f"pmdesk: {error}")
        return error.exit_status
    except BrokenPipeError:
        _give_up(sys.stdout)
        return 0
    except OSError as error:
        what = error.filename or "what is printed can't be written"
        complain(f"pmdesk: {what}: {error.strerror or error}")
        if error.filename is None:
            _give_up(sys.stdout)
        return 2
    return status if isinstance(status, int) else 0

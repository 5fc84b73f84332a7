"""How a command ends: its exit status, and errors said in one line each, never as a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from pmdesk.errors import PmdeskError, Refused


def complain(text: str) -> None:
    """Say a line on stderr, cleaned of what a terminal could act on."""
    from pmdesk.model.clean import clean

    sys.stderr.write(clean(text) + "\n")


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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        complain(f"pmdesk: {error.filename or ''}: {error.strerror or error}")
        return 2
    return status if isinstance(status, int) else 0

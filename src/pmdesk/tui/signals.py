"""Ending well when the terminal goes away, or when the system asks to end."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

GRACE = 2.0
"""Seconds after which the program ends in any case: to a terminal that is gone nothing can be written any more."""


def end_on_signals(app: App[Any], finish: Callable[[], None]) -> None:
    """Have SIGHUP and SIGTERM end the app as a quit does; call it on the loop.

    Textual runs no handler on them. ``finish`` writes what waits; it is called where the app itself does not end within
    the grace. Where a loop takes no handlers the signals end the program as they always did.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, _end, app, finish, int(number))


def _end(app: App[Any], finish: Callable[[], None], number: int) -> None:
    insist = Timer(GRACE, _insist, (finish, number))
    insist.daemon = True
    insist.start()
    app.exit(return_code=128 + number)


def _insist(finish: Callable[[], None], number: int) -> None:
    with suppress(RuntimeError):
        finish()
    os._exit(128 + number)

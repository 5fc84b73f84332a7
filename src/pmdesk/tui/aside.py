"""Work beside the store's thread: what a file or another process takes its time for."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from pmdesk.errors import PmdeskError
from pmdesk.tui.worker import Worked

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

T = TypeVar("T")


def aside(
    pump: MessagePump, job: Callable[[], T], then: Callable[[T], None], otherwise: Callable[[PmdeskError], None]
) -> None:
    """Have a job done on a thread of its own; ``then`` gets its result on the loop, ``otherwise`` what went wrong.

    ``pump`` is the app; nothing is told any more once it has ended.
    """

    def run() -> None:
        try:
            message = Worked(then, job())
        except PmdeskError as error:
            message = Worked(otherwise, error)
        except Exception as error:  # noqa: BLE001  # one of the edges: whatever goes wrong in work is said in a line
            words = f"{type(error).__name__}: {error}".splitlines()[0]
            message = Worked(otherwise, PmdeskError(f"that failed: {words}", "nothing was changed"))
        pump.post_message(message)

    Thread(target=run, daemon=True, name="aside").start()

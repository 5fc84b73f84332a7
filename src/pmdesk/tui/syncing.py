"""Syncs in the background: a thread of their own with a desk of its own, so that no server holds up the screen."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from pmdesk.errors import PmdeskError
from pmdesk.tui.worker import Failed, Worked, Worker

if TYPE_CHECKING:
    from textual.message import Message
    from textual.message_pump import MessagePump

    from pmdesk.desk import Desk
    from pmdesk.desk.syncing import Asked, Progress, Synced

LEAVE = 2.0
"""Seconds that the end of the program waits for a sync: it may end anywhere, and is begun again next time."""


class Syncer:
    """Runs one sync at a time; ``is_running`` tells whether it does now.

    What it tells arrives on the loop, unless another era began since it was asked for.
    """

    def __init__(self, pump: MessagePump, worker: Worker, open_desk: Callable[[], Desk]) -> None:
        self._pump, self._worker, self._open_desk = pump, worker, open_desk
        self._stop = Event()
        self._thread: Thread | None = None
        self.is_running = False

    def begin(
        self, asked: Asked, lock: str | None, heard: Callable[[Progress], None],
        then: Callable[[tuple[Synced, ...]], None], otherwise: Callable[[PmdeskError], None],
    ) -> bool:  # fmt: skip
        """Begin a sync, of a locked desk's client alone; False where one runs already."""
        if self.is_running:
            return False
        self._stop.clear()
        era = self._worker.era

        def owed(job: Callable[[], None]) -> None:
            if era == self._worker.era:
                job()

        def tell(at: Progress) -> None:
            self._pump.post_message(Worked(lambda _: owed(lambda: heard(at)), None))

        def run() -> None:
            message: Message
            try:
                done = self._sync(asked, lock, tell)
                message = Worked(lambda _: owed(lambda: then(done)), None)
            except PmdeskError as error:
                message = Failed(error, otherwise, self._worker, era)
            except Exception as error:  # noqa: BLE001  # one of the two edges: whatever goes wrong is said in a line
                words = f"the sync failed: {type(error).__name__}"
                message = Failed(PmdeskError(words, "nothing was lost"), otherwise, self._worker, era)
            self.is_running = False
            self._pump.post_message(message)

        self.is_running = True
        self._thread = Thread(target=run, name="sync", daemon=True)
        self._thread.start()
        return True

    def _sync(self, asked: Asked, lock: str | None, tell: Callable[[Progress], None]) -> tuple[Synced, ...]:
        from pmdesk.desk.locked import LockedDesk
        from pmdesk.desk.syncing import kept_password

        desk = self._open_desk()
        try:
            remotes = (LockedDesk(desk, lock) if lock is not None else desk).remotes()
            return tuple(remotes.sync(asked, kept_password, tell, self._stop.is_set))
        finally:
            desk.close()

    def stop(self) -> None:
        """Have it end after the item that it is at."""
        self._stop.set()

    def close(self) -> None:
        """Have it end, and wait for a moment; what it was at is known again next time."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(LEAVE)

"""The one thread that the store belongs to: work goes in, results come back as messages."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message

from pmdesk.errors import PmdeskError

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

T = TypeVar("T")


class Worked(Message):
    """Work came to an end: ``then`` is owed its result."""

    def __init__(self, then: Callable[[Any], None], result: Any) -> None:
        super().__init__()
        self.then, self.result = then, result


class Failed(Message):
    """Work could not be done, for a reason that can be said."""

    def __init__(
        self, error: PmdeskError, otherwise: Callable[[PmdeskError], None] | None, worker: Worker, era: int
    ) -> None:
        super().__init__()
        self.error, self.otherwise = error, otherwise
        self._worker, self._era = worker, era

    @property
    def is_stale(self) -> bool:
        """Whether a new era began since the work was asked for: nobody is told then."""
        return self._worker.era != self._era


class Worker:
    """Runs jobs one after the other on one thread.

    Of the jobs of one ``lane`` only the newest counts: an older one that waits is not begun, and the result of an older
    one that was running is dropped. A job without a lane always runs, and its result arrives unless a new ``era`` began
    since it was asked for: what was read before a lock is not shown after it.
    """

    def __init__(self, pump: MessagePump) -> None:
        self._pump = pump
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._newest: dict[str, int] = {}
        self._guard = Lock()
        self._waiting = 0
        self.era = 0

    def begin_era(self) -> None:
        """Have no result arrive any more of what was asked for up to now."""
        self.era += 1

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return self._waiting == 0

    def ask(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        *,
        lane: str = "",
        otherwise: Callable[[PmdeskError], None] | None = None,
    ) -> None:
        """Do ``job`` on the thread; on the loop call ``then`` with its result, or ``otherwise`` with its error."""
        era = self.era

        def owed(result: T) -> None:
            if era == self.era:
                then(result)

        with self._guard:
            self._waiting += 1
            ticket = self._newest[lane] = self._newest.get(lane, 0) + 1 if lane else 0
        self._executor.submit(self._run, job, owed, lane, ticket, lambda error: Failed(error, otherwise, self, era))

    def _is_stale(self, lane: str, ticket: int) -> bool:
        with self._guard:
            return bool(lane) and self._newest[lane] != ticket

    def _run(
        self,
        job: Callable[[], Any],
        then: Callable[[Any], None],
        lane: str,
        ticket: int,
        failed: Callable[[PmdeskError], Failed],
    ) -> None:
        message: Message | None = None
        try:
            if not self._is_stale(lane, ticket):
                result = job()
                message = None if self._is_stale(lane, ticket) else Worked(then, result)
        except PmdeskError as error:
            message = failed(error)
        except Exception as error:  # noqa: BLE001  # one of the two edges: whatever goes wrong in work is said in a line
            words = f"{type(error).__name__}: {error}".splitlines()[0]
            message = failed(PmdeskError(f"that failed: {words}", "nothing was changed"))
        if message is not None:
            self._pump.post_message(message)
        with self._guard:
            self._waiting -= 1

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Do what still waits, then ``last``, and end the thread."""
        if last is not None:
            self._executor.submit(last)
        self._executor.shutdown(wait=True)

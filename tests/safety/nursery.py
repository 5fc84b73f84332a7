"""Runs the real command line many times, each time in a process of its own, without importing it each time.

A helper process imports the program once and forks a child for each command; the child is the program: its own file
descriptors, its own exit status, and it can be killed.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PATIENCE = 60
"""Seconds after which a program that answers nothing counts as stuck."""
NETWORK = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind", "subprocess.Popen"}
)
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and how it ended (a negative status is the signal that ended it).

    ``seconds`` is how long it took, ``peak`` the most memory that it or a process of its own held, in bytes;
    ``watched`` is what it did with the network, where that was asked.
    """

    status: int
    out: str
    err: str
    seconds: float = 0.0
    peak: int = 0
    watched: str = ""

    @property
    def is_traceback(self) -> bool:
        """Whether it ended in an error that nobody put into words."""
        return "Traceback (most recent call last)" in self.err

    @property
    def last(self) -> str:
        """The last line that was printed as an error."""
        return (self.err.strip().splitlines() or [""])[-1]


_Helper = subprocess.Popen[str]
_resting: dict[frozenset[tuple[str, str]], list[_Helper]] = {}
"""Helpers that nobody uses now, by the environment in which they were started: a start costs what ten commands do."""


def _environment() -> frozenset[tuple[str, str]]:
    """Give the environment that the program would have, but for what changes with each test."""
    return frozenset((name, value) for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST")


def _helper() -> _Helper:
    """Give a helper that waits, or a new one."""
    waiting = _resting.get(_environment())
    if waiting:
        return waiting.pop()
    return subprocess.Popen(
        [sys.executable, "-m", "tests.safety.nursery"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True,
    )  # fmt: skip


@atexit.register
def _end() -> None:
    """End the helpers that wait."""
    for helper in [one for waiting in _resting.values() for one in waiting]:
        if helper.stdin and helper.stdout:
            helper.stdin.close()
            helper.wait(PATIENCE)
            helper.stdout.close()


class Nursery:
    """Runs commands; use it as a context. Its helper may have been another's before: it keeps nothing of a command."""

    def __init__(self) -> None:
        self._environment = _environment()
        self._helper = _helper()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            _resting.setdefault(self._environment, []).append(self._helper)
        else:  # it may be in the midst of something
            self._helper.kill()
            self._helper.communicate()

    def run(self, store: Path, *args: str | Path, **limits: int | str) -> Answer:
        """Run a command on a store; ``limits`` are what ``_limit`` knows."""
        return Answer(**self._ask({"args": ["--store", str(store), *map(str, args)], **limits}))

    def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        if self._helper.stdin is None or self._helper.stdout is None:
            raise RuntimeError("the nursery is closed")
        self._helper.stdin.write(json.dumps(asked) + "\n")
        self._helper.stdin.flush()
        answer: dict[str, Any] = json.loads(self._helper.stdout.readline())
        return answer

    def kill(
        self, store: Path, commands: Sequence[Sequence[str]], acknowledged: Path, *, answers: int, after: float
    ) -> int:
        """Run commands one after the other, and kill -9 the program; gives how many were answered.

        It is killed ``after`` so many seconds have passed since there were so many ``answers``.

        The program writes a line to the file ``acknowledged`` when a command has come back with success.
        """
        acknowledged.write_bytes(b"")
        asked = [["--store", str(store), *command] for command in commands]
        self._ask({"many": asked, "answers": answers, "after": after, "acknowledged": str(acknowledged)})
        return acknowledged.read_bytes().count(b"\n")


def _child(asked: dict[str, Any], out: int, err: int) -> int:
    """Be the program, without a terminal."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    _limit(asked)
    from pmdesk.cli import run

    status = 70
    try:
        status = run(asked["args"])
    except BaseException:  # noqa: BLE001  # a traceback is what the proofs look for
        os.write(2, traceback.format_exc().encode())
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def _limit(asked: dict[str, Any]) -> None:
    """Put the program where it is asked to be.

    ``umask``; ``uid`` (the user, by number); ``size`` (bytes that a file may have); ``files`` (how many may be open);
    ``folder`` (to be in); ``now`` (the clock, ISO 8601 with an offset); ``watch`` (a file to note in what it does with
    the network).
    """
    if "umask" in asked:
        os.umask(asked["umask"])
    if "folder" in asked:
        os.chdir(asked["folder"])
    if "now" in asked:
        _set_clock(datetime.fromisoformat(asked["now"]))
    if "watch" in asked:
        _watch(os.open(asked["watch"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    if "size" in asked:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["size"], asked["size"]))
    if "files" in asked:
        resource.setrlimit(resource.RLIMIT_NOFILE, (asked["files"], asked["files"]))
    if "uid" in asked:
        os.setgid(asked["uid"])
        os.setuid(asked["uid"])


def _set_clock(now: datetime) -> None:
    """Let the one clock of the program stand at a moment, for all that took it over already."""
    from pmdesk import clock

    real = clock.utc_now
    for module in list(sys.modules.values()):
        if getattr(module, "utc_now", None) is real:
            module.utc_now = lambda: now  # type: ignore[attr-defined]  # looked for above


def _watch(file: int) -> None:
    """Note every look-up of a host, every connection and every program that is started."""

    def note(event: str, values: tuple[object, ...]) -> None:
        if event in NETWORK:
            os.write(file, f"{event} {values!r}\n".encode())

    sys.addaudithook(note)


def serve() -> None:
    """Answer a line of JSON with a line of JSON until there are no more."""
    from pmdesk.cli import run

    with tempfile.TemporaryDirectory(prefix="pmdesk-warm-") as place:
        warm = f"{place}/warm.db"
        saved = os.dup(1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        run(["--store", warm, "demo", "--keep", warm])
        run(["--store", warm, "add", "note a word to nobody"])
        run(["--store", warm, "doctor"])
        sys.stdout.flush()
        os.dup2(saved, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        answer = _kill(asked) if "many" in asked else _run(asked)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _kill(asked: dict[str, Any]) -> dict[str, Any]:
    pid = os.fork()
    if pid == 0:
        os._exit(_many(asked))
    until = time.monotonic() + PATIENCE
    while os.stat(asked["acknowledged"]).st_size < asked["answers"] and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(asked["after"])
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return {}


def _many(asked: dict[str, Any]) -> int:
    from pmdesk.cli import run

    acknowledged = os.open(asked["acknowledged"], os.O_WRONLY | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    for arguments in asked["many"]:
        if run(arguments) != 0:
            return 1
        os.write(acknowledged, b"\n")
    time.sleep(PATIENCE)
    return 0


def _run(asked: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            os._exit(_child(asked, out.fileno(), err.fileno()))
        status, used = _awaited(pid, began + PATIENCE)
        out.seek(0)
        err.seek(0)
        return {
            "seconds": time.monotonic() - began,
            "peak": used.ru_maxrss * 1024,
            "watched": Path(asked["watch"]).read_text(encoding="utf-8") if "watch" in asked else "",
            "status": os.waitstatus_to_exitcode(status),
            "out": out.read().decode("utf-8", "replace"),
            "err": err.read().decode("utf-8", "replace"),
        }


def _awaited(pid: int, until: float) -> tuple[int, resource.struct_rusage]:
    """Wait for the end of a process; one that is stuck is killed."""
    while True:
        done, status, used = os.wait4(pid, os.WNOHANG)
        if done:
            return status, used
        if time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)


if __name__ == "__main__":
    serve()

"""Reading a calendar in a process of its own, with a time and a memory that bytes can't exceed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pmdesk
from pmdesk.errors import InputError
from pmdesk.exchange.ics.reading import child
from pmdesk.exchange.ics.reading.lines import MAX_BYTES
from pmdesk.exchange.ics.reading.meeting import Calendar, from_json
from pmdesk.model.clean import clean

BUSY = 3
"""How many times the processor time that a reading may take is waited for it: other programs want the processor too."""
_MODULE = "pmdesk.exchange.ics.reading.child"


def read_file(path: Path) -> Calendar:
    """Read a calendar file; InputError in one line where it can't be."""
    return Reading(bytes_of(path), name_of(path)).result()


def bytes_of(path: Path) -> bytes:
    """Give what a file holds, a little more than may be read at most; InputError where it is none."""
    if not path.is_file():
        raise InputError(f"{name_of(path)} is no file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def name_of(path: Path) -> str:
    """Give what a file is called in one line, in the journal too; whatever it is named."""
    return " ".join(clean(path.name).split()) or "the calendar"


def read_bytes(data: bytes, name: str) -> Calendar:
    """Read a calendar; ``name`` is what an error calls it."""
    return Reading(data, name).result()


class Reading:
    """A calendar that is read by another process; ``stop`` may be called from another thread at any time."""

    def __init__(self, data: bytes, name: str) -> None:
        """Begin; ``name`` is what an error calls it. InputError where there is too much of it."""
        if len(data) > MAX_BYTES:
            raise InputError(f"{name} holds more than 50 MB")
        self._data, self._name = data, name
        self.seconds = BUSY * child.seconds_for(len(data))
        """The most that is waited."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", _MODULE, str(len(data))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(),
        )  # fmt: skip
        self.is_stopped = False

    def stop(self) -> None:
        """End the other process: nobody waits for what it reads any more."""
        self.is_stopped = True
        self._process.kill()

    def result(self) -> Calendar:
        """Wait for what was read; InputError in one line where it can't be, or was stopped."""
        with self._process as process:
            try:
                out, said = process.communicate(self._data, timeout=self.seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise self._error(f"takes longer to read than {self.seconds} seconds") from None
        if self.is_stopped:
            raise self._error("was not read to its end")
        status = process.returncode
        if status == child.UNREADABLE and said:
            raise self._error(said.decode(errors="replace").splitlines()[0])
        if status == child.TOO_BIG or b"MemoryError" in said:
            raise self._error(f"takes more to read than {child.MEMORY // 2**20} MB of memory")
        if status < 0:
            most = self.seconds // BUSY
            raise self._error(f"takes more than {most} seconds of the processor to read, or more memory than it may")
        try:
            return from_json(out)
        except (ValueError, KeyError, TypeError):
            raise InputError(f"{self._name} could not be read", "python is not as pmdesk expects it") from None

    def _error(self, words: str) -> InputError:
        return InputError(f"{self._name} {words}")


def _environment() -> dict[str, str]:
    """Let the other process find this very package, whatever lies in the current folder."""
    home = str(Path(pmdesk.__file__).parent.parent)
    rest = os.environ.get("PYTHONPATH")
    given = {name: value for name, value in os.environ.items() if not name.startswith("PMDESK_")}
    return {**given, "PYTHONPATH": os.pathsep.join([home, rest]) if rest else home, "PYTHONIOENCODING": "utf-8"}

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

_WAIT = child.SECONDS
_MODULE = "pmdesk.exchange.ics.reading.child"


def read_file(path: Path) -> Calendar:
    """Read a calendar file; InputError in one line where it can't be."""
    if not path.is_file():
        raise InputError(f"{name_of(path)} is no file")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    return read_bytes(data, name_of(path))


def name_of(path: Path) -> str:
    """Give what a file is called in one line, in the journal too; whatever it is named."""
    return " ".join(clean(path.name).split()) or "the calendar"


def read_bytes(data: bytes, name: str) -> Calendar:
    """Read a calendar; ``name`` is what an error calls it."""
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} holds more than 50 MB")
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", _MODULE], input=data, capture_output=True, timeout=_WAIT, check=False,
            env=_environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise InputError(f"{name} takes longer to read than {_WAIT} seconds") from None
    if done.returncode == child.UNREADABLE and done.stderr:
        raise InputError(f"{name} {done.stderr.decode(errors='replace').splitlines()[0]}")
    if done.returncode == child.TOO_BIG or b"MemoryError" in done.stderr:
        raise InputError(f"{name} takes more to read than {child.MEMORY // 2**20} MB of memory")
    if done.returncode < 0:
        raise InputError(f"{name} takes longer to read than {_WAIT} seconds, or more memory than it may")
    try:
        return from_json(done.stdout)
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{name} could not be read", "python is not as pmdesk expects it") from None


def _environment() -> dict[str, str]:
    """Let the other process find this very package, whatever lies in the current folder."""
    home = str(Path(pmdesk.__file__).parent.parent)
    rest = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([home, rest]) if rest else home, "PYTHONIOENCODING": "utf-8"}

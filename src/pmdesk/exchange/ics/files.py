"""Writing what was exported: beside and renamed into place, for its owner alone, untouched where it is the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pmdesk.errors import InputError
from pmdesk.exchange.files import write_lines

STDOUT = "-"
OWN_FILE, OWN_FOLDER = 0o600, 0o700


def target(out: str, name: str, *, single: bool) -> Path:
    """Give where a calendar goes: ``out`` itself where it names a file, else a file of that name in the folder."""
    path = Path(out)
    if path.is_dir() or out.endswith(os.sep) or (path.suffix != ".ics" and not path.exists()):
        return path / name
    if not single:
        raise InputError(f"{out} is a file, and one file a client was asked for", "name a folder, or --client KEY")
    return path


def check(out: str, *, single: bool, vdir: bool) -> None:
    """Refuse, before anything is told to anybody, a place that can't take what was asked for (InputError)."""
    path = Path(out)
    if out == STDOUT:
        if not single or vdir:
            raise InputError("stdout takes one calendar", "name --client, --engagement or --mine")
    elif vdir:
        if path.exists() and not path.is_dir():
            raise InputError(f"{out} is a file, and --vdir wants a folder")
    else:
        target(out, "", single=single)


def _is_same(path: Path, chunks: Iterator[bytes]) -> bool:
    """Compare a file with what would be written, stopping at the first difference."""
    try:
        with path.open("rb") as file:
            return all(file.read(len(chunk)) == chunk for chunk in chunks) and not file.read(1)
    except FileNotFoundError:
        return False


def write(path: Path, chunks: Callable[[], Iterable[bytes]], mode: int | None = None) -> bool:
    """Write a file whole or not at all, and tell whether it was written; the same bytes leave it untouched.

    A folder that is missing is made for its owner alone. ``mode`` None is 0600. OSError where it can't be written.
    """
    path.parent.mkdir(mode=OWN_FOLDER, parents=True, exist_ok=True)
    if _is_same(path, iter(chunks())):
        if mode is not None and path.stat().st_mode & 0o777 != mode:
            path.chmod(mode)
        return False
    write_lines(path, chunks(), mode=OWN_FILE if mode is None else mode)
    return True


def remove(path: Path) -> None:
    """Take away a file of a vdir that is over."""
    path.unlink(missing_ok=True)


def parse_mode(text: str) -> int:
    """Read ``0644``; InputError where that is no mode."""
    try:
        mode = int(text, 8)
    except ValueError:
        mode = -1
    if not 0o400 <= mode <= 0o777 or not mode & 0o400:
        raise InputError(f"--mode {text} is no file mode that its owner can read (want e.g. 0644)")
    return mode

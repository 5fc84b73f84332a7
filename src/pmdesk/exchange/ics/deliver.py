"""Bringing exported calendars to where they were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pmdesk.errors import InputError
from pmdesk.exchange.ics.export import Exported
from pmdesk.exchange.ics.files import remove, target, write

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Delivered:
    """The files that were written, those that were the same already, and those that were taken away."""

    written: tuple[Path, ...] = ()
    untouched: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()


def check(out: str, *, single: bool, vdir: bool) -> None:
    """Refuse, before anything is published, a place that can't take what was asked for (InputError)."""
    path = Path(out)
    if vdir:
        if path.exists() and not path.is_dir():
            raise InputError(f"{out} is a file, and --vdir wants a folder")
    elif out == STDOUT:
        if not single:
            raise InputError("stdout takes one calendar", "name --client, --engagement or --mine")
    else:
        target(out, "", single=single)


def deliver(made: Exported, out: str, *, single: bool, vdir: bool, mode: int | None = None) -> Delivered:
    """Write one audience's files into a folder, or its calendar to a file; OSError where that can't be done."""
    written: list[Path] = []
    untouched: list[Path] = []
    for file in made.files:
        path = Path(out, file.name) if vdir else target(out, file.name, single=single)
        (written if write(path, file.chunks, mode) else untouched).append(path)
    gone = [path for path in (Path(out, name) for name in made.removed) if path.exists()]
    for path in gone:
        remove(path)
    return Delivered(tuple(written), tuple(untouched), tuple(gone))


def stream(made: Exported, to: BinaryIO) -> None:
    """Write one calendar to a stream, piece by piece."""
    for file in made.files:
        to.writelines(file.chunks())


def total(parts: Iterable[Delivered]) -> Delivered:
    """Add up what was delivered."""
    held = list(parts)
    return Delivered(
        tuple(path for part in held for path in part.written),
        tuple(path for part in held for path in part.untouched),
        tuple(path for part in held for path in part.removed),
    )

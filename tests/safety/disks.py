"""Small disks that can be filled, where they can be mounted (root on Linux), and a workbook too large for them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DISK = 24 * 1024 * 1024


@contextmanager
def small_disk(place: Path, *, size: int = DISK, wanted: bool = True) -> Iterator[bool]:
    """Make a folder, which is a disk of so many octets where that is wanted and can be; gives whether it is."""
    place.mkdir()
    place.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    is_disk = wanted and os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield is_disk
    finally:
        if is_disk:
            subprocess.run(["umount", "-l", str(place)], check=False)


def write_book(folder: Path, rows: int) -> Path:
    """Write a workbook of so many notes, 300 signs each."""
    folder.mkdir()
    lines = "".join(f"FULL{number},2026-11-23,imported {number} {'x' * 300}\n" for number in range(rows))
    (folder / "notes.csv").write_text("key,date,text\n" + lines, encoding="utf-8")
    return folder

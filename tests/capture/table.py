"""The golden tables: readable files of phrases with their answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Give the cells of each row of a table; empty lines and those that begin with a # are for people."""
    for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield tuple(cell.strip() for cell in line.split("|"))

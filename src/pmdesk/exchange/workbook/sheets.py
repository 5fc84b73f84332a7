"""A workbook as it was read: columns of values with the lines they came from, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pmdesk.model import NOUNS, Noun, columns_of

_PLACE = {noun: number for number, noun in enumerate(NOUNS)}
_LAST = 10_000


def file_of(noun: type[Noun]) -> str:
    """Give the name of a noun's file."""
    return f"{noun.FILE}.csv"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong, with its place in the workbook; faults sort by file, line and column."""

    place: tuple[int, int, int]
    text: str

    @classmethod
    def at(cls, noun: type[Noun], line: int, column: str, words: str) -> Fault:
        """Say what is wrong with a cell, or with a line or a file as a whole where ``column`` is empty."""
        names = list(columns_of(noun))
        place = names.index(column) if column in names else _LAST
        head = f"{file_of(noun)}:{line}: {column}: " if column else f"{file_of(noun)}:{line}: "
        return cls((_PLACE[noun], line, place), head + words)


@dataclass(slots=True)
class Sheet:
    """One file: ``values`` by column, one for each row, and the physical line on which each row begins.

    ``bad`` tells, by row, the columns whose cells can't be used: what stands in ``values`` for them is a stand-in.
    """

    noun: type[Noun]
    lines: list[int]
    values: dict[str, list[Any]]
    bad: dict[int, set[str]] = field(default_factory=dict)

    def copy(self) -> Sheet:
        """Give a copy whose rows can be left out and whose columns can be replaced, while this one stays."""
        bad = {number: set(columns) for number, columns in self.bad.items()}
        return Sheet(self.noun, list(self.lines), dict(self.values), bad)


@dataclass(slots=True)
class Workbook:
    """All that was read of a folder; ``unreadable`` are the nouns whose file could not be read to its end."""

    folder: Path
    sheets: dict[type[Noun], Sheet] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unreadable: set[type[Noun]] = field(default_factory=set)

"""Where the meetings of a day stand on the grid: rows by time, overlaps side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
STEPS = (15, 30)
"""Minutes that a row may stand for; the first that leaves room for the whole day."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """Something on the grid: its first row, how many rows, and which of how many columns of its day it has."""

    about: T
    row: int
    rows: int
    column: int
    columns: int


def step_for(first: int, last: int, height: int) -> int:
    """Give the minutes of a row for a day from one minute to another, in so many lines."""
    return next((step for step in STEPS if (last - first + step - 1) // step <= height), STEPS[-1])


def place(items: Sequence[tuple[int, int, T]], first: int, step: int) -> list[Placed[T]]:
    """Place what lasts from one minute to another (of a day that begins at ``first``) on rows of ``step`` minutes.

    What shares a row stands side by side: each group of overlaps has as many columns as it needs at once.
    """
    spans = []
    for start, end, about in sorted(items, key=lambda item: (item[0], -item[1])):
        row = (start - first) // step
        last = max(row + 1, -(-(end - first) // step))
        spans.append((row, last, about))
    found: list[Placed[T]] = []
    group: list[tuple[int, int, T, int]] = []
    ends: list[int] = []
    for row, last, about in spans:
        if group and row >= max(ends):
            found += _closed(group, len(ends))
            group, ends = [], []
        column = next((at for at, end in enumerate(ends) if end <= row), len(ends))
        if column == len(ends):
            ends.append(last)
        else:
            ends[column] = last
        group.append((row, last, about, column))
    return found + _closed(group, len(ends))


def _closed(group: list[tuple[int, int, T, int]], columns: int) -> list[Placed[T]]:
    return [Placed(about, row, last - row, column, columns) for row, last, about, column in group]


def shares(width: int, parts: int) -> list[tuple[int, int]]:
    """Divide a width into parts: where each begins, and how wide it is."""
    edges = [width * at // parts for at in range(parts + 1)]
    return [(edges[at], edges[at + 1] - edges[at]) for at in range(parts)]

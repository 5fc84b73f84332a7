"""What a row fills in by itself when it enters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from pmdesk.model import Milestone, Noun

N = TypeVar("N", bound=Noun)


def filled(
    due: date, status: str, baseline: date | None, done_on: date | None, before: date | None
) -> tuple[date | None, date | None]:
    """Give baseline (its own, else the one ``before``, else the first due) and done_on (its own, else due if done)."""
    return baseline or before or due, done_on or (due if status == "done" else None)


def complete(row: N, before: Noun | None = None) -> N:
    """Fill what an empty cell stands for in view of the row and of what was stored before."""
    if not isinstance(row, Milestone):
        return row
    first = before.baseline if isinstance(before, Milestone) else None
    baseline, done_on = filled(row.due, row.status, row.baseline, row.done_on, first)
    if (baseline, done_on) == (row.baseline, row.done_on):
        return row
    return replace(row, baseline=baseline, done_on=done_on)

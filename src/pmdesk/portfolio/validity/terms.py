"""Dated ranges: nothing ends before it starts, the allocations of one engagement don't overlap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmdesk.model import Allocation, Assignment, Blackout, Engagement
from pmdesk.portfolio.validity.batch import Batch
from pmdesk.portfolio.validity.problem import Problem


def ends(batch: Batch) -> Iterator[Problem]:
    """Hold that nothing ends before it starts; both are included."""
    nouns: tuple[type[Any], ...] = (Engagement, Allocation, Assignment, Blackout)
    for noun in nouns:
        for row in batch.put(noun):
            if row.end is not None and row.end < row.start:
                words = f"'{row.end}' is before the start, {row.start}"
                yield batch.problem(row, "end", words, ("start",))


def open_assignments(batch: Batch) -> Iterator[Problem]:
    """Hold that an assignment without an end doesn't start after its engagement ends."""
    for row in batch.rows(Assignment):
        engagement = batch.get(Engagement, row.engagement) if row.end is None else None
        if engagement and engagement.end is not None and row.start > engagement.end:
            words = f"'{row.start}' is after the end of {engagement.key}, {engagement.end}, and there is no other end"
            yield batch.problem(row, "start", words, ("end", "engagement"))


def allocations(batch: Batch) -> Iterator[Problem]:
    """Hold that the allocations of one engagement don't overlap."""
    put = batch.puts.get(Allocation, {})
    for engagement in dict.fromkeys(row.engagement for row in batch.put(Allocation)):
        last: Allocation | None = None
        for row in sorted(batch.after.where(Allocation, "engagement", engagement), key=lambda row: row.start):
            if last is not None and row.start <= last.end:
                wrong, other = (row, last) if row.identity in put else (last, row)
                words = f"'{wrong.start}' to {wrong.end} overlaps {other.start} to {other.end} of the same engagement"
                yield batch.problem(wrong, "start", words, ("end", "engagement"))
            if last is None or row.end > last.end:
                last = row

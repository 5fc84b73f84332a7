"""Blackout. What falls on days off is moved away: the milestone, the event, the assignment; the days off stay.

Work that is too long to be moved is interrupted for the days off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from pmdesk.model import Assignment, Blackout
from pmdesk.portfolio import Change, Put
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Candidate, Ways
from pmdesk.schedule.fixes.item import of_all

ONE = timedelta(days=1)
_LONGEST = 32


def ways(bench: Bench, key: Key) -> Ways:
    """Give the ways out."""
    yield from of_all(bench, key)
    portfolio = bench.portfolio
    off = next(portfolio.blackouts[ref.removeprefix("blackout/")] for ref in key[2] if ref.startswith("blackout/"))
    for ref in key[2]:
        if ref.startswith("assignment/"):
            yield (_interrupted(bench, portfolio.assignments[ref.removeprefix("assignment/")], off),)


def _interrupted(bench: Bench, row: Assignment, off: Blackout) -> Iterator[Candidate]:
    """Leave the days off out of the work; what comes after them becomes an assignment of its own."""
    end = bench.portfolio.assignment_end(row)
    ahead = row.start < off.start
    behind = end is None or end > off.end
    changes: list[Change] = []
    if ahead:
        changes.append(Put(replace(row, end=off.start - ONE)))
    if behind:
        key = _free_key(bench, row.key) if ahead else row.key
        if key is None:
            return
        changes.append(Put(replace(row, key=key, start=off.end + ONE)))
    if changes:
        deal = bench.portfolio.engagements[row.engagement].name
        said = f"left {off.title} of {bench.portfolio.vendors[row.vendor].name} out of {deal}"
        yield Candidate(tuple(changes), said, 2, (off.end - off.start).days)


def _free_key(bench: Bench, stem: str) -> str | None:
    """Give a key beside another that nothing has."""
    keys = (f"{stem}.{number}" for number in range(2, 100))
    return next((key for key in keys if key not in bench.portfolio.assignments and len(key) <= _LONGEST), None)

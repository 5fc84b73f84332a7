"""Exclusivity. One of the two assignments is moved or given to another vendor; else the promise is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pmdesk.portfolio import Put
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Candidate, Ways
from pmdesk.schedule.fixes.item import of_all


def ways(bench: Bench, key: Key) -> Ways:
    """Give the ways out."""
    yield from of_all(bench, key)
    yield (_shared(bench, key),)


def _shared(bench: Bench, key: Key) -> Iterator[Candidate]:
    """Let the vendor work for others too."""
    rows = [bench.portfolio.assignments[ref.removeprefix("assignment/")] for ref in key[2]]
    promised = [row for row in rows if row.exclusive]
    names = " and ".join(bench.portfolio.engagements[row.engagement].name for row in promised)
    vendor = bench.portfolio.vendors[rows[0].vendor].name
    changes = tuple(Put(replace(row, exclusive=False)) for row in promised)
    yield Candidate(changes, f"dropped the exclusive use of {vendor} for {names}", 4)

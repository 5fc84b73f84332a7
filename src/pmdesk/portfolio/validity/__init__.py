"""What makes changes valid across columns and rows: a list of rules, each a function over a batch of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pmdesk.model import Noun
from pmdesk.portfolio.changes import Change
from pmdesk.portfolio.lookup import Identity, Lookup, MemoryLookup, Overlay
from pmdesk.portfolio.validity import belonging, events, network, references, regions, terms
from pmdesk.portfolio.validity.batch import Batch, Known
from pmdesk.portfolio.validity.complete import complete, filled
from pmdesk.portfolio.validity.pins import allot, pins
from pmdesk.portfolio.validity.problem import Problem

RULES: tuple[Callable[[Batch], Iterator[Problem]], ...] = (
    references.missing, references.left_behind, belonging.owners, belonging.sites, terms.ends, terms.open_assignments,
    terms.allocations, network.predecessors, events.spans, events.rules, events.overrides, pins, regions.regions,
)  # fmt: skip


def _nothing_else(_noun: type[Noun], _identity: Identity) -> bool:
    return False


def check(changes: Sequence[Change], after: Lookup, known: Known = _nothing_else) -> list[Problem]:
    """Give all that is wrong once the changes are made; ``after`` is the state after them.

    ``known`` tells of rows that exist but can't be looked at, since they are refused for themselves: what refers to
    them is not wrong for that.
    """
    batch = Batch(changes, after, known)
    return [problem for rule in RULES for problem in rule(batch)]


__all__ = [
    "RULES", "Known", "Lookup", "MemoryLookup", "Overlay", "Problem", "allot", "check", "complete", "filled",
]  # fmt: skip

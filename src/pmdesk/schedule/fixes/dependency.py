"""Dependency. The milestone is moved on behind its predecessor, or the predecessor back before it.

A predecessor that is cancelled is no longer waited for.
"""

from __future__ import annotations

from dataclasses import replace

from pmdesk.portfolio import Put
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes import milestone
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Candidate, Ways


def ways(bench: Bench, key: Key) -> Ways:
    """Give the ways out; of the two items the one that comes after the other is the milestone."""
    rows = bench.portfolio.milestones
    one, other = (rows[ref.removeprefix("milestone/")] for ref in key[2])
    later, first = (one, other) if any(item.key == other.key for item in one.after) else (other, one)
    if first.status == "cancelled":
        kept = tuple(item for item in later.after if item.key != first.key)
        said = f"dropped {first.title}, which is cancelled, from what {later.title} waits for"
        yield ((Candidate((Put(replace(later, after=kept)),), said),),)
        return
    yield from milestone.moves(bench, later.key)
    if first.is_open:
        yield milestone.earlier(bench, first.key)

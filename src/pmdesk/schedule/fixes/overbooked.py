"""Overbooked. An assignment is moved to the next free run, given to another vendor, or fewer crews are promised."""

from __future__ import annotations

from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes import assignment
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Ways
from pmdesk.schedule.fixes.item import of_all


def ways(bench: Bench, key: Key) -> Ways:
    """Give the ways out."""
    yield from of_all(bench, key)
    for ref in key[2]:
        yield (assignment.fewer(bench, key, ref.removeprefix("assignment/")),)

"""The fixes that an item of a conflict suggests, by what it is."""

from __future__ import annotations

from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes import assignment, event, milestone
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Ways


def of_item(bench: Bench, key: Key, ref: str) -> Ways:
    """Give the ways to move one item out of a conflict; none for what can't be moved."""
    head, _, item = ref.partition("/")
    if head == "milestone":
        yield from milestone.moves(bench, item)
    elif head == "event":
        yield from event.moves(bench, key, item)
    elif head == "assignment":
        yield from assignment.moves(bench, key, item)


def of_all(bench: Bench, key: Key) -> Ways:
    """Give the ways to move each of the items."""
    for ref in key[2]:
        yield from of_item(bench, key, ref)

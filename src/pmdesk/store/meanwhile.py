"""Two programs on one store: an edit is laid over what the other changed meanwhile, or refused, never laid on top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from pmdesk.errors import Stale
from pmdesk.model import Noun, columns_of
from pmdesk.portfolio import Change, Put

N = TypeVar("N", bound=Noun)


class Stored(Protocol):
    """Rows as they are now."""

    def get(self, noun: type[N], identity: tuple[Any, ...]) -> N | None:
        """Give the row known by an identity, or None."""
        ...


def rebased(changes: Iterable[Change], base: Stored) -> list[Change]:
    """Lay edits over the rows as they are now; Stale names all that another program changed too, even to the same.

    (Two programs that each add an hour to five write six; that must not count as one change.)

    Only edits that say what they saw are looked at, and only the first of a row: the next ones follow from it.
    """
    found: list[Change] = []
    lines: list[str] = []
    first: set[tuple[type[Noun], tuple[Any, ...]]] = set()
    for change in changes:
        at = (change.noun, change.identity)
        if isinstance(change, Put) and change.seen is not ... and at not in first:
            found.append(_laid(change, base.get(change.noun, change.identity), lines))
        else:
            found.append(change)
        first.add(at)
    if lines:
        raise Stale(lines)
    return found


def _laid(change: Put, now: Noun | None, lines: list[str]) -> Change:
    seen = change.seen
    if seen == now:
        return change
    if now is None:
        lines.append(f"{change.ref}: was deleted meanwhile")
        return change
    if not isinstance(seen, Noun):
        lines.append(f"{change.ref}: was added meanwhile")
        return change
    mine: dict[str, Any] = {}
    for name, column in columns_of(change.noun).items():
        before, wanted, there = getattr(seen, name), getattr(change.row, name), getattr(now, name)
        if column.hidden or wanted == before:
            continue
        mine[name] = wanted
        if there != before:
            told = "nothing" if there in (None, "", ()) else repr(column.kind.form(there))
            lines.append(f"{change.ref}: {name}: was changed to {told} meanwhile")
    row: Any = now
    return Put(replace(row, **mine), now)

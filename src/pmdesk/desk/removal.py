"""What goes along when a row is deleted: what belongs to it goes too, what only mentions it forgets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from pmdesk.model import KEPT, Assignment, Contact, Event, Milestone, Noun, Rating, columns_of
from pmdesk.portfolio import Change, Put, Remove

N = TypeVar("N", bound=Noun)
_BELONGS = frozenset({"client", "engagement", "event", "kpi", "selection", "raid"})
"""References that say whose a row is: it goes where that goes."""


class Rows(Protocol):
    """What is stored, by key and by column."""

    def get(self, noun: type[N], identity: tuple[Any, ...]) -> N | None:
        """Give the row known by an identity, or None."""
        ...

    def where(self, noun: type[N], column: str, value: Any) -> Iterable[N]:
        """Give the rows whose column equals a value, or whose list holds it."""
        ...


def _belongs(noun: type[Noun], name: str, ref: str) -> bool:
    return ref in _BELONGS or (noun in {Assignment, Rating} and name == "vendor")


def removal(rows: Rows, noun: type[Noun], identity: tuple[Any, ...]) -> tuple[Change, ...]:
    """Give the changes that delete a row with all that hangs on it, the row itself first."""
    gone: dict[str, Change] = {}
    kept: dict[str, Put] = {}
    queue: list[tuple[type[Noun], tuple[Any, ...]]] = [(noun, identity)]
    while queue:
        kind, known = queue.pop()
        change = Remove(kind, known)
        if change.ref in gone:
            continue
        gone[change.ref] = change
        if kind.IDENTITY != ("key",):
            continue
        for row, name in _mentions(rows, kind, known[0]):
            if name in {"who", "of"} or _belongs(type(row), name, columns_of(type(row))[name].ref):
                queue.append((type(row), row.identity))
            else:
                before = kept.get(row.ref)
                changed = _without(before.row if before else row, name, kind, known[0])
                kept[row.ref] = Put(changed, before.seen if before else row)
    return (*gone.values(), *(put for ref, put in kept.items() if ref not in gone))


def _mentions(rows: Rows, kind: type[Noun], key: str) -> Iterator[tuple[Noun, str]]:
    """Give the rows that name a row, each with the column that does."""
    ref = f"{kind.KIND}/{key}"
    for noun in KEPT:
        for name, column in columns_of(noun).items():
            if column.ref == kind.KIND:
                found: Iterable[Noun] = rows.where(noun, name, key)
            elif column.kind.name in {"who", "owner", "party"} and kind.KIND in {"client", "vendor", "contact"}:
                found = rows.where(noun, name, ref)
            elif column.kind.name == "predecessors" and kind is Milestone:
                found = rows.where(noun, name, key)
            else:
                continue
            for row in found:
                yield row, name


def _without(row: Any, name: str, kind: type[Noun], key: str) -> Noun:
    """Give a row that no longer names what goes."""
    if name == "vendors" and isinstance(row, Event):
        return replace(row, vendors=tuple(vendor for vendor in row.vendors if vendor != key))
    if name == "after" and isinstance(row, Milestone):
        return replace(row, after=tuple(item for item in row.after if item.key != key))
    if name == "owner":
        return _owned(row, kind, key)
    changed: Noun = replace(row, **{name: None})
    return changed


def _owned(row: Any, kind: type[Noun], key: str) -> Noun:
    changed: Noun = replace(row, owner="me")
    return changed if kind in {Contact} or row.owner == f"{kind.KIND}/{key}" else row

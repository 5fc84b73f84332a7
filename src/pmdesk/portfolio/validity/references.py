"""What is referred to exists; and nothing is left that refers to what is removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any

from pmdesk.model import BY_KIND, KEPT, Milestone, Noun, Profile, columns_of
from pmdesk.portfolio.lookup import Identity, MemoryLookup
from pmdesk.portfolio.validity.batch import Batch
from pmdesk.portfolio.validity.problem import Problem

_WHO = {"who": {"client", "vendor"}, "owner": {"client", "vendor", "contact"}, "party": {"client", "vendor"}}
"""The kinds of column that hold a noun's kind and key, and which those may be."""


def _one(target: type[Noun]) -> Callable[[Any], Iterable[tuple[type[Noun], str]]]:
    return lambda value: ((target, value),)


def _many(target: type[Noun]) -> Callable[[Any], Iterable[tuple[type[Noun], str]]]:
    return lambda value: [(target, key) for key in value]


def _who(value: str) -> Iterable[tuple[type[Noun], str]]:
    head, slash, key = value.partition("/")
    return ((BY_KIND[head], key),) if slash else ()


def _predecessors(value: Any) -> Iterable[tuple[type[Noun], str]]:
    return [(Milestone, item.key) for item in value]


def _readers(noun: type[Noun]) -> dict[str, Callable[[Any], Iterable[tuple[type[Noun], str]]]]:
    """Give the columns that refer, each with how to tell what its value refers to."""
    found: dict[str, Callable[[Any], Iterable[tuple[type[Noun], str]]]] = {}
    for name, column in columns_of(noun).items():
        if column.kind.name == "predecessors":
            found[name] = _predecessors
        elif column.kind.name in _WHO:
            found[name] = _who
        elif column.ref:
            target = BY_KIND[column.ref]
            found[name] = _many(target) if column.kind.name.startswith("list") else _one(target)
    return found


_REFERRING = {noun: _readers(noun) for noun in KEPT}


def _referrers() -> dict[type[Noun], list[tuple[type[Noun], str, bool]]]:
    """Give, by noun, the columns that may refer to it; True where they name the kind too."""
    found: dict[type[Noun], list[tuple[type[Noun], str, bool]]] = {}
    for noun, columns in _REFERRING.items():
        for name in columns:
            column = columns_of(noun)[name]
            kinds = _WHO.get(column.kind.name)
            targets = kinds or {"milestone" if column.kind.name == "predecessors" else column.ref}
            for kind in targets:
                found.setdefault(BY_KIND[kind], []).append((noun, name, kinds is not None))
    return found


REFERRERS = _referrers()


def missing(batch: Batch) -> Iterator[Problem]:
    """Hold that references exist in the workbook or in the store."""
    for noun, rows in batch.puts.items():
        for name, read in _REFERRING.get(noun, {}).items():
            get = attrgetter(name)
            if _all_there(batch, noun, name, map(get, rows.values())):
                continue
            values = set(map(get, rows.values())) - {None, ()}
            wrong = {value: lost for value in values if (lost := _lost(batch, read(value)))}
            if wrong:
                for row in rows.values():
                    for kind, key in wrong.get(get(row), ()):
                        yield batch.problem(row, name, f"{key!r} is no known {kind}")


def _all_there(batch: Batch, noun: type[Noun], name: str, values: Iterable[Any]) -> bool:
    """Tell quickly, where all rows are in memory, that what a column refers to exists; False is not sure."""
    column = columns_of(noun)[name]
    if not isinstance(batch.after, MemoryLookup) or column.kind.name in _WHO:
        return False
    target: type[Noun] = Milestone
    if column.kind.name == "predecessors":
        keys = {item.key for value in values for item in value}
    else:
        is_many = column.kind.name.startswith("list")
        target, keys = BY_KIND[column.ref], set(chain.from_iterable(values) if is_many else values) - {None}
    return batch.after.table(target).keys() >= set(zip(keys))  # one of each alone


def _lost(batch: Batch, targets: Iterable[tuple[type[Noun], str]]) -> list[tuple[str, str]]:
    return [
        (target.KIND, key)
        for target, key in targets
        if batch.after.get(target, (key,)) is None and not batch.known(target, (key,))
    ]


def left_behind(batch: Batch) -> Iterator[Problem]:
    """Hold that nothing refers to a row that is removed, and the profile stays."""
    for noun, identity in batch.removed:
        if noun is Profile:
            yield Problem(Profile.KIND, Profile, (), "name", "can't be removed")
        for other, column, with_kind in REFERRERS.get(noun, ()):
            yield from _left(batch, (noun, identity), other, column, with_kind)


def _left(
    batch: Batch, gone: tuple[type[Noun], Identity], other: type[Noun], column: str, with_kind: bool
) -> Iterator[Problem]:
    noun, identity = gone
    ref = f"{noun.KIND}/{identity[0]}"
    for row in batch.after.where(other, column, ref if with_kind else identity[0]):
        if row.identity not in batch.puts.get(other, {}):
            cause = (noun, identity, noun.IDENTITY[0])
            yield Problem(row.ref, other, row.identity, column, f"refers to {ref}, which is removed", (), cause)

"""Rows by what they are known by and by what their columns hold: what rules across rows are checked against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Protocol, TypeVar, cast

from pmdesk.model import Noun, columns_of
from pmdesk.portfolio.changes import Change, Put

N = TypeVar("N", bound=Noun)
Identity = tuple[Any, ...]
_BULK = 1000
"""So many changes make it worth to read whole nouns once, instead of asking for each row."""


class Lookup(Protocol):
    """Rows as they are at some moment."""

    def get(self, noun: type[N], identity: Identity) -> N | None:
        """Give the row that is known by an identity, or None."""
        ...

    def where(self, noun: type[N], column: str, value: Any) -> Iterable[N]:
        """Give the rows whose column equals a value (None: is empty), or whose list holds it."""
        ...


def identity_of(noun: type[Noun]) -> Callable[[Noun], Identity]:
    """Give a quick way to the identity of a noun's rows."""
    names = noun.IDENTITY
    if not names:
        return lambda row: ()
    if len(names) == 1:
        get = attrgetter(names[0])
        return lambda row: (get(row),)
    return attrgetter(*names)


def held_by(noun: type[Noun], column: str) -> Callable[[Noun], Iterable[Any]]:
    """Give the values by which ``where`` finds a row: the column's, or each that its list holds."""
    kind, get = columns_of(noun)[column].kind.name, attrgetter(column)
    if kind == "predecessors":
        return lambda row: [item.key for item in get(row)]
    if kind.startswith("list"):
        return lambda row: cast("Iterable[Any]", get(row))
    return lambda row: (get(row),)


class MemoryLookup:
    """Rows in memory; what is not given is loaded noun by noun, each once."""

    def __init__(self, rows: Iterable[Noun] = (), load: Callable[[type[Noun]], Iterable[Noun]] | None = None) -> None:
        """Hold ``rows``, over those that ``load`` gives."""
        self._load = load
        self._tables: dict[type[Noun], dict[Identity, Noun]] = {}
        self._indexes: dict[tuple[type[Noun], str], dict[Any, list[Noun]]] = {}
        for row in rows:
            self.table(type(row))[row.identity] = row

    def table(self, noun: type[N]) -> dict[Identity, N]:
        """Give the rows of a noun by identity; not to be changed but through ``put_all``."""
        if noun not in self._tables:
            identify = identity_of(noun)
            self._tables[noun] = {identify(row): row for row in self._load(noun)} if self._load else {}
        return cast("dict[Identity, N]", self._tables[noun])

    def put_all(self, noun: type[N], rows: Iterable[tuple[Identity, N]]) -> None:
        """Add or replace rows of one noun."""
        self.table(noun).update(rows)
        for at in [at for at in self._indexes if at[0] is noun]:
            del self._indexes[at]

    def rows(self, noun: type[N]) -> Iterable[N]:
        """Give all rows of a noun."""
        return self.table(noun).values()

    def get(self, noun: type[N], identity: Identity) -> N | None:
        """Give the row that is known by an identity, or None."""
        return self.table(noun).get(identity)

    def where(self, noun: type[N], column: str, value: Any) -> Iterable[N]:
        """Give the rows whose column equals a value (None: is empty), or whose list holds it."""
        at = (noun, column)
        if at not in self._indexes:
            index: dict[Any, list[Noun]] = {}
            values = held_by(noun, column)
            for row in self.table(noun).values():
                for one in values(row):
                    index.setdefault(one, []).append(row)
            self._indexes[at] = index
        return cast("list[N]", self._indexes[at].get(value, []))


class Overlay:
    """What a lookup will give once some changes are made."""

    def __init__(self, base: Lookup, changes: Sequence[Change]) -> None:
        """Lay ``changes`` over ``base``, which stays as it is; the last change of a row counts."""
        self._base = base
        self._changed: dict[type[Noun], dict[Identity, Noun | None]] = {}
        for change in changes:
            self._changed.setdefault(change.noun, {})[change.identity] = change.row if isinstance(change, Put) else None
        self._fresh = MemoryLookup(row for rows in self._changed.values() for row in rows.values() if row is not None)
        load = getattr(base, "rows", None)
        self._whole = MemoryLookup(load=self.rows) if load and len(changes) > _BULK else None

    def get(self, noun: type[N], identity: Identity) -> N | None:
        """Give the row that is known by an identity, or None."""
        changed = self._changed.get(noun)
        if changed is not None and identity in changed:
            return cast("N | None", changed[identity])
        return self._whole.get(noun, identity) if self._whole else self._base.get(noun, identity)

    def where(self, noun: type[N], column: str, value: Any) -> Iterable[N]:
        """Give the rows whose column equals a value (None: is empty), or whose list holds it."""
        if self._whole:
            return self._whole.where(noun, column, value)
        changed = self._changed.get(noun, {})
        kept = [row for row in self._base.where(noun, column, value) if row.identity not in changed]
        return [*kept, *self._fresh.where(noun, column, value)]

    def rows(self, noun: type[N]) -> Iterator[N]:
        """Give all rows of a noun; the base must be able to."""
        changed = self._changed.get(noun, {})
        stored: Iterable[N] = self._base.rows(noun)  # type: ignore[attr-defined]  # looked for when made
        yield from (row for row in stored if row.identity not in changed)
        yield from (cast("N", row) for row in changed.values() if row is not None)

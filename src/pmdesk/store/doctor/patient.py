"""The rows of a store that is examined, read one by one where they can't be read at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pmdesk.errors import UNREADABLE, StoreError
from pmdesk.model import KEPT, Noun, columns_of, make_ref
from pmdesk.portfolio.validity import MemoryLookup
from pmdesk.store import rows
from pmdesk.store.doctor.fault import Fault
from pmdesk.store.driver import Connection


class Patient:
    """A copy in memory of the store, with the rows that can be read and the faults of those that can't."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.unreadable: list[Fault] = []
        self.rows: dict[type[Noun], list[Noun]] = {noun: list(self._read(noun)) for noun in KEPT}
        self.lookup = MemoryLookup(row for found in self.rows.values() for row in found)

    def _read(self, noun: type[Noun]) -> Iterator[Noun]:
        raw = self.connection.execute(f"{rows.select(noun)} {rows.order_of(noun)}").fetchall()
        try:
            yield from rows.make(noun, raw)
        except StoreError:
            for values in raw:
                yield from self._one(noun, values)

    def _one(self, noun: type[Noun], values: tuple[Any, ...]) -> Iterator[Noun]:
        try:
            yield from rows.make(noun, [values])
        except StoreError:
            self.unreadable.append(_unreadable(noun, values))


def _unreadable(noun: type[Noun], values: tuple[Any, ...]) -> Fault:
    named = dict(zip(columns_of(noun), values, strict=True))
    where = f"{noun.KIND}/" + " ".join(str(named[name]) for name in noun.IDENTITY)
    for (name, column), value in zip(columns_of(noun).items(), values, strict=True):
        if value is None or column.kind.decode is None:
            continue
        try:
            column.kind.decode(value)
        except UNREADABLE:
            words = f"{name}: {str(value)[:60]!r} can't be read"
            return Fault("value", where, words, "put a backup back, or delete the row")
    return Fault("value", where, "can't be read", "put a backup back, or delete the row")


def ref_of(row: Noun) -> str:
    """Name a row."""
    return make_ref(type(row), row.identity)


def moment(text: Any) -> datetime | None:
    """Read a moment with its zone; None where it can't be read."""
    try:
        found = datetime.fromisoformat(text)
    except UNREADABLE:
        return None
    return found if found.tzinfo is not None else None

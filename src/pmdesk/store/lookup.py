"""What the rules across rows are checked against: the stored rows, one at a time or all at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pmdesk.model import Noun, columns_of
from pmdesk.store import rows
from pmdesk.store.driver import Connection

N = TypeVar("N", bound=Noun)


class StoredLookup:
    """Rows of the store as they are, read by key when asked for, each once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[type[Noun], tuple[Any, ...]], Noun | None] = {}

    def get(self, noun: type[N], identity: tuple[Any, ...]) -> N | None:
        """Give the row that is known by an identity, or None."""
        at = (noun, identity)
        if at not in self._known:
            where = " AND ".join(f'"{name}" = ?' for name in noun.IDENTITY)
            found = rows.read(
                self._connection, noun, f"WHERE {where}" if where else "", rows.encoded_identity(noun, identity)
            )
            self._known[at] = found[0] if found else None
        return self._known[at]  # type: ignore[return-value]  # the key holds the noun

    def where(self, noun: type[N], column: str, value: Any) -> Iterable[N]:
        """Give the rows whose column equals a value, or whose list holds it."""
        kind = columns_of(noun)[column].kind
        if kind.name == "predecessors":
            near = rows.read(self._connection, noun, f'WHERE instr("{column}", ?)', [value])
            return [row for row in near if any(item.key == value for item in getattr(row, column))]
        if kind.name.startswith("list"):
            return rows.read(self._connection, noun, f"WHERE instr(' ' || \"{column}\" || ' ', ?)", [f" {value} "])
        stored = value if kind.encode is None or value is None else kind.encode(value)
        return rows.read(self._connection, noun, f'WHERE "{column}" IS ?', [stored])

    def rows(self, noun: type[N]) -> Iterable[N]:
        """Give all rows of a noun, in the order of what they are known by."""
        return rows.read(self._connection, noun, rows.order_of(noun))

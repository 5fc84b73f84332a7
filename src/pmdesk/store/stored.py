"""What a store hands out of the portfolio: rows, snapshots, stamps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from pmdesk.model import Milestone, Noun
from pmdesk.portfolio import Portfolio, Window
from pmdesk.store import rows, search, snapshots, stamps
from pmdesk.store.handle import Handle
from pmdesk.store.lookup import StoredLookup
from pmdesk.store.search import Hit, Sought

N = TypeVar("N", bound=Noun)
_FREE = ("clients", "vendors", "events", "actions", "blackouts", "notes", "kpis")
"""The tables of what belongs to nothing else, or need not."""


class Stored(Handle):
    """The reading side of the portfolio."""

    def portfolio(
        self, window: Window | None, today: date, only: snapshots.Only | None = None,
        beside: snapshots.Beside | None = None,
    ) -> Portfolio:  # fmt: skip
        """Read the portfolio of a window (None: everything).

        ``only`` are the columns that will be looked at, ``beside`` rows that are held already.
        """
        with self._reading() as connection:
            return snapshots.read_portfolio(connection, window, today, only or {}, beside or {})

    def profile_zone(self) -> str:
        """Give the profile's zone, by which today is told."""
        with self._reading() as connection:
            return snapshots.read_profile(connection).timezone

    def get(self, noun: type[N], *identity: Any) -> N | None:
        """Give the row that is known by an identity, or None."""
        with self._reading() as connection:
            return StoredLookup(connection).get(noun, identity)

    def rows(self, noun: type[N], **equals: Any) -> list[N]:
        """Give the rows whose columns have the given values, in the order of what they are known by."""
        where = " AND ".join(f'"{name}" = ?' for name in equals)
        with self._reading() as connection:
            return rows.read(
                connection, noun, (f"WHERE {where} " if where else "") + rows.order_of(noun), list(equals.values())
            )

    def overdue(self, before: date) -> list[Milestone]:
        """Give the open milestones that were due before a day, by due."""
        where = "WHERE due < ? AND status IN ('planned', 'at-risk') ORDER BY due, key"
        with self._reading() as connection:
            return rows.read(connection, Milestone, where, [before.isoformat()])

    def owned(self) -> list[Milestone]:
        """Give the milestones that vendors or their people own, whenever they are due."""
        people = "SELECT 'contact/' || key FROM contacts WHERE \"of\" LIKE 'vendor/%'"
        with self._reading() as connection:
            return rows.read(connection, Milestone, f"WHERE owner LIKE 'vendor/%' OR owner IN ({people}) ORDER BY key")

    def lookup(self) -> StoredLookup:
        """Give a view of the stored rows for rules and plans."""
        return StoredLookup(self._connection)

    def search(self, sought: Sought) -> list[Hit]:
        """Give the notes and lessons that hold what is looked for, lessons first, the newest first of each."""
        with self._reading() as connection:
            return search.find(connection, sought)

    def like(self, words: Iterable[str], sought: Sought) -> list[Hit]:
        """Give the notes and lessons that hold any of some words, the most telling first; none without an index."""
        with self._reading() as connection:
            return search.like(connection, words, sought)

    def has_index(self) -> bool:
        """Tell whether texts are found by an index, or (where this SQLite has none) by going through them."""
        with self._reading() as connection:
            return search.is_available(connection)

    def is_empty(self) -> bool:
        """Tell whether there is neither a client nor a vendor yet, nor anything that may be without one."""
        found = " OR ".join(f"EXISTS(SELECT 1 FROM {table})" for table in _FREE)
        with self._reading() as connection:
            return not connection.execute(f"SELECT {found}").fetchone()[0]

    def stamps(self, shown: stamps.Shown | None = None) -> Mapping[str, tuple[str, str]]:
        """Give when each row was made, and last edited (in a column ``shown``) or removed (UTC, ISO 8601), by ref."""
        with self._reading() as connection:
            return stamps.read(connection, shown or {})

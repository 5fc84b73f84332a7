"""Mending: edits of rows are noted as one entry of the journal, so that they can be seen and undone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.model import Noun
from pmdesk.store import journal
from pmdesk.store.door import NewUid

if TYPE_CHECKING:
    import sqlalchemy

    from pmdesk.store.driver import Connection


class Surgery:
    """A transaction that is open on the store at ``path``; ``at`` is the moment, in UTC, ISO 8601."""

    def __init__(
        self, bound: sqlalchemy.Connection, connection: Connection, path: Path, at: str, new_uid: NewUid
    ) -> None:
        self.bound, self.connection, self.path, self.at, self.new_uid = bound, connection, path, at, new_uid
        self.noted: list[journal.RowChange] = []

    def edit(self, noun: type[Noun], known: Sequence[Any], column: str, value: Any) -> None:
        """Give a column of a row another value, both as the store keeps them, and note it."""
        where = " AND ".join(f'"{name}" = ?' for name in noun.IDENTITY) or "1"
        row = self.connection.execute(f'SELECT "{column}" FROM "{noun.FILE}" WHERE {where}', list(known)).fetchone()
        if row is None or row[0] == value:
            return
        sql = f'UPDATE "{noun.FILE}" SET "{column}" = ?, edited_at = ? WHERE {where}'
        self.connection.execute(sql, [value, self.at, *known])
        self.noted.append(journal.RowChange(noun, "edit", tuple(known), {column: (row[0], value)}))

    def finish(self, clients: Sequence[str] = ()) -> None:
        """Write the entry of the edits."""
        if self.noted:
            words = f"doctor mended {len(self.noted)} {'value' if len(self.noted) == 1 else 'values'}"
            journal.record(self.bound, self.at, "doctor", words, clients, self.noted)

"""One open store: what it hands out and what it takes, each part in a module of its own."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pmdesk.errors import StoreError
from pmdesk.store import driver, schema
from pmdesk.store.changed import Changed, Checked, Plan
from pmdesk.store.copied import Copied
from pmdesk.store.kept import Kept
from pmdesk.store.stored import Stored

__all__ = ["Checked", "Plan", "Store"]


class Store(Stored, Kept, Copied, Changed):
    """A store and its one connection; use it from one thread at a time.

    What reads stands in ``stored``, what is kept beside the portfolio in ``kept``, dumps and copies in ``copied``,
    changes and their undoing in ``changed``. Every method raises StoreError (exit status 3) where the file can't be
    used, with what to do.
    """

    @classmethod
    def open(cls, path: Path, *, now: datetime, zone: str, create: bool = True) -> Store:
        """Open a store, made where it is missing, with the machine's zone as the profile's; upgrade an older one."""
        with driver.told(path):
            if not path.exists() or path.stat().st_size == 0:
                if not create:
                    raise StoreError(f"there is no store at {path}", "name another file with --store")
                driver.make_private(path)
            elif path.is_dir():
                raise StoreError(f"{path} is a folder, not a store", "name a file with --store")
            connection = driver.connect(path)
            try:
                schema.ensure(connection, path)
                store = cls(path, connection)
                store._ensure_profile(now, zone)
            except BaseException:
                connection.close()
                raise
        return store

    def close(self) -> None:
        """Close the connection; the store can't be used afterwards."""
        with suppress(*driver.Error):
            self._connection.close()

    def _ensure_profile(self, now: datetime, zone: str) -> None:
        if self._connection.execute("SELECT count(*) FROM profile").fetchone()[0]:
            return
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        self._connection.execute(
            "INSERT OR IGNORE INTO profile (id, name, email, timezone, hours, created_at, edited_at) "
            "VALUES (1, '', '', ?, 'Mon-Fri 09:00-17:00', ?, ?)",
            [zone, at, at],
        )

"""A store that is only looked at: a connection and nothing of what writes, for commands that must answer at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pmdesk.store import driver, schema, snapshots

T = TypeVar("T")


class Reading:
    """An open store of this program's version, to be read."""

    def __init__(self, path: Path, connection: driver.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Reading | None:
        """Open a store; None where more is to be done (it is missing, older, newer, new): ``Store.open`` does that.

        StoreError where it can't be used.
        """
        with driver.told(path):
            if not path.is_file() or path.stat().st_size == 0:
                return None
            connection = driver.connect(path)
            try:
                if driver.schema_version(connection) == schema.VERSION and _has_profile(connection):
                    return cls(path, connection)
            except BaseException:
                connection.close()
                raise
            connection.close()
        return None

    def close(self) -> None:
        """Close the connection."""
        with suppress(*driver.Error):
            self._connection.close()

    def read(self, reader: Callable[[driver.Connection], T]) -> T:
        """Run one of this package's readers over the connection."""
        with driver.told(self.path):
            return reader(self._connection)

    def profile_zone(self) -> str:
        """Give the profile's zone, by which today is told."""
        return self.read(snapshots.read_profile).timezone


def _has_profile(connection: driver.Connection) -> bool:
    return bool(connection.execute("SELECT EXISTS(SELECT 1 FROM profile)").fetchone()[0])

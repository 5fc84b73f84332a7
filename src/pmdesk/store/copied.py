"""A store as a whole: dumps of all that it keeps, and copies of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from pmdesk.errors import InputError
from pmdesk.store import backup, driver, dumping, schema
from pmdesk.store.handle import Handle

T = TypeVar("T")


class Copied(Handle):
    """Dumps and copies."""

    def dump_tables(self) -> Iterator[dumping.RawTable]:
        """Give everything that is kept, a table at a time, as of one moment."""
        with self._reading() as connection:
            connection.execute("BEGIN")
            try:
                for name, columns, found in dumping.tables(connection):
                    yield name, columns, self._told(found)
            finally:
                with suppress(driver.Misfit):  # closed before all was read
                    connection.execute("COMMIT")

    def _told(self, found: Iterable[T]) -> Iterator[T]:
        """Read on, with errors that say what to do."""
        with driver.told(self.path):
            yield from (row for row in found)  # a bare `yield from` would close the cursor after its connection

    def load_dump(self, found: Iterable[dumping.RawTable], version: int = schema.VERSION) -> None:
        """Fill this store, which must be new, with a dump of a schema's version, brought to this one if it is older.

        InputError where the store holds something, or the dump does not fit.
        """
        if version < 1:
            raise InputError(f"the dump is of schema {version}, which there never was")
        with driver.told(self.path), driver.immediate(self._connection):
            if self._connection.execute("SELECT EXISTS(SELECT 1 FROM entries)").fetchone()[0]:
                raise InputError(
                    f"{self.path} holds something already", "a dump goes into a new store: --store NEW import DUMP"
                )
            try:
                if version < schema.VERSION:
                    with dumping.upgraded(found, version) as tables:
                        dumping.fill(self._connection, tables)
                else:
                    dumping.fill(self._connection, found)
            except (driver.IntegrityError, driver.Misfit) as error:
                raise InputError(f"the dump holds what can't be kept: {error}") from error
        self._writes += 1

    def copy_to(self, target: Path) -> Path:
        """Copy the store, verified, into a new file (0600); InputError where that is there already."""
        with driver.told(target), self._reading_damage() as connection:
            return backup.make(connection, target)

    def copy_before(self, why: str, now: datetime) -> Path:
        """Copy the store into its folder of copies, with the reason in the name."""
        return self.copy_to(backup.stamped_name(self.path, now, why))

    def copy_of_day(self, day: date) -> Path | None:
        """Make the day's copy if it is due; None if not."""
        with driver.told(self.path):
            return backup.daily(self._connection, self.path, day)

    @contextmanager
    def _reading_damage(self) -> Iterator[driver.Connection]:
        try:
            yield self._connection
        except driver.Error as error:
            if driver.is_damage(error):
                raise driver.explain(error, self.path) from error
            raise

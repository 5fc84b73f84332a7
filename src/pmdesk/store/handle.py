"""What every part of an open store stands on: the file, its one connection, and what was written through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pmdesk.errors import StoreError
from pmdesk.store import driver, search

if TYPE_CHECKING:
    import sqlalchemy

T = TypeVar("T")


class Handle:
    """A store's file and its one connection; use it from one thread at a time.

    Every method raises StoreError (exit status 3) where the file can't be used, with what to do.
    """

    def __init__(self, path: Path, connection: driver.Connection) -> None:
        self.path = path
        self._connection = connection
        self._engine: sqlalchemy.Engine | None = None
        self._writes = 0
        self._published = False

    @contextmanager
    def _reading(self) -> Iterator[driver.Connection]:
        with driver.told(self.path):
            yield self._connection

    def read(self, reader: Callable[[driver.Connection], T]) -> T:
        """Run one of this package's readers over the connection."""
        with self._reading() as connection:
            return reader(connection)

    @contextmanager
    def _writing(self) -> Iterator[sqlalchemy.Connection]:
        from sqlalchemy.exc import DBAPIError, IntegrityError

        from pmdesk.store.engine import engine_over

        if self._engine is None:
            self._engine = engine_over(self._connection)
        try:
            with self._engine.begin() as bound:
                yield bound
                search.keep_up(self._connection)
        except IntegrityError as error:
            raise StoreError(f"the store refused the change: {error.orig}") from error
        except DBAPIError as error:
            raise driver.explain(error.orig if isinstance(error.orig, Exception) else error, self.path) from error
        except driver.Error as error:
            raise driver.explain(error, self.path) from error
        self._writes += 1

    def version(self) -> tuple[int, int]:
        """Give a pair that changes when this or another program has changed the store."""
        with self._reading() as connection:
            return connection.execute("PRAGMA data_version").fetchone()[0], self._writes

    @property
    def has_written(self) -> bool:
        """Whether anything was changed or published through this store since it was opened."""
        return self._writes > 0 or self._published

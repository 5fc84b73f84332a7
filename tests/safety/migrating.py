"""An upgrade keeps every row; a failure at any statement leaves the old file whole, and it can be tried again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from pmdesk.errors import StoreError
from pmdesk.store import Store, schema
from tests.safety.nursery import Nursery
from tests.safety.stores import content, copied, fault_of, older, sample
from tests.safety.tally import Tally

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Failing(sqlite3.Connection):
    """A connection on which one statement of an upgrade fails, as on a full disk."""

    fails_at: int | None = None
    done = 0

    def cursor(self, *args: object) -> sqlite3.Cursor:  # type: ignore[override]  # SQLAlchemy gives no factory
        return super().cursor(_Cursor)


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, *args: object) -> sqlite3.Cursor:  # type: ignore[override]  # the parameters as they come
        connection = self.connection
        if isinstance(connection, Failing) and connection.in_transaction:
            if Failing.done == Failing.fails_at:
                raise sqlite3.OperationalError("database or disk is full")
            Failing.done += 1
        return super().execute(sql, *args)  # type: ignore[arg-type]


@contextmanager
def _failing(at: int | None) -> Iterator[None]:
    real = sqlite3.connect

    def connect(*args: object, **options: object) -> sqlite3.Connection:
        return real(*args, **{**options, "factory": Failing})  # type: ignore[call-overload, no-any-return]

    Failing.fails_at, Failing.done = at, 0
    with patch("pmdesk.store.driver.sqlite3.connect", connect):
        yield


def _open(path: Path) -> None:
    Store.open(path, now=NOW, zone="UTC").close()


def prove_some(folder: Path) -> Tally:
    """Let one statement in seven fail."""
    return prove(folder, each=7)


def prove(folder: Path, each: int = 1) -> Tally:
    """Upgrade a store of each version, whole, and failing at each of its statements (or at one of so many)."""
    tally = Tally()
    with Nursery() as nursery:
        source = sample(nursery, folder / "newest.db")
    for version in range(1, schema.VERSION):
        old = older(source, folder / f"v{version}.db", version)
        before = content(old)
        whole = copied(old, folder / f"whole{version}" / "s.db")
        with _failing(None):
            _open(whole)
        statements = Failing.done
        tally.count(_lost(before, content(whole)) or fault_of(whole))
        if statements < 2:
            tally.broken.append(f"the upgrade from {version} was not counted")
        for at in range(0, statements, each):
            path = copied(old, folder / f"fail{version}-{at}" / "s.db")
            tally.count(_fail(path, at, before))
    return tally


def _fail(path: Path, at: int, before: dict[str, list[object]]) -> str:
    with _failing(at):
        try:
            _open(path)
        except StoreError as error:
            said = str(error)
        else:
            return f"statement {at} did not fail"
    if "room" not in said:
        return f"statement {at}: {said}"
    if content(path) != before or fault_of(path):
        return f"statement {at}: the old file is not whole"
    copies = list(path.parent.glob("s.db.schema-*"))
    if any(content(one) != before for one in copies):
        return f"statement {at}: the backup is not whole"
    _open(path)
    return _lost(before, content(path))


def _lost(before: dict[str, list[object]], after: dict[str, list[object]]) -> str:
    lost = [name for name, rows in before.items() if len(after.get(name, [])) != len(rows)]
    return f"rows were lost: {lost}" if lost else ""

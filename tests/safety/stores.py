"""Stores for proofs, and looking into them with nothing but SQLite."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pmdesk.store import driver, schema
from pmdesk.store.dumping import NAMES
from tests.safety.nursery import Nursery


def sample(nursery: Nursery, path: Path) -> Path:
    """Make a store of the sample portfolio."""
    answer = nursery.run(path, "demo", "--keep", path)
    if answer.status:
        raise RuntimeError(answer.err)
    return path


def copied(source: Path, target: Path) -> Path:
    """Copy a store's file that nobody has open."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    return target


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file with SQLite, and close it."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=20)
    try:
        yield connection
    finally:
        connection.close()


def content(path: Path) -> dict[str, list[Any]]:
    """Read everything that a store keeps."""
    with opened(path) as connection:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        return {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for name in NAMES if name in there
        }


def older(source: Path, target: Path, version: int) -> Path:
    """Make a store of an older schema, with what it can keep of another store's rows."""
    driver.make_private(target)
    connection = driver.connect(target)
    schema.upgrade(connection, 0, version)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("ATTACH ? AS newer", [str(source)])
    connection.execute("BEGIN")
    for name in [row[0] for row in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")]:
        if name == "alembic_version":
            continue
        here, there = (_columns(connection, place, name) for place in ("main", "newer"))
        listed = ", ".join(f'"{column}"' for column in here if column in there)
        connection.execute(f'INSERT OR REPLACE INTO main."{name}" ({listed}) SELECT {listed} FROM newer."{name}"')
    connection.execute("COMMIT")
    connection.close()
    return target


def _columns(connection: sqlite3.Connection, place: str, name: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA {place}.table_info("{name}")')]


def fault_of(path: Path) -> str:
    """Give what SQLite's integrity check and foreign key check say; empty where all is well."""
    with opened(path) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return "" if found == ["ok"] and not broken else f"{found[:3]} {broken[:3]}"

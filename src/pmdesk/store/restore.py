"""Putting a copy in the place of the store: what was there is kept beside it, no sequence number falls.

Nor is a report lost that went out: the next one of its client is compared with it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pmdesk.errors import InputError, StoreError
from pmdesk.portfolio.publication import Publication, lifted, taken_over
from pmdesk.portfolio.sent import Sent
from pmdesk.store import backup, driver, publications, remotes, reports, schema


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: where the store that it replaced is kept (None: there was none), and what became of numbers.

    ``taken`` publications and ``reports`` were taken over from the replaced store; where that could not be asked,
    ``lifted`` publications count 1,000 more.
    """

    kept: Path | None
    taken: int
    lifted: int
    reports: int = 0


def restore(store: Path, source: Path, now: datetime) -> Restored:
    """Put the copy ``source`` in the place of the store.

    Raises InputError where there is no such copy, StoreError where it or the disk can't be used; the store is then as
    it was.
    """
    if not source.is_file():
        raise InputError(f"there is no backup at {source}", _offer(store))
    if store.exists() and source.samefile(store):
        raise InputError(f"{source} is the store itself", _offer(store))
    with driver.told(store):
        driver.make_private_folder(store)
        with TemporaryDirectory(prefix=".pmdesk-restore-", dir=store.parent) as folder:
            fresh = Path(folder) / "restored.db"
            _prepare(source, fresh)
            return _swap(store, fresh, now)


def _offer(store: Path) -> str:
    found = backup.newest_whole(store)
    return f"the newest is {found}" if found else f"copies are kept in {backup.folder_of(store)}"


def _prepare(source: Path, fresh: Path) -> None:
    """Copy what is restored, verify it, and bring it to this program's schema."""
    with driver.told(source):
        try:
            with driver.reading(source) as connection:
                found = driver.schema_version(connection)
                if not found:
                    raise StoreError(f"{source} is not a pmdesk store", "name another file")
                if found > schema.VERSION:
                    raise StoreError(f"{source} was made by a newer pmdesk", "install the newer pmdesk")
                driver.copy(connection, fresh)
        except driver.Error as error:
            raise StoreError(f"{source} can't be restored: {error}", "name another backup") from error
        connection = driver.connect(fresh)
        try:
            if found < schema.VERSION:
                schema.upgrade(connection, found)
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise StoreError(f"{source} is damaged", "name another backup")
            connection.execute("DELETE FROM settings WHERE name = 'exported'")  # files are compared anew
        finally:
            connection.close()


def _swap(store: Path, fresh: Path, now: datetime) -> Restored:
    kept = backup.free(store.with_name(f"{store.name}.replaced-{now:%Y-%m-%dT%H%M%S}"))
    current = _healthy(store)
    if current is None:
        count = _lift(fresh)
        was_there = store.exists()
        if was_there:
            _set_aside(store, kept)
        fresh.replace(store)
        backup.sync_folder(store.parent)
        return Restored(kept if was_there else None, 0, count)
    try:
        with driver.alone(current):
            return _overwrite(current, fresh, kept)
    finally:
        current.close()


def _overwrite(current: driver.Connection, fresh: Path, kept: Path) -> Restored:
    """Replace the content in place, in one transaction: programs that have the store open see it, and lose nothing."""
    told = publications.read_all(current)
    blank = backup.is_blank(backup.state(current))
    taken, raised = (0, _lift(fresh)) if blank else (_take_over(fresh, told), 0)
    sent = _take_reports(fresh, reports.read_all(current))
    backup.make(current, kept)
    connection = driver.connect(fresh)
    try:
        if not blank:
            remotes.take_over(current, connection)
        connection.backup(current, pages=-1)
    finally:
        connection.close()
    return Restored(kept, taken, raised, sent)


def _healthy(store: Path) -> driver.Connection | None:
    """Open the store that is replaced; None where it is missing, damaged, foreign, or of another schema."""
    if not store.exists() or not store.stat().st_size:
        return None
    try:
        connection = driver.connect(store)
    except driver.Error as error:
        if driver.is_busy(error):
            raise
        return None
    try:
        if driver.schema_version(connection) == schema.VERSION and driver.quick_check(connection) == "ok":
            return connection
    except driver.Error as error:
        if driver.is_busy(error):
            connection.close()
            raise
    connection.close()
    return None


def _set_aside(store: Path, kept: Path) -> None:
    for tail in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            store.with_name(store.name + tail).rename(kept.with_name(kept.name + tail))
    store.rename(kept)


def _take_over(fresh: Path, told: list[Publication]) -> int:
    """Keep of each item what was told last; gives how many the replaced store had told more of."""
    connection = driver.connect(fresh)
    try:
        own = {item.uid: item for item in publications.read_all(connection)}
        new = [item for item in told if taken_over(own.get(item.uid), item) != own.get(item.uid)]
        with driver.immediate(connection):
            publications.save(connection, new)
    finally:
        connection.close()
    return len(new)


def _take_reports(fresh: Path, sent: list[Sent]) -> int:
    """Keep the reports that the replaced store had sent and the copy does not know; gives how many."""
    connection = driver.connect(fresh)
    try:
        with driver.immediate(connection):
            return reports.take_over(connection, sent)
    finally:
        connection.close()


def _lift(fresh: Path) -> int:
    connection = driver.connect(fresh)
    try:
        own = publications.read_all(connection)
        with driver.immediate(connection):
            publications.save(connection, [lifted(item) for item in own])
    finally:
        connection.close()
    return len(own)

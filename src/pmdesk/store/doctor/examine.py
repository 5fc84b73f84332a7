"""The examination, check by check, and the mending of what is safe to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from pmdesk.errors import UNREADABLE, StoreError
from pmdesk.store import backup, driver, schema
from pmdesk.store.doctor import beside, content, files, history, structure
from pmdesk.store.doctor.fault import Fault
from pmdesk.store.doctor.patient import Patient
from pmdesk.store.doctor.surgery import Surgery
from pmdesk.store.door import NewUid
from pmdesk.store.engine import engine_over

CHECKS: tuple[Callable[[Patient], Iterator[Fault]], ...] = (
    content.values, content.profile, content.rules, content.uids, content.stamps, beside.event_spans, beside.holidays,
    beside.told, beside.reports, beside.words, history.orphans, history.order, history.unreadable, history.stuck,
)  # fmt: skip
"""What is looked at where pages and tables are whole; the last one changes the copy that it is given."""
ROUNDS = 3
"""Mending may bring to light what lay beneath; so often it is looked again."""


def examine(path: Path, now: datetime) -> list[Fault]:
    """Name all that is wrong with a store; StoreError where it can't be opened at all."""
    with driver.told(path):
        connection = _open(path)
        try:
            return list(_examine(path, connection, now))
        finally:
            connection.close()


def _open(path: Path) -> driver.Connection:
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a store", "name a file with --store")
    if not path.is_file():
        raise StoreError(f"there is no store at {path}", "name another file with --store")
    connection = driver.connect(path)
    try:
        found = driver.schema_version(connection)
        if found > schema.VERSION:
            raise StoreError(f"{path} was made by a newer pmdesk", "install the newer pmdesk")
        if not found:
            raise StoreError(f"{path} is not a pmdesk store", "name another file with --store")
    except BaseException:
        connection.close()
        raise
    return connection


def _examine(path: Path, connection: driver.Connection, now: datetime) -> Iterator[Fault]:
    broken = False
    for fault in structure.pages(path, connection):
        broken |= fault.kind == "damaged"
        yield fault
    if broken:
        return
    yield from files.check(path, connection, now)
    with driver.in_memory(connection) as copy:
        if (found := driver.schema_version(copy)) < schema.VERSION:
            schema.upgrade(copy, found)
        whole = True
        for fault in structure.tables(copy):
            whole &= fault.kind != "schema"
            yield fault
        if not whole:
            return
        patient = Patient(copy)
        yield from _checked(patient)


def _checked(patient: Patient) -> Iterator[Fault]:
    """Run the checks; one that fails over what was found before says so, any other failure is raised."""
    is_found = False
    for check in CHECKS:
        found: list[Fault] = []
        try:
            found.extend(check(patient))
        except UNREADABLE as error:
            if not is_found:
                raise
            words = f"{check.__name__.replace('_', ' ')} can't be looked at: {error}"
            found.append(Fault("value", "store", words, "mend what is named before, then look again"))
        is_found |= bool(found)
        yield from found


def mend(path: Path, found: Sequence[Fault], now: datetime, new_uid: NewUid) -> tuple[Path | None, list[Fault]]:
    """Mend what is safe to mend, after a backup; gives the backup (None: nothing was to do) and what was mended."""
    mended: list[Fault] = []
    kept: Path | None = None
    with driver.told(path):
        for _ in range(ROUNDS):
            safe = [fault for fault in found if fault.fix is not None]
            if not safe:
                break
            connection = _open(path)
            try:
                kept = kept or _copy(path, connection, now)
                if (version := driver.schema_version(connection)) < schema.VERSION:
                    schema.upgrade(connection, version)
                _operate(path, connection, safe, now, new_uid)
            finally:
                connection.close()
            mended += safe
            found = examine(path, now)
    return kept, mended


def _copy(path: Path, connection: driver.Connection, now: datetime) -> Path:
    """Make the backup; a file whose indexes are damaged fails its verification, and is copied as it is."""
    target = backup.stamped_name(path, now, "before-doctor")
    try:
        return backup.make(connection, target)
    except driver.Error as error:
        if not driver.is_damage(error):
            raise
        return backup.make_as_it_is(connection, target)


def _operate(path: Path, connection: driver.Connection, safe: Sequence[Fault], now: datetime, new_uid: NewUid) -> None:
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    first = [fault for fault in safe if fault.kind in {"index-damaged", "index-missing"}]
    rest = [fault for fault in safe if fault not in first]
    connection.execute("PRAGMA foreign_keys=OFF")
    engine = engine_over(connection)
    try:
        for part in (first, rest):
            with engine.begin() as bound:
                surgery = Surgery(bound, connection, path, at, new_uid)
                for fault in part:
                    if fault.fix is not None:
                        fault.fix(surgery)
                surgery.finish()
    except DBAPIError as error:
        raise driver.explain(error.orig if isinstance(error.orig, Exception) else error, path) from error
    finally:
        connection.execute("PRAGMA foreign_keys=ON")

"""Faults of files: who may read them, where they lie, what was left behind, and the backups."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmdesk.errors import UNREADABLE
from pmdesk.store import backup, driver, places
from pmdesk.store.doctor.fault import Fault, Fix
from pmdesk.store.publications import read_all

WEEK = timedelta(days=7)


def check(path: Path, connection: driver.Connection, now: datetime) -> Iterator[Fault]:
    """Look at the store's file and at those beside it."""
    if words := places.warning(path):
        yield Fault("place", str(path), words.partition(";")[0], words.partition("; ")[2])
    yield from _modes(path)
    yield from _leftovers(path)
    yield from _backups(path, connection, now)


def _modes(path: Path) -> Iterator[Fault]:
    kept = sorted(path.parent.glob(f"{path.name}.replaced-*")) + sorted(path.parent.glob(f"{path.name}.schema-*"))
    folder = backup.folder_of(path)
    wanted = [(one, 0o600) for one in (path, *kept)]
    if folder.is_dir():
        wanted += [(folder, 0o700), *((one, 0o600) for one in sorted(folder.glob(f"{path.stem}-*")))]
    for one, mode in wanted:
        found = stat.S_IMODE(one.stat().st_mode)
        if found & 0o077:
            words = f"its mode is {found:04o}, so others may read it"
            yield Fault("mode", str(one), words, f"chmod {mode:04o} {one}", _chmod(one, mode))


def _chmod(path: Path, mode: int) -> Fix:
    return lambda _surgery: path.chmod(mode)


def _leftovers(path: Path) -> Iterator[Fault]:
    found = [*path.parent.glob(".*.part*"), *path.parent.glob(".pmdesk-restore-*/*")]
    found += [*backup.folder_of(path).glob(".*.part*")]
    for one in sorted(found):
        words = "was being written when the program ended"
        yield Fault("leftover", str(one), words, f"delete {one}", _unlink(one))


def _unlink(path: Path) -> Fix:
    def fix(_surgery: object) -> None:
        path.unlink(missing_ok=True)
        if path.parent.name.startswith(".pmdesk-restore-") and not any(path.parent.iterdir()):
            path.parent.rmdir()

    return fix


def _backups(path: Path, connection: driver.Connection, now: datetime) -> Iterator[Fault]:
    found = sorted(backup.folder_of(path).glob(f"{path.stem}-*{path.suffix or '.db'}"))
    whole = [one for one in found if backup.is_whole(one)]
    for one in found:
        if one not in whole:
            mend = "make a new one: pmdesk backup (--fix sets this one aside)"
            yield Fault("backup-damaged", str(one), "is damaged or no store", mend, _aside(one))
    try:
        since = _unsaved_since(whole, connection)
    except (*driver.Error, *UNREADABLE):  # the journal's faults are named elsewhere
        return
    if since is not None and now - since > WEEK:
        words = "no backup holds the last changes" if whole else "there is no backup"
        yield Fault("no-backup", str(backup.folder_of(path)), words, "make one: pmdesk backup", _is_made_first)
    yield from _fallen(whole, connection)


def _unsaved_since(whole: list[Path], connection: driver.Connection) -> datetime | None:
    """Give when the newest backup was made, or the first change where there is none; None where nothing is unsaved."""
    state = backup.state(connection)
    if backup.is_blank(state) or not all(_differs(one, state) for one in whole[-3:]):
        return None
    if whole:
        return datetime.fromtimestamp(max(one.stat().st_mtime for one in whole), UTC)
    first = connection.execute("SELECT min(at) FROM entries").fetchone()[0]
    return datetime.fromisoformat(first).astimezone(UTC) if first else None


def _is_made_first(_surgery: object) -> None:
    """Do nothing more: a backup is made before anything is mended."""


def _differs(path: Path, state: backup.State) -> bool:
    with driver.reading(path) as connection:
        return backup.state(connection) != state


def _aside(path: Path) -> Fix:
    return lambda _surgery: None if not path.exists() else _rename(path)


def _rename(path: Path) -> None:
    path.rename(backup.free(path.with_name(f"{path.name}.damaged")))


def _fallen(whole: list[Path], connection: driver.Connection) -> Iterator[Fault]:
    """Tell which items a backup tells a higher sequence number of: an older file was copied over the store."""
    own = {item.uid: item.sequence for item in read_all(connection)}
    higher: dict[str, tuple[int, Path, str, int | None]] = {}
    for one in whole:
        with driver.reading(one) as kept:
            for item in read_all(kept) if driver.schema_version(kept) else ():
                if item.sequence > max(own.get(item.uid, -1), higher[item.uid][0] if item.uid in higher else -1):
                    higher[item.uid] = (item.sequence, one, item.ref, own.get(item.uid))
    for uid, (sequence, one, ref, was) in higher.items():
        if was is None:
            continue
        words = f"its sequence is {was}, but {one.name} tells {sequence}: calendars would ignore what is told next"
        mend = "raise it (--fix), and put copies back with pmdesk restore only"
        yield Fault("sequence-fallen", ref, words, mend, _raise(uid, sequence))


def _raise(uid: str, sequence: int) -> Fix:
    sql = "UPDATE publications SET sequence = max(sequence, ?), text = '', text_of = '' WHERE uid = ?"
    return lambda surgery: _run(surgery.connection, sql, [sequence, uid])


def _run(connection: driver.Connection, sql: str, values: list[object]) -> None:
    connection.execute(sql, values)

"""The one module that knows which SQLite library this is, and how a connection must be set up.

Two SQLite libraries in one process drop each other's locks on a file, so nobody else imports one.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmdesk.errors import StoreError

Connection = sqlite3.Connection
Error = sqlite3.Error
IntegrityError = sqlite3.IntegrityError
Misfit = sqlite3.ProgrammingError
"""What a value that SQLite has no type for raises."""
BUSY_MS = 10_000
WAL_SAFE = (3, 51, 3)
"""From this version on WAL mode can't corrupt a file (the WAL-reset bug of 3.7.0 to 3.51.2)."""
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "vboxsf", "fuse.rclone"})


def _is_local(path: Path) -> bool:
    """Tell whether a file lies on a disk of this machine, as far as the system's list of mounts says."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    best = ("", "")
    for line in mounts:
        parts = line.split(" ")
        if len(parts) > 2 and len(parts[1]) >= len(best[0]) and path.is_relative_to(parts[1]):
            best = (parts[1], parts[2])
    return bool(best[1]) and best[1] not in _NETWORK


def journal_mode(path: Path) -> str:
    """Choose the journal mode: WAL where it is safe, else DELETE."""
    return "wal" if sqlite3.sqlite_version_info >= WAL_SAFE and _is_local(path.absolute()) else "delete"


def make_private(path: Path) -> None:
    """Make the file (0600) and its folder (0700) where they are missing; an existing folder keeps its mode."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700)
        path.parent.chmod(0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into errors that say what to do."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explain(error, path) from error


def explain(error: Exception, path: Path) -> StoreError:
    """Give the error that a user can act on."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return StoreError(f"{path} is in use by another program", "wait until it has finished, then try again")
    if "not a database" in text:
        return StoreError(f"{path} is not a pmdesk store", "name another file with --store")
    if "malformed" in text or "corrupt" in text:
        return StoreError(f"{path} is damaged", "restore the last backup: pmdesk restore PATH")
    if "readonly" in text or "permission denied" in text or "unable to open" in text:
        return StoreError(f"{path} can't be opened for writing", "check who owns the file and its folder")
    if "full" in text or "no space" in text:
        return StoreError(f"there is no room left on the disk of {path}", "make room, then try again; nothing was lost")
    return StoreError(f"{path} can't be used: {error}")


def connect(path: Path) -> Connection:
    """Open a connection with the PRAGMAs that keep what is saved, each read back; raises sqlite3.Error."""
    connection = sqlite3.connect(
        path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    wanted = {
        "busy_timeout": BUSY_MS,
        "journal_mode": journal_mode(path),
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cache_size": -16000,
    }
    try:
        for name, value in wanted.items():
            if connection.execute(f"PRAGMA {name}").fetchone()[0] != value:
                connection.execute(f"PRAGMA {name}={value}").fetchone()
            got = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if got != value:
                raise sqlite3.OperationalError(f"PRAGMA {name} is {got}, not {value}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def immediate(connection: Connection) -> Iterator[None]:
    """Run one immediate transaction on the plain connection; whatever is raised in it rolls all of it back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def schema_version(connection: Connection) -> int:
    """Give the number of the last migration that the file went through; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def copy(source: Connection, target: Path) -> None:
    """Copy a store that is open, whole and consistent, into a new file (0600)."""
    make_private(target)
    other = sqlite3.connect(target, isolation_level=None)
    try:
        source.backup(other, pages=-1)
        answer = other.execute("PRAGMA quick_check").fetchone()[0]
        if answer != "ok":
            raise sqlite3.DatabaseError(f"the copy is malformed: {answer}")
    finally:
        other.close()

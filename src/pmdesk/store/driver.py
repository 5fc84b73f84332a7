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
Error = (sqlite3.Error, UnicodeDecodeError)
"""What a file that can't be used raises: SQLite's own messages may quote damaged bytes that are no text."""
IntegrityError = sqlite3.IntegrityError
Misfit = sqlite3.ProgrammingError
"""What a value that SQLite has no type for raises."""
BUSY_MS = 10_000
USUAL_CACHE, LARGE_CACHE = -1_000, -64_000
"""Kilobytes of pages (below zero, as SQLite has it) held in memory; with the large one a bulk write spills none."""
WAL_SAFE = (3, 51, 3)
"""From this version on WAL mode can't corrupt a file (the WAL-reset bug of 3.7.0 to 3.51.2)."""
NETWORK = frozenset({
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "vboxsf", "fuse.rclone", "davfs",
    "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.glusterfs", "ceph", "fuse.s3fs", "ncpfs",
})  # fmt: skip
"""Kinds of file systems of other machines."""


def file_system(path: Path) -> str:
    """Give the kind of the file system on which a file lies, by the system's list of mounts; empty if not known."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, place = ("", ""), f"{path}/"
    for line in mounts:
        parts = line.split(" ")
        point = parts[1].replace("\\040", " ") if len(parts) > 2 else ""
        if point and len(point) >= len(best[0]) and place.startswith(f"{point.rstrip('/')}/"):
            best = (point, parts[2])
    return best[1]


def _is_local(path: Path) -> bool:
    return file_system(path) not in {"", *NETWORK}


def journal_mode(path: Path) -> str:
    """Choose the journal mode: WAL where it is safe, else DELETE."""
    return "wal" if sqlite3.sqlite_version_info >= WAL_SAFE and _is_local(path.absolute()) else "delete"


def make_private(path: Path) -> None:
    """Make the file (0600) and its folder (0700) where they are missing; an existing folder keeps its mode."""
    make_private_folder(path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def make_private_folder(path: Path) -> None:
    """Make a file's folder, and those above it that are missing (0700); an existing one keeps its mode."""
    missing = [folder for folder in path.absolute().parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)


def is_busy(error: Exception) -> bool:
    """Tell whether another program has the file."""
    return "locked" in str(error).lower() or "busy" in str(error).lower()


def is_damage(error: Exception) -> bool:
    """Tell whether the file is damaged."""
    text = str(error).lower()
    is_quoted = isinstance(error, UnicodeDecodeError)
    return is_quoted or "malformed" in text or "corrupt" in text or "could not decode" in text


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into errors that say what to do."""
    try:
        yield
    except (*Error, OSError) as error:
        raise explain(error, path) from error


def explain(error: Exception, path: Path) -> StoreError:
    """Give the error that a user can act on."""
    text = str(error).lower()
    if is_busy(error):
        return StoreError(f"{path} is in use by another program", "wait until it has finished, then try again")
    if "not a database" in text:
        return StoreError(f"{path} is not a pmdesk store", "name another file with --store")
    if is_damage(error):
        from pmdesk.store.backup import damaged

        return damaged(path)
    if "i/o error" in text or "file too large" in text:
        return StoreError(
            f"the disk of {path} can't be read or written", "check the disk and the room on it, then try again"
        )
    if "readonly" in text or "permission denied" in text or "unable to open" in text:
        return StoreError(f"{path} can't be opened for writing", "check who owns the file and its folder")
    if "full" in text or "no space" in text:
        return StoreError(f"there is no room left on the disk of {path}", "make room, then try again; nothing was lost")
    return StoreError(f"{path} can't be used: {error}", "look what is wrong: pmdesk doctor")


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
        "cache_size": USUAL_CACHE,
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
def roomy(connection: Connection) -> Iterator[None]:
    """Hold more pages in memory for the length of a bulk write."""
    connection.execute(f"PRAGMA cache_size={LARGE_CACHE}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size={USUAL_CACHE}")


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


def quick_check(connection: Connection) -> str:
    """Give ``ok``, or the first thing that is wrong with the file."""
    return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """Open a file that nobody writes, such as a copy, to read it only; raises sqlite3.Error."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema=0")
        yield connection
    finally:
        connection.close()


def copy(source: Connection, target: Path, *, verify: bool = True) -> None:
    """Copy a store that is open, whole and consistent, into a new file (0600), and verify it; raises sqlite3.Error."""
    make_private(target)
    other = sqlite3.connect(target, isolation_level=None)
    try:
        other.execute("PRAGMA cache_size=-256")  # pages are copied one after the other; none is looked at again
        source.backup(other, pages=-1)
        if other.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
            other.execute("PRAGMA journal_mode=DELETE").fetchone()
        if verify and (answer := quick_check(other)) != "ok":
            raise sqlite3.DatabaseError(f"the copy is malformed: {answer}")
    finally:
        other.close()


@contextmanager
def blank() -> Iterator[Connection]:
    """Give an empty database in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def in_memory(source: Connection) -> Iterator[Connection]:
    """Give a copy in memory, on which anything may be tried."""
    with blank() as connection:
        source.backup(connection, pages=-1)
        yield connection


def aside(source: Connection) -> Connection:
    """Give a copy in memory that keeps the rules of a store; it stays until it is closed."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, cached_statements=256)
    source.backup(connection, pages=-1)
    for pragma in ("foreign_keys=1", "trusted_schema=0"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Keep all other programs off the file meanwhile; no transaction is open."""
    connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchone()
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        yield
    finally:
        connection.execute("PRAGMA locking_mode=NORMAL").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()

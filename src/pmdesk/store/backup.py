"""Copies of the store: made while it is open, verified, private; ten daily ones are kept in a folder beside it."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from pmdesk.errors import InputError, StoreError
from pmdesk.store import driver

KEPT = 10
"""So many daily copies are kept."""
FOLDER = "backups"
State = tuple[object, ...]

_STATE = (
    "SELECT (SELECT max(id) FROM entries), (SELECT count(*) FROM entries), "
    "(SELECT count(*) FROM entries WHERE state = 'done'), (SELECT count(*) FROM entries WHERE state = 'undone'), "
    "(SELECT count(*) FROM publications), (SELECT total(sequence) FROM publications), "
    "(SELECT max(told) FROM publications)"
)


def state(connection: driver.Connection) -> State:
    """Give what differs after any change and any publication; small state such as the last context doesn't count."""
    return tuple(connection.execute(_STATE).fetchone())


def is_blank(found: State) -> bool:
    """Tell whether nothing was ever changed or published."""
    return not found[1] and not found[4]


def folder_of(store: Path) -> Path:
    """Give the folder of a store's automatic copies."""
    return store.parent / FOLDER


def dailies(store: Path) -> list[Path]:
    """Give the daily copies of a store that there are, oldest day first."""
    form = re.compile(re.escape(store.stem) + r"-\d{4}-\d\d-\d\d" + re.escape(store.suffix or ".db"))
    with suppress(OSError):
        return sorted(path for path in folder_of(store).iterdir() if form.fullmatch(path.name))
    return []


def daily_name(store: Path, day: date) -> Path:
    """Give where the copy of a day lies."""
    return folder_of(store) / f"{store.stem}-{day.isoformat()}{store.suffix or '.db'}"


def stamped_name(store: Path, now: datetime, why: str = "") -> Path:
    """Give where a copy made at a moment lies, with the reason in its name; the name is free."""
    tail = f"-{why}" if why else ""
    stem = f"{store.stem}-{now:%Y-%m-%dT%H%M%S}{tail}"
    return free(folder_of(store) / f"{stem}{store.suffix or '.db'}")


def free(path: Path) -> Path:
    """Give the path, or one with a number where it is taken."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem}-{number}")
    return found


def make(connection: driver.Connection, target: Path, *, replace: bool = False) -> Path:
    """Copy an open store whole into a file (0600) that appears only when it was verified; gives that file.

    Raises InputError where the file is there already, sqlite3.Error and OSError where it can't be done; then nothing
    is left behind.
    """
    if target.exists() and not replace:
        raise InputError(f"{target} is there already", "name a new file")
    driver.make_private_folder(target)
    from tempfile import mkstemp  # dear, and what only looks at a store needs it not

    handle, name = mkstemp(prefix=f".{target.name[:40]}-", suffix=".part", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        driver.copy(connection, part)
        part.replace(target)
        sync_folder(target.parent)
    except BaseException:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                left.unlink()
        raise
    return target


def make_as_it_is(connection: driver.Connection, target: Path) -> Path:
    """Copy a store whose verification fails, page by page, into a new file (0600)."""
    driver.make_private_folder(target)
    driver.copy(connection, target, verify=False)
    return target


def sync_folder(folder: Path) -> None:
    """See to it that a renaming in a folder outlives a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def daily(connection: driver.Connection, store: Path, day: date) -> Path | None:
    """Make the copy of a day where there is none yet and something changed since the last; None if none was due.

    Copies of days to come were made by a clock that went wrong: they push no copy out, and none is compared with them.
    """
    target = daily_name(store, day)
    if target.exists():
        return None
    now = state(connection)
    past = [path for path in dailies(store) if path.name < target.name]
    if is_blank(now) or (past and _state_of(past[-1]) == now):
        return None
    make(connection, target, replace=True)
    ahead = [path for path in dailies(store) if path.name > target.name]
    for old in [*past[: -KEPT + 1], *ahead[KEPT:]]:
        old.unlink(missing_ok=True)
    return target


def _state_of(path: Path) -> State | None:
    try:
        with driver.reading(path) as connection:
            return state(connection)
    except driver.Error:
        return None


def newest_whole(store: Path) -> Path | None:
    """Give the newest copy beside a store that can be restored."""
    try:
        found = sorted(folder_of(store).glob(f"{store.stem}-*{store.suffix or '.db'}"), reverse=True)
    except OSError:
        return None
    return next((path for path in found if is_whole(path)), None)


def is_whole(path: Path) -> bool:
    """Tell whether a file is a store without damage."""
    try:
        with driver.reading(path) as connection:
            return driver.schema_version(connection) > 0 and driver.quick_check(connection) == "ok"
    except (*driver.Error, OSError):
        return False


def damaged(path: Path) -> StoreError:
    """Give the error for a store that is damaged, with the copy that can be restored."""
    found = newest_whole(path)
    hint = f"restore the last backup: pmdesk restore {found}" if found else "restore a backup: pmdesk restore PATH"
    return StoreError(f"{path} is damaged", hint)

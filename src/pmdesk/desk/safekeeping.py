"""Keeping what is saved: copies, putting one back, looking for damage. These work where a desk can't be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.errors import InputError, PmdeskError
from pmdesk.store import backup, history, places
from pmdesk.store.restore import Restored, restore

if TYPE_CHECKING:
    from pmdesk.store import Entry, Store
    from pmdesk.store.doctor import Fault

__all__ = [
    "Examined",
    "Restored",
    "back_up",
    "doctor",
    "entries_of",
    "keep_day",
    "place_warning",
    "restore",
    "trim_journal",
]


@dataclass(frozen=True, slots=True)
class Examined:
    """What the doctor finds wrong now, what was mended before, and the backup that was made before that."""

    faults: Sequence[Fault]
    mended: Sequence[Fault] = ()
    backup: Path | None = None


def doctor(path: Path, now: datetime, *, fix: bool = False) -> Examined:
    """Name all that is wrong with a store, and with ``fix`` mend what is safe, after a backup.

    StoreError where it can't be opened at all.
    """
    from pmdesk.store.doctor import examine, mend
    from pmdesk.store.door import random_uid

    found = examine(path, now)
    if not fix:
        return Examined(found)
    kept, mended = mend(path, found, now, random_uid)
    return Examined(examine(path, now) if mended else found, mended, kept)


def place_warning(path: Path) -> str:
    """Give a warning where a store lies in a synced folder or on a network disk: why, and what instead; else empty."""
    return places.warning(path)


def back_up(store: Store, target: Path | None, now: datetime) -> Path:
    """Copy an open store to a file, into a folder, or (None) into the folder of copies beside it; gives the file.

    InputError where the file is there already.
    """
    if target is None:
        return store.copy_to(backup.stamped_name(store.path, now))
    if target.is_dir():
        return store.copy_to(backup.free(target / backup.stamped_name(store.path, now).name))
    return store.copy_to(target)


def entries_of(store: Store, wanted: history.Wanted, limit: int) -> list[Entry]:
    """Give the newest journal entries that are wanted, newest first; InputError for a ref that names nothing."""
    return store.read(lambda connection: history.entries(connection, wanted, limit))


def trim_journal(store: Store, before: date, now: datetime) -> tuple[int, Path | None]:
    """Cut off the journal's entries before a day, after a backup; gives how many, and the backup (None: nothing to do).

    InputError for a day to come.
    """
    if before > now.astimezone(ZoneInfo(store.profile_zone())).date():
        raise InputError(f"{before} is to come", "give the day before which the journal may go")
    zone = store.profile_zone()
    if not store.read(lambda connection: history.begins_before(connection, before, zone)):
        return 0, None
    made = store.copy_before("before-trim", now)
    return store.trim_journal(before, now), made


def keep_day(store: Store, now: datetime) -> str:
    """Make the day's copy if it is due; gives a warning where it can't be made, else nothing.

    The day is that of the profile's zone.
    """
    try:
        store.copy_of_day(now.astimezone(ZoneInfo(store.profile_zone())).date())
    except PmdeskError as error:
        return f"the day's backup could not be made: {error}"
    return ""

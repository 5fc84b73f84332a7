"""Tells a damaged store from a bug, when something that was stored could not be worked with."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pmdesk.errors import StoreError
from pmdesk.paths import default_store
from pmdesk.store import backup
from pmdesk.store.doctor import examine

_BESIDE = frozenset({"place", "mode", "leftover", "no-backup", "backup-damaged", "sequence-fallen", "index-missing"})
"""Faults that leave what is stored as it was."""


def damage_of(path: Path | None, now: datetime) -> StoreError | None:
    """Give the error that says that a store (None: the default one) is damaged, if the doctor finds that it is.

    No words of what is stored are in it, since it may be shown under a lock.
    """
    where = path if path is not None else default_store()
    try:
        found = examine(where, now)
    except StoreError as unusable:
        return unusable
    if all(fault.kind in _BESIDE for fault in found):
        return None
    whole = backup.newest_whole(where)
    hint = f"pmdesk doctor names it; pmdesk restore {whole or 'PATH'} puts {'the last' if whole else 'a'} backup back"
    return StoreError(f"{where} is damaged: it holds what can't be read", hint)

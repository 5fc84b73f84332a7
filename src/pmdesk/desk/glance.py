"""Today at a glance: the store opened for reading alone, so that the answer is there at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.desk.agenda import Day, read_day
from pmdesk.frozen import frozen
from pmdesk.store import places
from pmdesk.store.reading import Reading

if TYPE_CHECKING:
    from pmdesk.store import Store


@frozen
class Glance:
    """Today, and a warning where the store lies in a place that is not safe (else empty)."""

    day: Day
    warning: str


def glance(
    path: Path | None, *, now: Callable[[], datetime], as_of: date | None = None, client: str | None = None,
    lock: str | None = None, most: int | None = None,
) -> Glance:  # fmt: skip
    """Open the store at ``path`` (None: where it lies by default), and compute today as ``agenda.read_day`` does.

    StoreError where it can't be used, InputError for an unknown client.
    """
    from pmdesk.paths import default_store

    store = _opened(path if path is not None else default_store(), now)
    try:
        today = as_of or now().astimezone(ZoneInfo(store.profile_zone())).date()
        return Glance(read_day(store, today, client=client, lock=lock, most=most), places.warning(store.path))
    finally:
        store.close()


def _opened(path: Path, now: Callable[[], datetime]) -> Reading | Store:
    found = Reading.open(path)
    if found is not None:
        return found
    from pmdesk.clock import machine_zone
    from pmdesk.store import Store

    return Store.open(path, now=now(), zone=machine_zone(), create=False)

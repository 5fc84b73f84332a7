"""Exports of which nothing can have changed: known by the journal and by the files, without reading the portfolio.

What calendars tell hangs on rows (each change of which is in the journal), on a few settings, and on how long what is
cancelled stays. Kept of an export are the state of the journal before it, its files as the disk had them after it, and
until when that holds: the next cancellation's end, at most a day.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmdesk.errors import StoreError
from pmdesk.exchange.ics.seen import WRITER

if TYPE_CHECKING:
    from pmdesk.exchange.ics.request import Request
    from pmdesk.store import Store

EXPORTED = "exported"
"""The setting that holds it; a restore takes it away."""
SETTINGS = ("cancelled_days", "guard_exempt")
MOST = 8
"""Of so many different exports it is kept."""
AT_MOST = timedelta(days=1)


class Same(NamedTuple):
    """One calendar that stands as it would be written: its name and audience, its file, how many items it tells."""

    name: str
    audience: str
    path: str
    items: int


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of one export, as it was asked for and to where."""

    store: Store
    key: str
    journal: str
    now: datetime

    @classmethod
    def of(cls, store: Store, request: Request, out: str, mode: int | None, now: datetime) -> Before:
        """Look at the store as it is now."""
        settings = [store.setting(name) for name in SETTINGS]
        asked = f"{WRITER} {request!r} {os.path.abspath(out)} {mode} {settings!r}"
        return cls(store, sha256(asked.encode(errors="surrogateescape")).hexdigest()[:16], store.journal_state(), now)

    def _kept(self) -> dict[str, list[object]]:
        try:
            found = json.loads(self.store.setting(EXPORTED) or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def unchanged(self) -> Sequence[Same] | None:
        """Give the calendars if all of them stand as they would be written; None where that is not known."""
        try:
            journal, since, until, files = self._kept()[self.key]
            if journal != self.journal or not str(since) <= _stamp(self.now) < str(until):
                return None
            found = [(Same(*held), marks) for held, marks in files]  # type: ignore[attr-defined]  # else TypeError
            return [one for one, _ in found] if all(_marks(one.path) == marks for one, marks in found) else None
        except (KeyError, TypeError, ValueError):
            return None

    def note(self, written: Iterable[Same], ends: Iterable[str], keep: timedelta) -> None:
        """Keep what was written, if the store takes it; ``ends`` are when items were cancelled: kept for ``keep``."""
        files = [(one, _marks(one.path)) for one in written]
        until = min([self.now + AT_MOST, *(datetime.fromisoformat(end).astimezone(UTC) + keep for end in ends)])
        rest = {key: held for key, held in self._kept().items() if key != self.key}
        kept = dict(list(rest.items())[1 - MOST :]) | {self.key: [self.journal, _stamp(self.now), _stamp(until), files]}
        with suppress(StoreError):  # all is written and told: this only spares time
            self.store.set_setting(EXPORTED, json.dumps(kept))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _marks(path: str) -> list[int] | None:
    """Give what tells that a file was touched; None where there is none."""
    try:
        held = Path(path).stat()
    except OSError:
        return None
    return [held.st_ino, held.st_size, held.st_mtime_ns, held.st_mode]

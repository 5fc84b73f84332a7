"""Taking a workbook in, and giving one out: all or nothing, as one change that can be undone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.desk.garbage import without_collection
from pmdesk.exchange import workbook
from pmdesk.store.store import Checked

if TYPE_CHECKING:
    from pmdesk.exchange.workbook import Counts, Plan
    from pmdesk.store import Entry, Store
    from pmdesk.store.lookup import StoredLookup

Progress = Callable[[str], None]
"""Told what is being done, in a few words."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do: rows added, changed and left alone by file, and what was passed over."""

    counts: Mapping[str, Counts]
    warnings: Sequence[str]
    entry: Entry | None = None


def import_workbook(
    store: Store, folder: Path, *, now: datetime, dry_run: bool = False, progress: Progress | None = None, by: str
) -> ImportResult:
    """Take a workbook folder; Refused names every bad cell, and nothing was written."""
    with without_collection():
        return _import(store, folder, now, dry_run, progress or (lambda _text: None), by)


def _import(store: Store, folder: Path, now: datetime, dry_run: bool, tell: Progress, by: str) -> ImportResult:
    tell("reading")
    book = workbook.read(folder)
    if dry_run:
        plan = workbook.plan(book, store.lookup())
        return ImportResult(plan.counts, plan.warnings)
    plans: list[Plan] = []

    def changes(stored: StoredLookup) -> Checked:
        tell("checking")
        plans.append(workbook.plan(book, stored))
        tell("writing")
        return Checked(plans[0].pairs, plans[0].before, plans[0].after)

    def words(count: int) -> str:
        return f"imported {count} {'row' if count == 1 else 'rows'} from {folder.absolute().name}"

    with store.in_bulk():
        entry = store.apply(changes, words=words, by=by, now=now)
    tell("looking up public holidays")
    store.keep_holidays(now.date())
    return ImportResult(plans[0].counts, plans[0].warnings, entry)


def export_workbook(store: Store, folder: Path) -> list[Path]:
    """Write everything as a workbook; gives the files."""
    return workbook.write(folder, store.rows)


def load_sample(store: Store, today: date, now: datetime, by: str) -> Entry | None:
    """Take the sample portfolio in, moved to be around today."""
    from pmdesk import sample

    with tempfile.TemporaryDirectory(prefix="pmdesk-") as folder:
        place = Path(folder) / "the sample"
        sample.write(place, today)
        return import_workbook(store, place, now=now, by=by).entry

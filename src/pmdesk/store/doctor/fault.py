"""What the doctor finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmdesk.store.doctor.surgery import Surgery

Fix = Callable[["Surgery"], None]
"""Mends a fault, in the transaction of the surgery or on files."""

KINDS = {
    "place": "the store lies in a synced folder or on a network disk",
    "mode": "others may read the store, or a copy of it",
    "leftover": "a file that was being written when the program ended was left behind",
    "no-backup": "there is no backup of the last week's changes",
    "backup-damaged": "a backup can't be restored",
    "damaged": "pages of the file are damaged",
    "index-damaged": "an index doesn't fit its table",
    "constraint": "a row holds what its table forbids",
    "index-missing": "an index is missing, which makes reading slow",
    "schema": "a table is missing or not as it should be",
    "value": "a value can't be read, or is not of its column's kind",
    "reference": "a row refers to what is not there",
    "words": "the index of words does not hold the notes and lessons as they are",
    "rule": "a row breaks a rule across columns or rows",
    "pin": "two clients have one pin",
    "profile": "the row of the project manager is missing",
    "uid-missing": "an item has no uid, so calendars would not know it again",
    "uid-duplicate": "two items have one uid, so calendars would take one for the other",
    "stamps": "the times at which a row was made and edited can't be",
    "span": "the days that an event touches are kept wrongly, so windows would miss it",
    "holidays": "kept public holidays can't be read",
    "journal-orphan": "the journal holds changes of no entry",
    "journal-empty": "the journal holds an entry without changes",
    "journal-order": "the journal holds an undone entry older than one that is done",
    "journal-unreadable": "the journal holds what can't be read",
    "journal-stuck": "an entry of the journal can't be taken back",
    "sequence-fallen": "a backup tells a higher sequence number than the store",
    "publication": "what an audience was last told can't be read",
}
"""Each kind of fault, in words."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its kind, where it is (a file, a ref, a place in the journal), what is wrong, and the mend.

    ``fix`` mends it where that is safe; None where somebody must decide.
    """

    kind: str
    where: str
    words: str
    mend: str
    fix: Fix | None = None

"""Faults of the journal: what can't be read, or not be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.exc import DBAPIError

from pmdesk.errors import UNREADABLE, StoreError
from pmdesk.model import BY_KIND, Event, Override
from pmdesk.store import driver, journal, spans
from pmdesk.store.doctor.fault import Fault, Fix
from pmdesk.store.doctor.patient import Patient, moment
from pmdesk.store.engine import engine_over

TRIED = 50
"""So many of the newest entries are taken back, in memory, to see whether they can be."""
_DROP = "UPDATE entries SET state = 'dropped' WHERE id <= ? AND state = 'done'"
_GIVE_UP = "give up taking back what is as old or older (--fix); its words stay in the log"


def orphans(patient: Patient) -> Iterator[Fault]:
    """Find changes of no entry, and entries without changes."""
    connection = patient.connection
    for (entry,) in connection.execute(
        "SELECT DISTINCT entry FROM changes WHERE entry NOT IN (SELECT id FROM entries)"
    ):
        words = "changes of no entry"
        yield Fault(
            "journal-orphan", f"entry {entry}", words, "take them away (--fix)", _delete("changes", "entry", entry)
        )
    for (entry,) in connection.execute(
        "SELECT id FROM entries WHERE state = 'done' AND id NOT IN (SELECT entry FROM changes)"
    ):
        words = "says that something was changed, but not what"
        yield Fault("journal-empty", f"entry {entry}", words, _GIVE_UP, _drop(entry))


def _delete(table: str, column: str, value: Any) -> Fix:
    def fix(surgery: Any) -> None:
        surgery.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", [value])

    return fix


def _drop(entry: int) -> Fix:
    def fix(surgery: Any) -> None:
        surgery.connection.execute(_DROP, [entry])

    return fix


def order(patient: Patient) -> Iterator[Fault]:
    """Hold that all undone entries are newer than all that are done."""
    newest = "(SELECT max(id) FROM entries WHERE state = 'done')"
    for (entry,) in patient.connection.execute(f"SELECT id FROM entries WHERE state = 'undone' AND id < {newest}"):
        words = "is undone, but a newer one is done: doing it again would mix them up"
        yield Fault("journal-order", f"entry {entry}", words, "give up doing it again (--fix)", _drop_undone(entry))


def _drop_undone(entry: int) -> Fix:
    def fix(surgery: Any) -> None:
        surgery.connection.execute("UPDATE entries SET state = 'dropped' WHERE id = ?", [entry])

    return fix


def unreadable(patient: Patient) -> Iterator[Fault]:
    """Find entries whose moment or whose changes can't be read."""
    for entry, at in patient.connection.execute("SELECT id, at FROM entries"):
        if moment(at) is None:
            words = f"its moment {str(at)[:40]!r} can't be read"
            yield Fault(
                "journal-unreadable", f"entry {entry}", words, "set it to the one before (--fix)", _moment(entry)
            )
    rows = patient.connection.execute(
        "SELECT entry, seq, noun, data FROM changes JOIN entries ON id = entry WHERE state != 'dropped'"
    )
    for entry, seq, kind, data in rows:
        try:
            _ = json.loads(data) if data else None
            known = kind in BY_KIND
        except UNREADABLE:
            known = False
        if not known:
            words = f"its change {seq} can't be read"
            yield Fault("journal-unreadable", f"entry {entry}", words, _GIVE_UP, _give_up(entry))


def _moment(entry: int) -> Fix:
    def fix(surgery: Any) -> None:
        before = "SELECT at FROM entries WHERE id < ? AND at GLOB '20*' ORDER BY id DESC LIMIT 1"
        row = surgery.connection.execute(before, [entry]).fetchone()
        surgery.connection.execute("UPDATE entries SET at = ? WHERE id = ?", [row[0] if row else surgery.at, entry])

    return fix


def _give_up(entry: int) -> Fix:
    def fix(surgery: Any) -> None:
        surgery.connection.execute(_DROP, [entry])
        surgery.connection.execute("UPDATE entries SET state = 'dropped' WHERE id >= ? AND state = 'undone'", [entry])

    return fix


def stuck(patient: Patient) -> Iterator[Fault]:
    """Take the newest entries back, in memory, and do them again from there; name the first that can't be."""
    connection = patient.connection
    connection.execute("PRAGMA foreign_keys=OFF")
    engine = engine_over(connection)
    broken = set(_dangling(connection))
    for _ in range(TRIED):
        try:
            entry = journal.next_undo(connection)
        except UNREADABLE:  # its moment is named already, and set by --fix
            return
        if entry is None:
            return
        try:
            with engine.begin() as bound:
                replay = journal.Replay(bound, connection, entry.at.isoformat())
                replay.run(entry.id, back=True)
                spans.refresh(connection, [known[0] for noun, known in replay.touched if noun in {Event, Override}])
                now_broken = set(_dangling(connection))
        except (StoreError, DBAPIError, *driver.Error, *UNREADABLE) as error:
            words = f"{entry.words}: can't be taken back: {_said(error)}"
            yield Fault("journal-stuck", f"entry {entry.id}", words, _GIVE_UP, _give_up(entry.id))
            return
        if now_broken - broken:
            words = f"{entry.words}: taking it back would leave rows that refer to what it takes away"
            yield Fault("journal-stuck", f"entry {entry.id}", words, _GIVE_UP, _give_up(entry.id))
            return


def _said(error: Exception) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error)


def _dangling(connection: driver.Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute("PRAGMA foreign_key_check")]

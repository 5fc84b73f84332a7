"""Faults of the file's pages, tables and indexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pmdesk.store import backup, driver, schema, search
from pmdesk.store.doctor.fault import Fault, Fix

_INDEX = re.compile(r"(?:missing from index|entries in index|non-unique entry in index|row not in.* index) *(\S+)")
_FORBIDDEN = re.compile(r"CHECK constraint failed|NULL value in|NUMERIC value in|non-\w+ value in|TEXT value in")
MOST = 100


def pages(path: Path, connection: driver.Connection) -> Iterator[Fault]:
    """Run SQLite's integrity check."""
    found = backup.newest_whole(path)
    restore = f"pmdesk restore {found}" if found else "pmdesk restore PATH of a backup, or export what can be read"
    try:
        lines = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({MOST})")]
    except driver.Error as error:
        yield Fault("damaged", str(path), str(error), restore)
        return
    indexes = set()
    for line in lines:
        if line == "ok":
            continue
        if index := _INDEX.search(line):
            indexes.add(index[1])
        elif _FORBIDDEN.search(line):
            yield Fault("constraint", str(path), line, f"edit the row, or put the last backup back: {restore}")
        else:
            yield Fault("damaged", str(path), line, restore)
    for name in sorted(indexes):
        yield Fault("index-damaged", name, "doesn't fit its table", "build it anew (--fix)", _reindex(name))


def _reindex(name: str) -> Fix:
    return lambda surgery: _run(surgery.connection, f'REINDEX "{name}"')


def _run(connection: driver.Connection, sql: str) -> None:
    connection.execute(sql)


def _shape(connection: driver.Connection) -> dict[str, tuple[str, str]]:
    rows = connection.execute("SELECT name, type, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
    return {
        name: (kind, " ".join((sql or "").split()).replace(f'TABLE "{name}"', f"TABLE {name}"))
        for name, kind, sql in rows
    }


def tables(connection: driver.Connection) -> Iterator[Fault]:
    """Compare the tables and indexes with those of a new store."""
    with driver.blank() as fresh:
        schema.upgrade(fresh, 0)
        wanted = _shape(fresh)
    found = _shape(connection)
    for name, (kind, sql) in wanted.items():
        if name not in found and kind == "index":
            yield Fault("index-missing", name, "is missing", "make it anew (--fix)", _make(sql))
        elif name not in found:
            yield Fault("schema", name, f"the {kind} is missing", "put the last backup back: pmdesk restore PATH")
        elif found[name][1] != sql:
            words = f"the {kind} is not as this version of pmdesk makes it"
            yield Fault("schema", name, words, "export json, and import it into a new store")
    for name in sorted(found.keys() - wanted.keys()):
        if not name.startswith((search.INDEX, search.TERMS)):  # the first search makes them
            words = f"the {found[name][0]} is none of pmdesk's"
            yield Fault("schema", name, words, "somebody else made it: take it away")


def _make(sql: str) -> Fix:
    return lambda surgery: _run(surgery.connection, sql)

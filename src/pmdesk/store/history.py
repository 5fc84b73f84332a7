"""Looking things up in the journal, and cutting off its old end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pmdesk.errors import InputError
from pmdesk.model import BY_KIND, Noun, columns_of
from pmdesk.model.kinds import KEY
from pmdesk.store import journal
from pmdesk.store.driver import Connection

TRIMMED = "journal_trimmed"
"""The setting that says what was cut off last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are wanted: those that touch a client, or an item by its ref, or are of a day in a zone."""

    client: str | None = None
    item: str | None = None
    day: date | None = None
    zone: str = "UTC"


def moment_of(day: date, zone: str) -> str:
    """Give when a day begins in a zone, as the journal keeps moments."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC).isoformat(timespec="seconds")


def entries(connection: Connection, wanted: Wanted, limit: int) -> list[journal.Entry]:
    """Give the newest entries that are wanted, newest first; InputError for a ref that names nothing."""
    conditions, values = ["1"], []
    if wanted.client is not None:
        conditions.append("instr(' ' || clients || ' ', ?)")
        values.append(f" {wanted.client} ")
    if wanted.day is not None:
        conditions.append("at >= ? AND at < ?")
        values += [moment_of(wanted.day, wanted.zone), moment_of(wanted.day + timedelta(days=1), wanted.zone)]
    if wanted.item is not None:
        condition, more = _of_item(wanted.item)
        conditions.append(condition)
        values += more
    return journal.select(connection, f"WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT ?", [*values, limit])


def _of_item(ref: str) -> tuple[str, list[Any]]:
    """Give the condition for entries that touch an item, alone or among many that were added together."""
    noun, known = parse_ref(ref)
    one = str(known[0]) if len(known) == 1 else json.dumps(known, ensure_ascii=False)
    names = noun.IDENTITY
    listed = " AND ".join(
        f"coalesce(json_extract(each.value, '$[{at}]'), json_extract(each.value, '$.{name}')) = ?"
        for at, name in enumerate(names)
    )
    condition = (
        "id IN (SELECT entry FROM changes WHERE noun = ? AND (ref = ? OR act = 'adds' AND EXISTS "
        f"(SELECT 1 FROM json_each(changes.data) AS each WHERE {listed or '1'})))"
    )
    return condition, [noun.KIND, one, *known]


def parse_ref(ref: str) -> tuple[type[Noun], Sequence[Any]]:
    """Read a ref (``milestone/ACME-POS.UAT``) as a noun and what it is known by, as the store keeps it."""
    kind, _, rest = ref.partition("/")
    noun = BY_KIND.get(kind.lower())
    if noun is None:
        raise InputError(f"{ref!r} names no kind of thing", f"one of {', '.join(BY_KIND)}, then / and its key")
    parts = rest.split(" ", max(0, len(noun.IDENTITY) - 1)) if noun.IDENTITY else []
    if len(parts) != len(noun.IDENTITY) or not all(parts[:1]):
        raise InputError(f"{ref!r} is no ref", f"{noun.KIND}/ and {', '.join(noun.IDENTITY)}")
    known = []
    for name, part in zip(noun.IDENTITY, parts, strict=True):
        found = columns_of(noun)[name].kind
        try:
            value = found.parse(part.upper() if found is KEY else part)
        except ValueError as error:
            raise InputError(f"{ref!r}: {part!r} {error}") from error
        known.append(value if found.encode is None else found.encode(value))
    return noun, known


def begins_before(connection: Connection, day: date, zone: str) -> bool:
    """Tell whether the oldest entry is of before a day."""
    oldest = connection.execute("SELECT at FROM entries ORDER BY id LIMIT 1").fetchone()
    return bool(oldest) and oldest[0] < moment_of(day, zone)


def trim(connection: Connection, before: date, zone: str, at: str) -> int:
    """Cut off the entries before a day, in the transaction that is open, and note that; gives how many."""
    first = connection.execute("SELECT min(id) FROM entries WHERE at >= ?", [moment_of(before, zone)]).fetchone()[0]
    where = "1" if first is None else f"entry < {int(first)}"
    connection.execute(f"DELETE FROM changes WHERE {where}")
    count = connection.execute(f"DELETE FROM entries WHERE {where.replace('entry', 'id')}").rowcount
    if count:
        words = f"{count} {'entry' if count == 1 else 'entries'} before {before} cut off on {at[:10]}"
        connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [TRIMMED, words])
    return int(count)

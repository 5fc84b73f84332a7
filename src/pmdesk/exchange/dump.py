"""The dump: everything that a store holds as one JSON file, lossless, in a stable order, a row a line (fit for git).

    {"pmdesk": "dump", "schema": 1, "tables": {
    "profile": {"columns": ["id", …], "rows": [
    [1, …]
    ]},
    …
    }, "sha256": "…"}

The checksum is that of all bytes before its own line. Values stand as the store keeps them: text, whole numbers, null.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmdesk.errors import InputError

Value = str | int | None
MAX_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its columns in order, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Value]]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lines(schema: int, tables: Iterable[Table]) -> Iterator[str]:
    """Give the dump a line at a time, the checksum last."""
    digest = hashlib.sha256()
    for line in _body(schema, tables):
        digest.update(line.encode())
        yield line
    yield f'}}, "sha256": "{digest.hexdigest()}"}}\n'


def _body(schema: int, tables: Iterable[Table]) -> Iterator[str]:
    yield f'{{"pmdesk": "dump", "schema": {schema}, "tables": {{\n'
    for number, table in enumerate(tables):
        yield (",\n" if number else "") + f'{_json(table.name)}: {{"columns": {_json(table.columns)}, "rows": [\n'
        for at, row in enumerate(table.rows):
            yield (",\n" if at else "") + _json(list(row))
        yield "\n]}"
    yield "\n"


def read(path: Path) -> tuple[int, list[Table]]:
    """Read a dump back: its schema version and its tables; InputError where it is not whole."""
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"{path} is larger than 2 GiB")
    raw = path.read_bytes()
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise InputError(f"{path} is not a whole JSON file") from None
    if not isinstance(found, dict) or found.get("pmdesk") != "dump" or not isinstance(found.get("schema"), int):
        raise InputError(f"{path} is not a dump of pmdesk")
    body, mark, _ = raw.rpartition(b'}, "sha256": "')
    if not mark or hashlib.sha256(body).hexdigest() != found.get("sha256"):
        raise InputError(f"{path} was changed or cut off since it was written", "its checksum does not fit")
    return found["schema"], _tables(path, found.get("tables"))


def _tables(path: Path, found: object) -> list[Table]:
    if not isinstance(found, Mapping):
        raise InputError(f"{path} holds no tables")
    tables = []
    for name, part in found.items():
        columns, rows = tuple(part["columns"]), part["rows"]
        if any(len(row) != len(columns) for row in rows):
            raise InputError(f"{path}: {name}: a row has not as many values as there are columns")
        tables.append(Table(name, columns, rows))
    return tables

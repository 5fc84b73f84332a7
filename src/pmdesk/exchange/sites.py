"""The list of sites that a rollout goes to, as CSV: key, name, and if one likes wave, days, address, timezone."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from pmdesk.errors import InputError, Refused
from pmdesk.model import kinds
from pmdesk.model.kinds import Kind
from pmdesk.schedule.making import Stop

COLUMNS: dict[str, Kind] = {
    "key": kinds.KEY,
    "name": kinds.TEXT,
    "wave": kinds.whole(1, 999),
    "days": kinds.whole(1, 999),
    "address": kinds.TEXT,
    "timezone": kinds.ZONE,
}
MOST = 10_000
"""The most sites of one list."""


def read(path: Path) -> tuple[Stop, ...]:
    """Read the sites; Refused names every bad cell by file, line and column, InputError a file that can't be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise InputError(f"{path}: {reason}") from None
    return parse(text, path.name)


def parse(text: str, name: str = "sites.csv") -> tuple[Stop, ...]:
    """Read the text of a list of sites."""
    head = text.partition("\n")[0]
    rows = csv.reader(text.splitlines(keepends=True), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        columns = [cell.strip().lower() for cell in next(rows, [])]
        if missing := [column for column in ("key", "name") if column not in columns]:
            raise InputError(f"{name}:1: the column {missing[0]} is missing", f"columns: {', '.join(COLUMNS)}")
        return _read(rows, columns, name)
    except csv.Error as error:
        raise InputError(f"{name}:{rows.line_num}: {error}") from None


def _read(rows: Any, columns: list[str], name: str) -> tuple[Stop, ...]:
    wrong: list[str] = []
    found: dict[str, Stop] = {}
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        values = _values(dict(zip(columns, row, strict=False)), f"{name}:{rows.line_num}", wrong)
        if "key" in values and "name" in values:
            if values["key"] in found:
                wrong.append(f"{name}:{rows.line_num}: key: {values['key']!r} is there twice")
            found[values["key"]] = Stop(**values)
    if wrong:
        raise Refused(wrong)
    if not found:
        raise InputError(f"{name} lists no site")
    if len(found) > MOST:
        raise InputError(f"{name} lists more than {MOST:,} sites")
    return tuple(found.values())


def _values(cells: dict[str, str], where: str, wrong: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, kind in COLUMNS.items():
        text = cells.get(column, "").strip()
        if not text:
            if column in {"key", "name"}:
                wrong.append(f"{where}: {column}: is empty")
            continue
        try:
            values[column] = kind.read(text)
        except ValueError as error:
            wrong.append(f"{where}: {column}: {text[:60]!r} {error}")
    return values

"""Markdown as it is read in the terminal: heads and quotes told apart, tables in columns, nothing of it acted on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmdesk.tui.line import Line, Span, cell, width_of
from pmdesk.tui.widgets.drawn import wrapped

_EDGE = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_RULE = re.compile(r"[\s:-]*\Z")


def preview(text: str, width: int) -> list[Line]:
    """Give the lines of a text, broken to a width; the rows of tables are not broken."""
    found: list[Line] = []
    table: list[str] = []
    for line in text.splitlines():
        if line.startswith("|"):
            table.append(line)
            continue
        found += _columns(table)
        table = []
        role = "bold" if line.startswith("#") else "dim" if line.startswith((">", "---")) else ""
        found += [[Span(f" {part}", role)] for part in wrapped(_plain(line), width - 2)] or [[]]
    return [*found, *_columns(table)]


def _plain(text: str) -> str:
    """Take the backslashes off that keep what a person typed from being read as Markdown (CommonMark 0.31, 2.4)."""
    return _ESCAPED.sub(r"\1", text)


def _columns(rows: Sequence[str]) -> list[Line]:
    """Give the rows of a table with their cells in columns; the row of dashes becomes a rule."""
    split = [[_plain(part.strip()) for part in _EDGE.split(row.strip())[1:-1]] for row in rows]
    count = max((len(row) for row in split), default=0)
    told = [row + [""] * (count - len(row)) for row in split]
    texts = [row for at, row in enumerate(told) if not _is_rule(at, row)]
    sizes = [max(3, *(width_of(row[at]) for row in texts)) for at in range(count)] if texts else []
    found: list[Line] = []
    for at, row in enumerate(told):
        if _is_rule(at, row):
            found.append([Span(" " + "  ".join("-" * size for size in sizes), "faint")])
        else:
            role = "dim" if at == 0 and len(told) > 1 else ""
            found.append([Span(" "), *(cell(part, size + 2, role) for part, size in zip(row, sizes, strict=True))])
    return found


def _is_rule(at: int, row: Sequence[str]) -> bool:
    return at == 1 and all(_RULE.match(part) for part in row)

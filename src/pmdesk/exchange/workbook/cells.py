"""Cells: what their text stands for, and the `'` that keeps a spreadsheet from running one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pmdesk.model import Noun, Profile, columns_of, defaults_of
from pmdesk.model.clean import clean
from pmdesk.model.kinds import Kind
from pmdesk.model.valid import MISSING

_STARTS = frozenset("=+-@\t\r'")
_LONGEST_SHOWN = 60
_LONGEST_WORDS = 300


def guarded(text: str) -> str:
    """Put a `'` before a text in which a spreadsheet could see a formula, or which begins with one."""
    return f"'{text}" if text[:1] in _STARTS and text else text


def unguarded(text: str) -> str:
    """Take off the `'` that ``guarded`` puts on."""
    return text[1:] if text[:1] == "'" and text[1:2] in _STARTS and text[1:2] else text


def shown(cell: str) -> str:
    """Quote a cell in a message: one line, no control character, not too long."""
    return repr(cell if len(cell) <= _LONGEST_SHOWN else f"{cell[:_LONGEST_SHOWN]}…")


def words_of(error: ValueError) -> str:
    """Give what a kind says of a value, fit for one line."""
    return " ".join(clean(str(error)[:_LONGEST_WORDS]).split())


def empty_of(noun: type[Noun], name: str) -> Any:
    """Give what an empty cell stands for; None for the profile's timezone, which the store knows."""
    return None if noun is Profile and name == "timezone" else defaults_of(noun)[name]


def reader(noun: type[Noun], name: str, *, decimal_comma: bool) -> Callable[[str], Any]:
    """Give how the cells of a column are read; ValueError says what is wrong, the quoted cell included."""
    column = columns_of(noun)[name]
    kind, required, empty = column.kind, column.required, empty_of(noun, name)
    parse = kind.read
    comma = decimal_comma and kind.name == "number"

    def read(cell: str) -> Any:
        text = unguarded(cell) if kind.free else cell.strip()
        if comma and "." not in text:
            text = text.replace(",", ".", 1)
        if text:
            try:
                value = parse(text)
            except ValueError as error:
                raise ValueError(f"{shown(cell)} {words_of(error)}") from None
            if not kind.free or value:
                return value
        if required:
            raise ValueError(MISSING)
        return empty

    return read


def read_many(kind: Kind, cells: Iterable[str]) -> dict[str, Any]:
    """Read cells at once that all, but for empty ones, are as an export writes them; nothing where one may not be.

    What is given for a cell is what ``reader`` gives.
    """
    texts = [cell for cell in cells if cell]
    if kind.many is None or not texts or (kind.free and any(text[0] == "'" for text in texts)):
        return {}
    values = kind.many(texts)
    return {} if values is None else dict(zip(texts, values, strict=True))


def stand_in(kind: Kind, line: int) -> Any:
    """Give a value of a kind in place of one that is required and can't be read; no two lines have the same."""
    if kind.name == "date":
        return date.fromordinal(line)
    if kind.name == "time stamp":
        return datetime.fromordinal(line)
    return Decimal(0) if kind.name == "number" else f"?{line}"

"""A CSV file as rows of text with their physical lines, however it was saved."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from pmdesk.model.kinds import TEXT_LIMIT

LARGEST = 32 * 1024 * 1024
"""The most bytes that a file may have."""

_LINE_END = re.compile("\r\n|\r|\n")
_SEPARATOR_LINE = re.compile(r"sep=([,;])\s*\Z", re.IGNORECASE)


class Unreadable(Exception):
    """A file, or the rest of it, can't be read; with the physical line."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line
        self.words = words


@dataclass(frozen=True, slots=True)
class Table:
    """The header's cells, then the rows, each with the physical line on which it begins; blank rows are left out.

    ``fault`` says where the rest of the file could not be read.
    """

    header_line: int
    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    semicolons: bool
    fault: Unreadable | None = None


def load(path: Path) -> str:
    """Give the text of a file without its byte-order mark."""
    try:
        if not path.is_file():
            raise Unreadable(1, "is not a file")
        if path.stat().st_size > LARGEST:
            raise Unreadable(1, f"is larger than {LARGEST // 1024 // 1024} MB")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(1, f"can't be read ({error.strerror})") from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(1, "is UTF-16, not UTF-8 (save it as CSV UTF-8)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        found = f"0x{data[error.start]:02x}"
        raise Unreadable(_line_at(before), f"holds the byte {found}, which is not UTF-8 (save it as UTF-8)") from None
    if (at := text.find("\0")) >= 0:
        raise Unreadable(_line_at(text[:at]), "holds a NUL, which no text has")
    return text


def _line_at(before: str) -> int:
    return len(_LINE_END.findall(before)) + 1


def split(text: str) -> Table:
    """Split a file's text into rows; comma or semicolon is told by the header row."""
    source = io.StringIO(text, newline="")
    delimiter, skipped = _delimiter(source)
    rows, lines, fault = _quickly(source, delimiter, skipped) or _slowly(source, delimiter, skipped)
    if not all(row and row[0] and not row[0].isspace() for row in rows):
        kept = [(row, line) for row, line in zip(rows, lines, strict=True) if _is_filled(row)]
        rows, lines = [row for row, _ in kept], [line for _, line in kept]
    if not rows:
        raise fault or Unreadable(1, "is empty (want a header row)")
    return Table(lines[0], rows[0], rows[1:], lines[1:], delimiter == ";", fault)


def _is_filled(row: list[str]) -> bool:
    return bool(row) and (bool(row[0].strip()) or any(cell.strip() for cell in row))


def _delimiter(source: io.StringIO) -> tuple[str, int]:
    """Tell the delimiter, and how many lines to pass over: a spreadsheet may say ``sep=;`` in a line of its own."""
    for skipped, line in enumerate(source):
        if match := _SEPARATOR_LINE.match(line.strip()):
            return match[1], skipped + 1
        if line.strip(" \t\r\n;,"):
            return (";" if line.count(";") > line.count(",") else ","), skipped
    return ",", 0


def _reopened(source: io.StringIO, skipped: int) -> None:
    source.seek(0)
    for _ in range(skipped):
        source.readline()


def _quickly(
    source: io.StringIO, delimiter: str, skipped: int
) -> tuple[list[list[str]], list[int], Unreadable | None] | None:
    """Read all rows at once, if each has one line; else None."""
    _reopened(source, skipped)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        return None
    if reader.line_num != len(rows):
        return None
    return rows, list(range(skipped + 1, skipped + 1 + len(rows))), None


def _slowly(source: io.StringIO, delimiter: str, skipped: int) -> tuple[list[list[str]], list[int], Unreadable | None]:
    """Read row by row, to know on which line each begins and what can't be read."""
    _reopened(source, skipped)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    begin = skipped + 1
    try:
        for row in reader:
            rows.append(row)
            lines.append(begin)
            begin = skipped + reader.line_num + 1
    except csv.Error as error:
        return rows, lines, Unreadable(begin, _words_of(error))
    return rows, lines, None


def _words_of(error: csv.Error) -> str:
    words = str(error)
    if "field larger" in words:
        return f"has a cell longer than {TEXT_LIMIT:,} characters (is a quote not closed?)"
    if "unexpected end" in words:
        return "has a quote that is not closed"
    return "has text after a closing quote (a quote inside a quoted cell is written twice)"

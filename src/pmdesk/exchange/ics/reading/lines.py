"""Bytes as content lines: RFC 5545, section 3.1, in one pass, without taking more than a line at a time."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from pmdesk.exchange.ics.reading.trouble import Unreadable

MAX_BYTES = 50 * 1024 * 1024
"""The most that a file may hold."""

LONGEST = 500_000
"""The most octets that a line may have, unfolded, to be read; longer ones of no concern are passed over."""

_LOGICAL = re.compile(rb"([^\n]*+(?:\n[ \t][^\n]*+)*+)(?:\n|\Z)")
_FOLD = re.compile(rb"\r?\n[ \t]")
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def plain(data: bytes) -> bytes:
    """Give the octets as UTF-8 with line feeds, without a byte-order mark; Unreadable where they are too many."""
    if len(data) > MAX_BYTES:
        raise Unreadable("holds more than 50 MB")
    for mark, name in _WIDE:
        if data.startswith(mark):
            data = data.decode(name, "replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    return data.replace(b"\r", b"\n") if b"\n" not in data else data


def content_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each content line, unfolded, with the number of the physical line on which it begins."""
    number = 1
    for match in _LOGICAL.finditer(data):
        raw = match[1]
        folds = raw.count(b"\n")
        if line := (_FOLD.sub(b"", raw) if folds else raw).rstrip(b"\r"):
            yield number, line
        number += folds + 1


def text_of(line: bytes) -> str:
    """Give a line as text: UTF-8, or what old Windows programs write."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")

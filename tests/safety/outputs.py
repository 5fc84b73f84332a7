"""What may stand in anything that comes out: no control sign, no formula, no script, nothing outside the folder."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

_LEADS = frozenset("=+@\t\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LOADS = {"src", "srcset", "background", "poster", "data", "action", "formaction", "xlink:href", "ping"}
_ALLOWED_LINK = re.compile(r"(https?|mailto):|#", re.IGNORECASE)
_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!#|data:)|expression\(", re.IGNORECASE)


def fault_of_text(text: str, *, allowed: str = "\n") -> str:
    """Tell the first sign on which a terminal could act; empty where there is none."""
    for sign in text:
        if sign in _BIDI or (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in allowed):
            return f"holds U+{ord(sign):04X}"
    return ""


def fault_of_csv(text: str) -> str:
    """Tell the first cell that a spreadsheet would run; empty where there is none."""
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            if (cell[:1] in _LEADS and cell) or (cell[:1] == "-" and not _NUMBER.match(cell)):
                return f"a cell begins {cell[:20]!r}"
    return ""


class _Page(HTMLParser):
    """Notes what a page would run or load, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.text = ""
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and all that it says of itself."""
        self._in_style = tag == "style"
        if tag in {"script", "iframe", "object", "embed", "base", "link", "form", "foreignobject"}:
            self.faults.append(f"has <{tag}>")
        for name, value in attrs:
            words = value or ""
            is_load = name in _LOADS and not words.startswith(("data:", "#"))
            is_bad_link = name == "href" and not _ALLOWED_LINK.match(words)
            if name.startswith("on") or is_load or is_bad_link or (name == "style" and _STYLE.search(words)):
                self.faults.append(f"has {name}={words[:40]!r} in <{tag}>")

    def handle_data(self, data: str) -> None:
        """Look at a piece of text, which may be a style."""
        if self._in_style and _STYLE.search(data):
            self.faults.append("loads something from a style")
        self.text += data


def fault_of_page(text: str) -> str:
    """Tell what a page of HTML or SVG would run or load; empty where it is still."""
    page = _Page()
    page.feed(text)
    return page.faults[0] if page.faults else fault_of_text(text, allowed="\n\t")


def fault_of_calendar(raw: bytes) -> str:
    """Tell what no calendar may hold; empty where it is one that can be read."""
    from icalendar import Calendar

    if held := set(raw) & (set(range(32)) - {9, 10, 13}):
        return f"holds the octets {sorted(held)}"
    try:
        Calendar.from_ical(raw)
    except ValueError as error:
        return str(error)
    return ""


def fault_of_file(path: Path) -> str:
    """Tell what is wrong with a file that was made, by what it is."""
    if path.suffix == ".ics":
        return fault_of_calendar(path.read_bytes())
    text = path.read_bytes().decode("utf-8")
    if path.suffix == ".csv":
        return fault_of_csv(text) or fault_of_text(text, allowed="\n\t\r")
    if path.suffix in {".html", ".svg"}:
        return fault_of_page(text)
    return fault_of_text(text, allowed="\n\t")

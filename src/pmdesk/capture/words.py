"""A typed line as words that know where they stand, so that whatever can't be read can be pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_PART = re.compile(r"\.\.(?!\.)|(?:(?!\.\.(?!\.))\S)+")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of the line, from ``start`` to before ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line; one that was ``quoted`` is title, whatever it says (its quotes are in the span).

    ``is_open`` where its closing quote is missing.
    """

    text: str
    start: int
    end: int
    quoted: bool = False
    is_open: bool = False

    @property
    def plain(self) -> str:
        """The word as it is looked up, a comma behind it taken off; nothing where it was quoted."""
        return "" if self.quoted else self.text.rstrip(",;")

    @property
    def low(self) -> str:
        """The same in lower case, as keywords are."""
        return self.plain.lower()


@dataclass(frozen=True, slots=True)
class Problem:
    """What can't be read or taken, where it stands in the line, and what was wanted."""

    start: int
    end: int
    words: str


def split(line: str) -> list[Word]:
    """Split a line into words; ``"…"`` is one, and ``..`` between two days is one by itself.

    A quote that opens a word and isn't closed runs to the end of the line.
    """
    found: list[Word] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
        elif line[at] in _QUOTES:
            at = _quoted(line, at, found)
        else:
            end = at
            while end < len(line) and not line[end].isspace():
                end += 1
            found += [Word(part[0], at + part.start(), at + part.end()) for part in _PART.finditer(line[at:end])]
            at = end
    return found


def _quoted(line: str, at: int, found: list[Word]) -> int:
    closing = _QUOTES[line[at]]
    end = next((place for place in range(at + 1, len(line)) if line[place] in closing), len(line))
    found.append(Word(line[at + 1 : end].strip(), at, min(end + 1, len(line)), quoted=True, is_open=end == len(line)))
    return end + 1


def joined(words: Sequence[Word], left: Iterable[int]) -> str:
    """Give the text of the words at some places, those that touch each other in the line without a blank."""
    text = ""
    last: tuple[int, int] | None = None
    for at in left:
        touches = last is not None and last[0] == at - 1 and last[1] == words[at].start
        text += ("" if touches or not text else " ") + words[at].text
        last = at, words[at].end
    return " ".join(text.split())


def over(words: Sequence[Word]) -> Span:
    """Give the span of some words that follow each other."""
    return Span(words[0].start, words[-1].end)

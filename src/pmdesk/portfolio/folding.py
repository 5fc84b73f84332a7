"""Texts as they are searched: without case and accents, in words; scripts that write no blanks in single signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai and Lao, Burmese, Khmer, Chinese, Japanese: words stand without blanks, so each sign is found by itself."""
_MARKED = "\u0900-\u0dff"
"""Scripts of India: signs for vowels are part of a word."""
_SIGNS = "\u00a2-\u00a5\u20a0-\u20bf\u2190-\u2bff\U0001f000-\U0001faff"
"""Currencies, arrows, pictures: each is a word."""
_ACCENTS = "\u0300-\u036f"
_PLAIN = re.compile(r"[a-z0-9]+")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})
_VOICING = 8
"""The combining class of what makes another sound of a Japanese sign: no accent."""


@lru_cache(maxsize=2)
def _word(more: str) -> re.Pattern[str]:
    """Give what finds a word, of letters and ``more``; made when it is first needed, since that takes a while."""
    return re.compile(f"[{_SINGLE}{_SIGNS}]|(?:(?![{_SINGLE}])[^\\W_]|[{_MARKED}{more}])+")


def fold(text: str) -> str:
    """Give a text without case and accents, in one form of its signs (NFKC)."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(one for one in parted if unicodedata.combining(one) in {0, _VOICING})
    return unicodedata.normalize("NFC", kept).translate(_LETTERS)


def tokens(text: str) -> list[str]:
    """Give the words of a text as they are searched."""
    plain = fold(text)
    return _PLAIN.findall(plain) if plain.isascii() else _word("").findall(plain)


_QUOTED = re.compile(r'"([^"]*)"?|(\S+)')
MOST = 16
"""So many words of what is typed are looked for."""


def asked(typed: str) -> list[list[str]]:
    """Give what is looked for: words that may be begun only, each by its parts, and quoted phrases as one.

    Whatever is typed is text: nothing in it means anything but a pair of quotes.
    """
    found: list[list[str]] = []
    for part in _QUOTED.finditer(typed):
        if words := tokens(part[1] if part[1] is not None else part[2])[:MOST]:
            found.append(words)
    return found[:MOST]


def marks(text: str, wanted: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Give where words stand in a text as it was written that begin as one that is looked for."""
    heads = {word for words in wanted for word in words}
    if not heads:
        return
    for found in _word(_ACCENTS).finditer(text):
        plain = fold(found[0])
        head = max((word for word in heads if plain.startswith(word)), key=len, default="")
        if head:
            whole = plain == head or len(plain) != len(found[0])
            yield found.start(), found.end() if whole else found.start() + len(head)

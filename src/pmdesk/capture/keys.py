"""Keys of new rows, made by habit: the engagement's key, a point, and a word of the title in capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_PART = re.compile(r"[A-Z0-9]+")
_PASSED_OVER = frozenset({"THE", "AND", "FOR", "WITH", "FROM", "THAT", "ARE", "NOT"})
LONGEST = 32


def key_word(title: str, instead: str) -> str:
    """Give a telling word of a title in capitals, accents taken off; ``instead`` where it has none."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().upper()
    found = _PART.findall(plain)
    telling = (word for word in found if len(word) > 2 and word not in _PASSED_OVER and not word.isdigit())
    return next(telling, found[0] if found else instead)


def free_key(head: str, title: str, instead: str, is_taken: Callable[[str], bool]) -> str:
    """Give a key that is not taken, made unique by a number; it has 32 characters at most."""
    stem = f"{head}.{key_word(title, instead)}"[:LONGEST]
    if not is_taken(stem):
        return stem
    number = 2
    while is_taken(key := stem[: LONGEST - len(str(number))] + str(number)):
        number += 1
    return key

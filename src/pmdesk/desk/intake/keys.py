"""Keys of many new rows by habit, each found at once."""

from __future__ import annotations

from collections.abc import Iterable

from pmdesk.capture.keys import LONGEST, key_word


class Keys:
    """Gives keys that are not taken: a head, a point and a word of the title, made unique by a number."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def free(self, head: str, title: str, instead: str) -> str:
        """Give a key, which is taken from then on."""
        stem = f"{head}.{key_word(title, instead)}"[:LONGEST]
        key, number = stem, self._next.get(stem, 2)
        while key in self._taken:
            key = stem[: LONGEST - len(str(number))] + str(number)
            number += 1
        self._next[stem] = number
        self._taken.add(key)
        return key

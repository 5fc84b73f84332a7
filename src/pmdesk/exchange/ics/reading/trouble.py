"""What can't be taken in: one thing of a calendar, or all of it."""

from __future__ import annotations

from typing import NamedTuple

from pmdesk.model.clean import clean


class Trouble(NamedTuple):
    """One thing that is left out: the physical line (the first is 1) on which it stands, and why."""

    line: int
    words: str

    def __str__(self) -> str:
        """Give it as one line, whatever the words hold of the file."""
        return f"{self.line}: {' '.join(clean(self.words).split())}"


class Unreadable(ValueError):
    """The whole of a file can't be read; the words follow its name."""


class LeftOut(ValueError):
    """One component can't be understood; ``line`` is 0 where its first line is meant."""

    def __init__(self, words: str, line: int = 0) -> None:
        super().__init__(words)
        self.words = words
        self.line = line

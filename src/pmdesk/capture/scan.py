"""A line on its way to a reading: words are taken for what they mean, and what is left is the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmdesk.capture.asking import Answer, Asking
from pmdesk.capture.dates import match
from pmdesk.capture.reading import Choice
from pmdesk.capture.words import Problem, Word, joined, split
from pmdesk.model.clean import clean


class Scan:
    """The words of a line, those that were taken, and what was found wrong."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.words: Sequence[Word] = split(line)
        self.left = dict.fromkeys(range(len(self.words)))
        self.problems = [
            Problem(word.start, word.end, "the quote is not closed") for word in self.words if word.is_open
        ]
        self.choices: list[Choice] = []

    def take(self, at: int, count: int = 1) -> None:
        """Take words, so that they are no title."""
        for place in range(at, at + count):
            self.left.pop(place, None)

    def refuse(self, at: int, count: int, words: str) -> None:
        """Take words and say what is wrong with them; ``words`` follow their quoted text."""
        start, end = self.words[at].start, self.words[min(at + count, len(self.words)) - 1].end
        self.problems.append(Problem(start, end, f"'{clean(self.line[start:end])}' {words}"))
        self.take(at, count)

    def lack(self, words: str) -> None:
        """Say what is missing, at the end of the line; not while a quote is open, which may hide it."""
        if any(word.is_open for word in self.words):
            return
        end = len(self.line.rstrip())
        self.problems.append(Problem(end, end, words))

    def typed(self) -> Iterator[tuple[int, Word]]:
        """Give the words that are left and were not quoted, with their places; what is taken meanwhile is left out."""
        for at, word in enumerate(self.words):
            if at in self.left and not word.quoted:
                yield at, word

    def run(self, at: int, most: int = 8) -> Sequence[Word]:
        """Give the words from a place on, so many at most, that are left, unquoted, and follow each other."""
        end = at
        while end < at + most and end in self.left and not self.words[end].quoted:
            end += 1
        return self.words[at:end]

    def date_at(self, at: int, asking: Asking) -> Answer:
        """Read the date that begins at a place."""
        return match(self.run(at), 0, asking)

    @property
    def title(self) -> str:
        """The words that are left, cleaned."""
        return " ".join(clean(joined(self.words, self.left)).split())

    def replaced(self, at: int | None, text: str) -> str:
        """Give the line with other text in the place of a word, or behind it all."""
        if at is None:
            return f"{self.line.rstrip()} {text} "
        word = self.words[at]
        return f"{self.line[: word.start]}{text}{self.line[word.end :]}"

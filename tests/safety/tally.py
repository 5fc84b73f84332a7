"""How a proof says what it found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """How many cases there were, and in which the promise was not kept."""

    of: int = 0
    broken: list[str] = field(default_factory=list)

    def count(self, words: str = "") -> None:
        """Count a case; ``words`` say how the promise was broken in it, and are empty where it was kept."""
        self.of += 1
        if words:
            self.broken.append(words)

    @property
    def kept(self) -> int:
        """In how many cases the promise was kept."""
        return self.of - len(self.broken)

    def __str__(self) -> str:
        return f"{self.kept} of {self.of}"

"""What reading a line gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmdesk.capture.words import Problem
from pmdesk.portfolio import Changes


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a line may mean: its key, how it is shown, and the line with it in its place."""

    key: str
    label: str
    line: str


@dataclass(frozen=True, slots=True)
class SlotRequest:
    """A search for a slot of so many minutes, from a day on (``last`` None: for as long as it takes)."""

    minutes: int
    first: date
    last: date | None
    title: str
    client: str | None
    engagement: str | None
    vendors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it was read: what it would create, or why not.

    ``kind`` is ``milestone``, ``meeting``, ``find``, ``off``, ``freeze``, ``risk``, ``issue``, ``decision``, ``log``,
    ``todo`` or ``note``. ``says`` is the echo, as far as the line is understood. Where there are ``problems`` there are
    no ``changes``; ``choices`` are offered where one of several things may be meant. ``confirm`` says what must be
    agreed to by a second Enter, and is empty where nothing must. ``journal`` is what the change log says.
    """

    line: str
    kind: str
    title: str = ""
    says: str = ""
    problems: tuple[Problem, ...] = ()
    choices: tuple[Choice, ...] = ()
    changes: Changes = ()
    confirm: str = ""
    journal: str = ""
    slot: SlotRequest | None = None

    @property
    def is_read(self) -> bool:
        """Whether the line can be taken as it stands."""
        return not self.problems

    @property
    def needs_confirm(self) -> bool:
        """Whether a second Enter is asked for."""
        return bool(self.confirm)

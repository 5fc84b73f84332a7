"""What a fix is, before and after it was held against the schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pmdesk.model import columns_of, defaults_of
from pmdesk.portfolio import Change, Portfolio, Put, row_of
from pmdesk.schedule.effects import Effect


@dataclass(frozen=True, slots=True)
class Candidate:
    """Changes that might help. ``words`` is what the journal would say of them.

    ``tier`` puts the kinds of fixes in order (0: onwards in time, 1: back, 2: otherwise), ``distance`` those of a tier:
    how far things move, in seconds.
    """

    changes: tuple[Change, ...]
    words: str
    tier: int = 0
    distance: int = 0


Stream = Iterable[Candidate]
"""Candidates of one way to fix a conflict, nearest first; made as they are asked for."""
Ways = Iterator[Sequence[Stream]]
"""The ways to fix a conflict. A way is one stream, or some of which the first that has an answer gives it."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Changes that clear or ease a conflict and make nothing new that is as bad.

    ``effect`` is ``clears`` or ``eases``; ``clears`` and ``makes`` are the ids of the conflicts that go away, and of
    those with something new (less severe than the conflict); ``outcome`` tells more of them, for a preview.
    """

    changes: tuple[Change, ...]
    words: str
    effect: str
    clears: tuple[str, ...]
    makes: tuple[str, ...]
    outcome: Effect

    @property
    def proposal(self) -> str:
        """The words as something that may be done: ``move UAT sign-off from 11 Dec to 4 Jan``."""
        verb, _, rest = self.words.partition(" ")
        return f"{_PLAIN.get(verb, verb)} {rest}"


_PLAIN = {
    "moved": "move", "gave": "give", "lowered": "lower", "shifted": "shift", "skipped": "skip", "ended": "end",
    "took": "take", "cut": "cut", "dropped": "drop",
    "extended": "extend", "left": "leave",
}  # fmt: skip


def fix_json(portfolio: Portfolio, fix: Fix) -> dict[str, Any]:
    """Give one fix as ``pmdesk fixes --json`` prints it; ``portfolio`` is as it is before."""
    return {
        "changes": [line for change in fix.changes for line in told(portfolio, change)],
        "effect": fix.effect,
        "clears": list(fix.clears),
        "makes": list(fix.makes),
    }


def told(portfolio: Portfolio, change: Change) -> list[str]:
    """Tell a change as lines: ``REF COLUMN VALUE`` for each column that changes, ``REF removed``.

    A value that becomes empty is told as ``none``.
    """
    if not isinstance(change, Put):
        return [f"{change.ref} removed"]
    noun, row = change.noun, change.row
    before = row_of(portfolio, noun, change.identity)
    known = defaults_of(noun)
    lines = []
    for name, column in columns_of(noun).items():
        value = getattr(row, name)
        if (
            name not in noun.IDENTITY
            and not column.hidden
            and value != (getattr(before, name) if before else known[name])
        ):
            lines.append(f"{row.ref} {name} {column.kind.form(value) or 'none'}")
    return lines or [f"{row.ref} added"]

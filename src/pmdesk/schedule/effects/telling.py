"""Conflicts in words, with what things are called and whose they are remembered from one edit to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from typing import cast

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.groups import Group, after_waiver, client_of, conflict, distinct
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.words import Namer, listed, message
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.instants import zone


@dataclass(slots=True)
class Memory:
    """Names and clients (empty: of none) of refs, as far as they were asked for."""

    names: dict[str, str] = field(default_factory=dict)
    clients: dict[str, str] = field(default_factory=dict)


class Teller(Namer):
    """Puts occurrences into the words of a portfolio; ``fresh`` are refs of which what is remembered may be wrong.

    A pile has many items and an edit changes few of them: those that are remembered are looked up all at once.
    """

    def __init__(self, portfolio: Portfolio, memory: Memory, fresh: Set[str] = frozenset()) -> None:
        super().__init__(portfolio, zone(portfolio.profile.timezone), me="you")
        self._memory, self._fresh = memory, fresh

    def tell(self, key: Key, hits: list[Hit]) -> Conflict:
        """Give the conflict of some occurrences."""
        group = after_waiver(Group(*key, distinct(hits)), self.portfolio.waivers, self.place)
        return conflict(group, self._clients_of(group.items), message(group, self))

    def name(self, ref: str) -> str:
        """Give the name of an item or a who."""
        if ref in self._fresh:
            return super().name(ref)
        names = self._memory.names
        if ref not in names:
            names[ref] = super().name(ref)
        return names[ref]

    def names(self, refs: Sequence[str]) -> str:
        """List names, each once."""
        return listed(self._known(self._memory.names, refs, super().name))

    def _clients_of(self, items: tuple[str, ...]) -> tuple[str, ...]:
        """Give the clients of some items, sorted."""
        found = set(self._known(self._memory.clients, items, self._client_of))
        return tuple(sorted(found - {""}))

    def _client_of(self, ref: str) -> str:
        return client_of(self.portfolio, ref) or ""

    def _known(self, known: dict[str, str], refs: Sequence[str], ask: Callable[[str], str]) -> list[str]:
        """Give what is remembered of some refs; ask for what is not, and for what may be wrong."""
        found = list(map(known.get, refs))
        if not self._fresh.isdisjoint(refs):
            for place, ref in enumerate(refs):
                if ref in self._fresh:
                    found[place] = ask(ref)
        if None in dict.fromkeys(found):
            for place, ref in enumerate(refs):
                if found[place] is None:
                    found[place] = known[ref] = ask(ref)
        return cast("list[str]", found)

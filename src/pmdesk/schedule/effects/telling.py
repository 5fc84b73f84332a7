"""Conflicts in words, with what things are called and whose they are remembered from one edit to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.groups import Group, after_waiver, client_of, conflict, distinct
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.words import Namer, listed, message
from pmdesk.schedule.effects.effect import Key
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

    def __init__(self, portfolio: Portfolio, memory: Memory, fresh: Collection[str] = ()) -> None:
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

    def names(self, refs: Iterable[str]) -> str:
        """List names, each once."""
        refs = list(refs)
        found = list(map(self._memory.names.get, refs))
        for place in self._unknown(refs, found):
            found[place] = self.name(refs[place])
        return listed(name for name in found if name is not None)

    def _unknown(self, refs: list[str], found: list[str | None]) -> set[int]:
        """Give the places of the refs that are not remembered, and of those of which that may be wrong."""
        fresh = {refs.index(ref) for ref in self._fresh if ref in refs} if len(self._fresh) < len(refs) else {
            place for place, ref in enumerate(refs) if ref in self._fresh
        }  # fmt: skip
        return fresh | {place for place, name in enumerate(found) if name is None} if None in found else fresh

    def _clients_of(self, items: tuple[str, ...]) -> tuple[str, ...]:
        """Give the clients of some items, sorted."""
        refs = list(items)
        found = list(map(self._memory.clients.get, refs))
        for place in self._unknown(refs, found):
            ref = refs[place]
            found[place] = client_of(self.portfolio, ref) or ""
            if ref not in self._fresh:
                self._memory.clients[ref] = found[place] or ""
        return tuple(sorted({key for key in found if key}))

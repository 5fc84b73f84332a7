"""Conflicts in words, with what things are called and whose they are remembered from one edit to the next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.groups import Group, after_waiver, client_of, conflict, distinct
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.words import Namer, message
from pmdesk.schedule.effects.effect import Key
from pmdesk.schedule.instants import zone


@dataclass(slots=True)
class Memory:
    """Names and clients of refs, as far as they were asked for."""

    names: dict[str, str] = field(default_factory=dict)
    clients: dict[str, str | None] = field(default_factory=dict)


class Teller(Namer):
    """Puts occurrences into the words of a portfolio; ``fresh`` are refs of which what is remembered may be wrong."""

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

    def _clients_of(self, items: tuple[str, ...]) -> tuple[str, ...]:
        """Give the clients of some items, sorted."""
        known, fresh, found = self._memory.clients, self._fresh, set()
        for ref in items:
            if ref in fresh:
                found.add(client_of(self.portfolio, ref))
                continue
            if ref not in known:
                known[ref] = client_of(self.portfolio, ref)
            found.add(known[ref])
        return tuple(sorted(key for key in found if key is not None))

"""Conflicts, by what is caught in them: held once for all that is drawn and told of one portfolio."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, MutableMapping, Sequence

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict

Changed = Sequence[tuple[Conflict | None, Conflict | None]]
"""Conflicts as they are and as they would be; None where there is none."""


def work_of(portfolio: Portfolio, ref: str) -> str | None:
    """Give the ref of an event's engagement, ``me`` where it has none; None for what is no event of the portfolio."""
    kind, _, key = ref.partition("/")
    event = portfolio.events.get(key) if kind == "event" else None
    if event is None:
        return None
    return f"engagement/{event.engagement}" if event.engagement else "me"


class Caught:
    """The conflicts of each thing by its ref; those of an event stand under its engagement, or under ``me``."""

    def __init__(self, portfolio: Portfolio, conflicts: Iterable[Conflict]) -> None:
        self.portfolio = portfolio
        self.by_ref: MutableMapping[str, tuple[Conflict, ...] | Conflict] = {}
        for one in conflicts:
            for ref in self.refs(one):
                self.by_ref[ref] = (*self.of(ref), one) if ref in self.by_ref else one

    def of(self, ref: str) -> tuple[Conflict, ...]:
        """Give the conflicts of a thing."""
        found = self.by_ref.get(ref, ())
        return found if isinstance(found, tuple) else (found,)

    def refs(self, conflict: Conflict) -> Iterable[str]:
        """Give the refs under which a conflict stands."""
        return dict.fromkeys(work_of(self.portfolio, ref) or ref for ref in conflict.items)

    def after(self, portfolio: Portfolio, changed: Changed) -> Caught:
        """Give what is caught after an edit that changes some conflicts; the rest is shared."""
        ids = {one.id for pair in changed for one in pair if one is not None}
        made = Caught(portfolio, (now for _, now in changed if now is not None))
        refs = dict.fromkeys(ref for was, _ in changed if was is not None for ref in self.refs(was))
        fresh: dict[str, tuple[Conflict, ...] | Conflict] = {
            ref: (*(one for one in self.of(ref) if one.id not in ids), *made.of(ref))
            for ref in refs | dict.fromkeys(made.by_ref)
        }
        made.by_ref = ChainMap(fresh, self.by_ref)
        return made

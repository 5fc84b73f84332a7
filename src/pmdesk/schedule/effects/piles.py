"""The milestones that may pile up on each day, and what an edit makes of them: only its own are looked at again."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from datetime import date

from pmdesk.model import Milestone
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.rules import pile_up
from pmdesk.schedule.effects.found import Found, Key, Settled, key_of
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.touched import Touched
from pmdesk.schedule.load import takes_part


class Due:
    """What is due on a day: refs, sorted, and how many there are of each client."""

    __slots__ = ("clients", "refs")

    def __init__(self) -> None:
        self.refs: list[str] = []
        self.clients: dict[str, int] = {}

    def add(self, ref: str, client: str) -> None:
        """Add a milestone."""
        self.refs.append(ref)
        self.clients[client] = self.clients.get(client, 0) + 1


_NOTHING = Due()
_SETTLED = frozenset({pile_up.KIND})


Patch = list[tuple[int, str, str]]
"""What an edit takes from a day (-1) and adds to it (1): refs, and whose they are."""


def patched(day: date, due: Due, patch: Patch) -> Hit | None:
    """Give the pile-up that a day would be, if it is one."""
    refs, by_client = list(due.refs), dict[str, int]()
    for step, ref, client in patch:
        if step < 0:
            del refs[bisect_left(refs, ref)]
        else:
            insort(refs, ref)
        by_client[client] = by_client.get(client, due.clients.get(client, 0)) + step
    clients = len(due.clients) + sum((now > 0) - (client in due.clients) for client, now in by_client.items())
    return next(pile_up.of_day(day, refs, clients), None)


class Piles:
    """What is due on each day of the window, as it is; ``hits`` are the pile-ups that there are."""

    def __init__(self, index: Index, hits: Iterable[Hit]) -> None:
        self.index = index
        self._days: dict[date, Due] = {}
        self._hits = {hit.start: hit for hit in hits}
        for row in index.scene.milestones:
            if pile_up.counts(row):
                client = index.portfolio.client_of(row.engagement)
                self._days.setdefault(row.due, Due()).add(f"milestone/{row.key}", client)
        for due in self._days.values():
            due.refs.sort()

    def differences(self, after: Portfolio, touched: Touched) -> tuple[Found, Found, Settled]:
        """Give the pile-ups that an edit takes away and those that it adds, and what that means.

        A day has one pile-up: it goes, it comes, or another number is due.
        """
        gone: Found = []
        come: Found = []
        fresh: Found = []
        fates: dict[Key, str] = {}
        for day, patch in self._patches(after, touched).items():
            was, will = self._hits.get(day), patched(day, self._days.get(day, _NOTHING), patch)
            more = (will.peak or 0 if will else 0) - (was.peak or 0 if was else 0)
            if was is not None and not more and was == will:
                continue
            if was is not None:
                gone.append((pile_up.KIND, was))
                fates[key_of(pile_up.KIND, was)] = "clears" if will is None else "eases" if more < 0 else ""
            if will is not None:
                come.append((pile_up.KIND, will))
                if more > 0:
                    fresh.append((pile_up.KIND, will))
        return gone, come, Settled(_SETTLED, fresh, fates)

    def _patches(self, after: Portfolio, touched: Touched) -> dict[date, Patch]:
        """Give the days on which an edit changes what is due."""
        found: dict[date, Patch] = {}
        for key in touched.milestones:
            for portfolio, step in ((self.index.portfolio, -1), (after, 1)):
                row = self._piling(portfolio, key)
                if row is not None:
                    part = (step, f"milestone/{key}", portfolio.client_of(row.engagement))
                    found.setdefault(row.due, []).append(part)
        return found

    def _piling(self, portfolio: Portfolio, key: str) -> Milestone | None:
        """Give a milestone if it may pile up."""
        row = portfolio.milestones.get(key)
        if row is None or not row.is_open or row.due not in self.index.window or not pile_up.counts(row):
            return None
        return row if takes_part(portfolio, portfolio.engagements[row.engagement], self.index.with_) else None

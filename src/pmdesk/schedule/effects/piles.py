"""The milestones that may pile up on each day, and what an edit makes of them: only its own are looked at again."""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import date

from pmdesk.model import Milestone
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.rules import pile_up
from pmdesk.schedule.effects.found import Found
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.touched import Touched
from pmdesk.schedule.load import takes_part


class Due:
    """What is due on a day: refs, sorted, and how many there are of each client."""

    __slots__ = ("clients", "refs")

    def __init__(self, other: Due | None = None) -> None:
        self.refs: list[str] = list(other.refs) if other else []
        self.clients: dict[str, int] = dict(other.clients) if other else {}

    def add(self, portfolio: Portfolio, row: Milestone) -> None:
        """Add a milestone."""
        client = portfolio.client_of(row.engagement)
        self.clients[client] = self.clients.get(client, 0) + 1
        insort(self.refs, row.ref)

    def take(self, portfolio: Portfolio, row: Milestone) -> None:
        """Take away one that is there."""
        client = portfolio.client_of(row.engagement)
        self.clients[client] -= 1
        if not self.clients[client]:
            del self.clients[client]
        del self.refs[bisect_left(self.refs, row.ref)]

    def hits(self, day: date) -> list[Hit]:
        """Give the pile-up that it is, if it is one."""
        return list(pile_up.of_day(day, self.refs, len(self.clients)))


class Piles:
    """What is due on each day of the window, as it is."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._days: dict[date, Due] = {}
        self._hits: dict[date, list[Hit]] = {}
        for row in index.scene.milestones:
            if pile_up.counts(row):
                self._days.setdefault(row.due, Due()).add(index.portfolio, row)

    def differences(self, after: Portfolio, touched: Touched) -> tuple[Found, Found]:
        """Give the pile-ups that an edit takes away and those that it adds."""
        gone: Found = []
        come: Found = []
        for day, due in self._changed(after, touched).items():
            was, will = self._known(day), due.hits(day)
            if was != will:
                gone += [(pile_up.KIND, hit) for hit in was]
                come += [(pile_up.KIND, hit) for hit in will]
        return gone, come

    def _changed(self, after: Portfolio, touched: Touched) -> dict[date, Due]:
        """Give the days on which an edit changes what is due, as it would be."""
        before, changed = self.index.portfolio, dict[date, Due]()
        for key in touched.milestones:
            was, will = self._piling(before, key), self._piling(after, key)
            for row in (was, will):
                if row is not None and row.due not in changed:
                    changed[row.due] = Due(self._days.get(row.due))
            if was is not None:
                changed[was.due].take(before, was)
            if will is not None:
                changed[will.due].add(after, will)
        return changed

    def _known(self, day: date) -> list[Hit]:
        """Give the pile-up that there is on a day; it is told once."""
        if day not in self._hits:
            self._hits[day] = self._days[day].hits(day) if day in self._days else []
        return self._hits[day]

    def _piling(self, portfolio: Portfolio, key: str) -> Milestone | None:
        """Give a milestone if it may pile up."""
        row = portfolio.milestones.get(key)
        if row is None or not row.is_open or row.due not in self.index.window or not pile_up.counts(row):
            return None
        return row if takes_part(portfolio, portfolio.engagements[row.engagement], self.index.with_) else None

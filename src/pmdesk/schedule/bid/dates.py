"""The promised dates of a bid against the calendars of those who must keep them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.bid.question import Bid, Break, DateMove
from pmdesk.schedule.load import takes_part
from pmdesk.schedule.working import Calendars

_MANY = 3
"""Milestones on one day, of two clients or more, that are a pile-up."""


class Dates:
    """Which days suit: a working day of the client, in no blackout of it or of me that concerns milestones."""

    def __init__(self, portfolio: Portfolio, client: str | None, with_: frozenset[str]) -> None:
        self.portfolio, self.client = portfolio, client
        self.who = f"client/{client}" if client else "me"
        self.working = Calendars(portfolio).of(self.who)
        whos = {"me", self.who}
        rows = portfolio.blackouts.values()
        self._away = [row for row in rows if row.who in whos and row.concerns != "events"]
        self._due: dict[date, list[str]] = {}
        for row in portfolio.milestones.values():
            deal = portfolio.engagements[row.engagement]
            if row.is_open and row.kind not in {"report", "payment"} and takes_part(portfolio, deal, with_):
                self._due.setdefault(row.due, []).append(deal.client)

    def breaks(self, bid: Bid) -> Iterator[Break]:
        """Tell which dates don't suit, each once, with what binds first."""
        for day in sorted(set(bid.dates)):
            found = self.trouble(bid, day)
            if found:
                yield Break("date", found[0], day, day, found[1])

    def trouble(self, bid: Bid, day: date) -> tuple[str, str] | None:
        """Say what binds on a day, and why; None where it suits."""
        if not bid.first <= day <= bid.last:
            return "me", "outside the term"
        for row in self._away:
            if row.start <= day <= row.end:
                return row.who, f"in a blackout: {row.title}"
        if not self.working.on(day):
            return self.who, "not a working day"
        there = self._due.get(day, [])
        if len(there) + 1 >= _MANY and len({*there, self.client}) > 1:
            return "me", f"{len(there)} other milestones on that day"
        return None

    def move(self, bid: Bid, day: date) -> DateMove | None:
        """Give the next day of the term that suits; None if there is none."""
        at = max(day, bid.first - timedelta(days=1)) if bid.first > date.min else day
        while at < bid.last:
            at += timedelta(days=1)
            if at not in bid.dates and self.trouble(bid, at) is None:
                return DateMove(day, at)
        return None

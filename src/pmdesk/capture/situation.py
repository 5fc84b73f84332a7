"""What a line is read against: the portfolio, the client in focus, the settings, and the keys that are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pmdesk.capture.asking import DateOrder
from pmdesk.capture.working import WorkingDays, working_days
from pmdesk.model import Client, Engagement, Milestone, Noun
from pmdesk.portfolio import Portfolio

Stored = Callable[[type[Noun], tuple[Any, ...]], "Noun | None"]
"""Gives the row that is known by an identity, or None: what the store holds, whatever the portfolio's window."""
MilestonesOf = Callable[[str], "tuple[Milestone, ...]"]
"""Gives the milestones of an engagement."""


@dataclass(frozen=True)
class Situation:
    """What a line is read against; made once for a portfolio and a focus, for many readings.

    ``stored`` must know every key that is taken: a new row would replace the one that has its key. ``milestones_of`` is
    for a portfolio whose window does not hold all milestones.
    """

    portfolio: Portfolio
    stored: Stored
    focus: str | None = None
    date_order: DateOrder | None = None
    milestones_of: MilestonesOf | None = None

    @property
    def today(self) -> date:
        """The present day."""
        return self.portfolio.today

    @cached_property
    def short(self) -> Mapping[str, str]:
        """Clients' names for a line: the first word of the name, where that is telling and no other client's."""
        firsts = {key: (row.name.split() or [key])[0] for key, row in self.portfolio.clients.items()}
        taken: dict[str, int] = {}
        for word in firsts.values():
            taken[word.casefold()] = taken.get(word.casefold(), 0) + 1
        return {
            key: word if len(word) > 2 and taken[word.casefold()] == 1 else self.portfolio.clients[key].name
            for key, word in firsts.items()
        }

    @cached_property
    def vendors(self) -> Mapping[str, str]:
        """Keys of the active vendors by key and by name, casefolded, blanks made one."""
        rows = [row for row in self.portfolio.vendors.values() if row.status == "active"]
        by_name = {" ".join(row.name.casefold().split()): row.key for row in reversed(rows)}
        return by_name | {row.key.casefold(): row.key for row in rows}

    @cached_property
    def longest_vendor(self) -> int:
        """The most words that a vendor's name has."""
        return max((name.count(" ") + 1 for name in self.vendors), default=0)

    @cached_property
    def _working(self) -> dict[str, WorkingDays]:
        return {}

    def working(self, client: str | None) -> WorkingDays:
        """Give the working days of a client, or mine."""
        who = f"client/{client}" if client else "me"
        if who not in self._working:
            self._working[who] = working_days(self.portfolio, who)
        return self._working[who]

    def zone(self, client: str | None) -> str:
        """Give the zone of a client, or mine."""
        return self.portfolio.zone_of(f"client/{client}") if client else self.portfolio.profile.timezone

    @cached_property
    def open_engagements(self) -> tuple[Engagement, ...]:
        """Engagements that are not closed, of clients that are not archived, by key."""
        clients = self.portfolio.clients
        rows = (row for row in self.portfolio.engagements.values() if row.status != "closed")
        return tuple(sorted((row for row in rows if _is_active(clients[row.client])), key=lambda row: row.key))

    @cached_property
    def _open_of(self) -> Mapping[str, tuple[Engagement, ...]]:
        found: dict[str, list[Engagement]] = {}
        for row in self.open_engagements:
            found.setdefault(row.client, []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def open_of(self, client: str) -> tuple[Engagement, ...]:
        """Give the engagements of a client that are not closed, by key."""
        return self._open_of.get(client, ())

    @cached_property
    def _parts(self) -> dict[str, Mapping[str, tuple[Milestone, ...]]]:
        return {}

    def milestones(self, engagement: str, name: str) -> tuple[Milestone, ...]:
        """Give the milestones of an engagement that a name in upper case means: by key, or by the end of one."""
        if engagement not in self._parts:
            self._parts[engagement] = _by_name(engagement, self._milestones_of(engagement))
        return self._parts[engagement].get(name, ())

    def _milestones_of(self, engagement: str) -> tuple[Milestone, ...]:
        if self.milestones_of is not None:
            return self.milestones_of(engagement)
        return self.portfolio.milestones_by_engagement.get(engagement, ())


def _is_active(client: Client) -> bool:
    return client.status == "active"


def _by_name(engagement: str, rows: tuple[Milestone, ...]) -> Mapping[str, tuple[Milestone, ...]]:
    """Map milestones by their last parts and by what follows the engagement's key; a whole key is that one alone."""
    found: dict[str, dict[str, Milestone]] = {}
    for row in rows:
        last = row.key.rpartition(".")[2]
        for name in {last, row.key.removeprefix(f"{engagement}.")}:
            found.setdefault(name, {})[row.key] = row
    whole = {row.key: (row,) for row in rows}
    return {name: tuple(of_name.values()) for name, of_name in found.items()} | whole

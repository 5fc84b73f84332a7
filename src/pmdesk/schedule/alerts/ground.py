"""What alerts look at: the rows, and who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pmdesk.model import Engagement
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.ledger import Ledger
from pmdesk.schedule.alerts.words import Days
from pmdesk.schedule.working import Calendars


class Ground:
    """A portfolio and a ledger on the portfolio's today.

    As with conflicts, nothing of an archived client or of a closed engagement takes part, and nothing of a proposed
    one but the proposal itself. Of a paused one milestones and registers stand; it burns no hours and owes no report.
    """

    def __init__(self, portfolio: Portfolio, ledger: Ledger) -> None:
        self.portfolio, self.ledger = portfolio, ledger
        self.today = portfolio.today
        self.say = Days(self.today)

    @cached_property
    def engagements(self) -> Mapping[str, Engagement]:
        """Engagements of active clients that are not closed."""
        clients = self.portfolio.clients
        archived = {key for key, row in clients.items() if row.status == "archived"}
        rows = self.portfolio.engagements.items()
        return {key: row for key, row in rows if row.status != "closed" and row.client not in archived}

    @cached_property
    def standing(self) -> Mapping[str, Engagement]:
        """Those that are agreed: active or paused."""
        return {key: row for key, row in self.engagements.items() if row.status != "proposed"}

    @cached_property
    def running(self) -> Mapping[str, Engagement]:
        """Those that are active."""
        return {key: row for key, row in self.engagements.items() if row.status == "active"}

    @cached_property
    def clients(self) -> Mapping[str, str]:
        """Keys of the clients of ``standing``, by engagement."""
        return {key: row.client for key, row in self.standing.items()}

    @cached_property
    def calendars(self) -> Calendars:
        """Everybody's working time."""
        return Calendars(self.portfolio)

    def is_archived(self, vendor: str) -> bool:
        """Tell whether a vendor is archived."""
        row = self.portfolio.vendors.get(vendor)
        return row is not None and row.status == "archived"

    def owner(self, owner: str) -> str:
        """Name an owner after a comma; nothing where it is me."""
        return "" if owner == "me" else f", {self.portfolio.name_of(owner)}"

"""All alerts of a portfolio and its ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from pmdesk.errors import InputError
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.ledger import Ledger
from pmdesk.schedule.alerts import gaps, measures, milestones, registers, reports, requests, terms, told
from pmdesk.schedule.alerts.alert import SEVERITIES, Alert
from pmdesk.schedule.alerts.ground import Ground

FAMILIES: tuple[Callable[[Ground], Iterator[Alert]], ...] = (
    milestones.milestones, measures.measures, gaps.gaps, requests.requests, registers.reviews,
    registers.unanswered, registers.actions, terms.budget, terms.ends, terms.decisions, told.changed, told.syncing,
    reports.reports,
)  # fmt: skip
KINDS = (
    "overdue", "due-soon", "slipped", "at-risk", "unaccepted", "missed", "warning", "unmeasured", "sla-gap",
    "review-due", "unanswered", "action-overdue", "burn", "ending", "notice", "decision-late", "untold", "report-due",
    "sync-pending", "sync-refused",
)  # fmt: skip
"""All kinds of alerts."""
_RANK = {name: number for number, name in enumerate(SEVERITIES)}


def find(portfolio: Portfolio, ledger: Ledger, *, client: str | None = None) -> list[Alert]:
    """Give the alerts of the portfolio's today, in their order; ``client`` keeps those of that client (the focus).

    The portfolio must hold all milestones that an alert could concern, wherever they lie, and what ``ledger.told``
    names. An unknown client is an InputError.
    """
    if client is not None and client not in portfolio.clients:
        raise InputError(f"there is no client {client}")
    ground = Ground(portfolio, ledger)
    found = [alert for family in FAMILIES for alert in family(ground)]
    return in_order(found if client is None else [alert for alert in found if alert.client == client])


def in_order(alerts: Iterable[Alert]) -> list[Alert]:
    """Sort by severity, day (those without one last), kind, ref."""
    return sorted(alerts, key=lambda one: (_RANK[one.severity], one.day or date.max, one.kind, one.ref, one.message))

"""The gate for what is kept beside the schedule: registers and measures that a client may see."""

from __future__ import annotations

from pmdesk.audience.allowed import shown
from pmdesk.audience.gate import for_client
from pmdesk.model import Action, Kpi, RaidItem
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.ledger import Ledger


def alerts_ground(portfolio: Portfolio, ledger: Ledger, client: str) -> tuple[Portfolio, Ledger]:
    """Give what a client's alerts may be computed from, by data.md ("An audience sees"); InputError without such one.

    RAID, actions, KPIs and their measurements of its engagements with visibility ``client``, without notes; what it was
    told itself. No hours, no budget, no reports, nothing of a remote calendar. An owner or a vendor that it can't know
    is the project manager, or nobody.
    """
    seen = for_client(portfolio, client)

    def is_shown(row: Action | RaidItem | Kpi) -> bool:
        return row.visibility == "client" and row.engagement in seen.engagements

    kpis = tuple(
        shown(row, vendor=row.vendor if row.vendor in seen.vendors else None) for row in ledger.kpis if is_shown(row)
    )
    own = {row.key for row in kpis}
    return seen, Ledger(
        actions=tuple(_action(portfolio, seen, row) for row in ledger.actions if is_shown(row)),
        raid=tuple(_raid(portfolio, seen, row) for row in ledger.raid if is_shown(row)),
        kpis=kpis,
        measurements={key: shown(row) for key, row in ledger.measurements.items() if key in own},
        told=tuple(told for told in ledger.told if told.client == client),
    )


def _action(portfolio: Portfolio, seen: Portfolio, row: Action) -> Action:
    milestone = row.milestone if row.milestone in seen.milestones else None
    return shown(row, owner=_owner(portfolio, seen, row.owner), milestone=milestone)


def _raid(portfolio: Portfolio, seen: Portfolio, row: RaidItem) -> RaidItem:
    escalated = row.escalated_to if row.escalated_to in seen.contacts else None
    return shown(row, owner=_owner(portfolio, seen, row.owner), escalated_to=escalated)


def _owner(portfolio: Portfolio, seen: Portfolio, owner: str) -> str:
    """Give an owner that the client knows: itself, its contacts, its vendors; anybody else is me."""
    head, _, key = owner.partition("/")
    if head == "contact" and key in seen.contacts:
        return owner
    head, _, key = portfolio.stands_for(owner).partition("/")
    known = (head == "client" and key in seen.clients) or (head == "vendor" and key in seen.vendors)
    return f"{head}/{key}" if known else "me"

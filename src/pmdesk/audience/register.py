"""The gate for what reports are made of: the registers and measures that a client may see."""

from __future__ import annotations

from pmdesk.audience.allowed import shown
from pmdesk.audience.ledger import alerts_ground
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.ledger import Ledger
from pmdesk.portfolio.register import Register


def report_ground(portfolio: Portfolio, register: Register, client: str) -> tuple[Portfolio, Register]:
    """Give what a client's report may be made from, by data.md ("An audience sees"); InputError without such one.

    RAID, actions, KPIs and all of their measurements of its engagements with visibility ``client``, without notes. No
    hours: time entries, and whatever could be told from them, stay outside.
    """
    seen, ledger = alerts_ground(
        portfolio, Ledger(actions=register.actions, raid=register.raid, kpis=register.kpis), client
    )
    measurements = {
        row.key: tuple(shown(one) for one in register.measurements[row.key])
        for row in ledger.kpis
        if row.key in register.measurements
    }
    return seen, Register(ledger.actions, ledger.raid, ledger.kpis, measurements)

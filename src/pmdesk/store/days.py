"""Reads a day: the portfolio of a window without what Today never shows, and the ledger beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmdesk.frozen import frozen, replace
from pmdesk.model import Assignment, Blackout, Client, Contact, Engagement, Event, Milestone, Override, Vendor, Waiver
from pmdesk.portfolio import Portfolio, Window
from pmdesk.portfolio.ledger import Ledger
from pmdesk.schedule.conflicts.needed import NEEDED
from pmdesk.store import snapshots
from pmdesk.store.driver import Connection
from pmdesk.store.ledgers import read_ledger, read_wanted
from pmdesk.store.rows import read_in

AROUND = 8
"""Days around the window for which what lasts for days is read: more than zones lie apart."""
NEAR = 3
"""Days around the window for which events are read: few reach out of it so far."""
SURE = (NEAR - 1) * 86_400
"""Seconds beyond the window of which every event is there, wherever it takes place."""


_LOOKED_AT: snapshots.Only = {
    **NEEDED,
    Contact: ("key", "of", "name"),
    Engagement: (
        *NEEDED[Engagement], "budget_hours", "decision_date", "notice_days", "report_every", "report_day",
    ),
    Milestone: (*NEEDED[Milestone], "baseline", "acceptance", "accepted_on"),
}  # fmt: skip
"""The columns of what is scheduled that conflicts and alerts look at: a short list needs no more."""


@frozen
class Read:
    """A window's portfolio and a day's ledger.

    ``totals`` says how many alerts there are of a kind of which the first alone were read; it is empty where all were.
    """

    portfolio: Portfolio
    ledger: Ledger
    totals: Mapping[str, int]


def read_day(
    connection: Connection, window: Window, today: date, *, most: int | None = None, client: str | None = None
) -> Read:
    """Read a window's portfolio and the ledger of a day, as of one moment.

    The portfolio holds the events of the window and ``SURE`` seconds around it, the milestones due in it with their
    predecessors, and wherever they lie the milestones that want attention and what was told on other days. It has no
    sites, and those contacts alone that own or were asked something. With ``most``, of the milestones that want
    attention the first so many of each kind of alert are read (those of ``client``, where one is given), and of what is
    scheduled those columns alone that conflicts and alerts look at.
    """
    wide = window.wider(AROUND)
    only = {} if most is None else _LOOKED_AT
    connection.execute("BEGIN")
    try:
        portfolio, ledger = _scheduled(connection, window, today, only), read_ledger(connection, today)
        counted = standing(portfolio, client)
        wanted, totals = read_wanted(connection, today, counted, most, only.get(Milestone))
        portfolio = replace(portfolio, milestones={**wanted, **portfolio.milestones})
        portfolio = _with_contacts(connection, _with_told(connection, portfolio, ledger), ledger, only)
    finally:
        connection.execute("COMMIT")
    return Read(snapshots.with_holidays(connection, portfolio, wide), ledger, totals)


def standing(portfolio: Portfolio, client: str | None) -> set[str]:
    """Give the keys of the agreed engagements of active clients (of ``client``, where one is given)."""
    gone = {key for key, row in portfolio.clients.items() if row.status == "archived"}
    return {
        key
        for key, row in portfolio.engagements.items()
        if row.status in {"active", "paused"} and row.client not in gone and client in {None, row.client}
    }


def _scheduled(connection: Connection, window: Window, today: date, only: snapshots.Only) -> Portfolio:
    wide = window.wider(AROUND)
    events, overrides = snapshots.events(connection, window.wider(NEAR), only)
    return Portfolio(
        today=today,
        profile=snapshots.read_profile(connection),
        clients=snapshots.whole(connection, Client, only),
        vendors=snapshots.whole(connection, Vendor, only),
        engagements=snapshots.whole(connection, Engagement, only),
        allocations=snapshots.allocations(connection, wide),
        assignments=snapshots.dated(connection, Assignment, wide, only),
        milestones=snapshots.milestones(connection, window, only),
        events=events,
        overrides=overrides,
        blackouts=snapshots.dated(connection, Blackout, wide, only),
        waivers=snapshots.whole(connection, Waiver),
    )


def _with_told(connection: Connection, portfolio: Portfolio, ledger: Ledger) -> Portfolio:
    """Add what was told on other days than it stands on, wherever it lies."""
    if not ledger.told:
        return portfolio
    keys: dict[str, set[str]] = {"milestone": set(), "event": set(), "blackout": set(), "engagement": set()}
    for told in ledger.told:
        head, _, key = told.ref.partition("/")
        keys[head].add(key)
    fresh = keys["event"] - portfolio.events.keys()
    milestones = read_in(connection, Milestone, "key", keys["milestone"] - portfolio.milestones.keys())
    blackouts = read_in(connection, Blackout, "key", keys["blackout"] - portfolio.blackouts.keys())
    overrides: dict[str, tuple[Override, ...]] = dict(portfolio.overrides)
    for override in read_in(connection, Override, "event", fresh):
        overrides[override.event] = (*overrides.get(override.event, ()), override)
    return replace(
        portfolio,
        milestones={**portfolio.milestones, **{row.key: row for row in milestones}},
        events={**portfolio.events, **{row.key: row for row in read_in(connection, Event, "key", fresh)}},
        overrides=overrides,
        blackouts={**portfolio.blackouts, **{row.key: row for row in blackouts}},
    )


def _with_contacts(connection: Connection, portfolio: Portfolio, ledger: Ledger, only: snapshots.Only) -> Portfolio:
    owned = (portfolio.milestones.values(), ledger.actions, ledger.raid)
    keys = {row.owner[8:] for rows in owned for row in rows if row.owner.startswith("contact/")}
    for row, step in ledger.escalated:
        keys |= {step.contact or "", row.owner[8:] if row.owner.startswith("contact/") else ""} - {""}
    found = read_in(connection, Contact, "key", keys, only.get(Contact))
    return replace(portfolio, contacts={row.key: row for row in found})


def read_promises(connection: Connection, window: Window, today: date, *, due: Window | None) -> Portfolio:
    """Read what capacity hangs on in a window: terms, hours, assignments, blackouts, and the milestones of ``due``."""
    wide = window.wider(14)
    connection.execute("BEGIN")
    try:
        portfolio = Portfolio(
            today=today,
            profile=snapshots.read_profile(connection),
            window=window,
            clients=snapshots.whole(connection, Client),
            vendors=snapshots.whole(connection, Vendor),
            engagements=snapshots.whole(connection, Engagement),
            allocations=snapshots.allocations(connection, wide),
            assignments=snapshots.dated(connection, Assignment, wide),
            milestones=snapshots.milestones(connection, due) if due else {},
            blackouts=snapshots.dated(connection, Blackout, wide),
        )
    finally:
        connection.execute("COMMIT")
    return snapshots.with_holidays(connection, portfolio, wide)

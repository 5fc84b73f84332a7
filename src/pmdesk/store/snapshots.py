"""Reads the portfolio: clients, vendors, engagements whole, dated things for a window."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from pmdesk.frozen import replace
from pmdesk.model import (
    Allocation,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Event,
    Milestone,
    Noun,
    Override,
    Profile,
    Site,
    Vendor,
    Waiver,
)
from pmdesk.portfolio import Portfolio, Window
from pmdesk.store import holidays_kept
from pmdesk.store.driver import Connection
from pmdesk.store.rows import order_of, read, read_in

N = TypeVar("N", bound=Noun)
_YEARS_AHEAD = 5
"""How far public holidays reach beyond today where a portfolio has no window."""


def whole(connection: Connection, noun: type[N]) -> dict[str, N]:
    """Read all rows of a noun, by key."""
    return {row.identity[0]: row for row in read(connection, noun, order_of(noun))}


def dated(connection: Connection, noun: type[N], window: Window | None) -> dict[str, N]:
    """Read the rows of a noun with a start and an end that touch the window, by key."""
    if window is None:
        return whole(connection, noun)
    found = read(
        connection, noun, 'WHERE start <= ? AND ("end" IS NULL OR "end" >= ?) ORDER BY key',
        [window.last.isoformat(), window.first.isoformat()],
    )  # fmt: skip
    return {row.identity[0]: row for row in found}


def milestones(connection: Connection, window: Window | None) -> dict[str, Milestone]:
    """Read the milestones due in the window, and the predecessors of those wherever they lie."""
    if window is None:
        return whole(connection, Milestone)
    first, last = window.first.isoformat(), window.last.isoformat()
    found = {
        row.key: row for row in read(connection, Milestone, "WHERE due BETWEEN ? AND ? ORDER BY key", [first, last])
    }
    missing = {item.key for row in found.values() for item in row.after} - found.keys()
    for row in read_in(connection, Milestone, "key", missing):
        found[row.key] = row
    return found


def events(connection: Connection, window: Window | None) -> tuple[dict[str, Event], dict[str, tuple[Override, ...]]]:
    """Read the events that may touch the window, with all of their overrides."""
    if window is None:
        found, overrides = whole(connection, Event), read(connection, Override, order_of(Override))
    else:
        span = "IN (SELECT event FROM event_spans WHERE first_day <= ? AND (last_day IS NULL OR last_day >= ?))"
        bounds = [window.last.isoformat(), window.first.isoformat()]
        found = {row.key: row for row in read(connection, Event, f"WHERE key {span} ORDER BY key", bounds)}
        overrides = read(connection, Override, f"WHERE event {span} ORDER BY event, occurrence", bounds)
    grouped: dict[str, list[Override]] = {}
    for override in overrides:
        grouped.setdefault(override.event, []).append(override)
    return found, {key: tuple(rows) for key, rows in grouped.items()}


def allocations(connection: Connection, window: Window | None) -> dict[str, tuple[Allocation, ...]]:
    """Read the allocations that touch the window, by engagement."""
    condition, bounds = "", []
    if window is not None:
        condition, bounds = 'WHERE start <= ? AND "end" >= ?', [window.last.isoformat(), window.first.isoformat()]
    grouped: dict[str, list[Allocation]] = {}
    for row in read(connection, Allocation, f"{condition} {order_of(Allocation)}", bounds):
        grouped.setdefault(row.engagement, []).append(row)
    return {key: tuple(rows) for key, rows in grouped.items()}


def regions_of(*groups: Iterable[Profile | Client | Vendor]) -> set[str]:
    """Give the public-holiday regions that anybody has."""
    return {row.holidays for group in groups for row in group if row.holidays}


def read_profile(connection: Connection) -> Profile:
    """Read the one row of the project manager."""
    return read(connection, Profile)[0]


def read_portfolio(connection: Connection, window: Window | None, today: date) -> Portfolio:
    """Read what is true at this moment, in one read transaction.

    ``window`` is widened to whole ISO weeks and a margin, since weeks and zones reach beyond its days.
    """
    wide = window.wider(14) if window else None
    own = not connection.in_transaction
    if own:
        connection.execute("BEGIN")
    try:
        profile = read_profile(connection)
        clients, vendors = whole(connection, Client), whole(connection, Vendor)
        found, overrides = events(connection, wide)
        portfolio = Portfolio(
            today=today,
            profile=profile,
            window=window,
            clients=clients,
            vendors=vendors,
            contacts=whole(connection, Contact),
            sites=whole(connection, Site),
            engagements=whole(connection, Engagement),
            allocations=allocations(connection, wide),
            assignments=dated(connection, Assignment, wide),
            milestones=milestones(connection, wide),
            events=found,
            overrides=overrides,
            blackouts=dated(connection, Blackout, wide),
            waivers=whole(connection, Waiver),
        )
    finally:
        if own:
            connection.execute("COMMIT")
    return with_holidays(connection, portfolio, wide)


def with_holidays(connection: Connection, portfolio: Portfolio, wide: Window | None) -> Portfolio:
    """Add the public holidays of the years of a window, computing and keeping what is missing."""
    regions = regions_of([portfolio.profile], portfolio.clients.values(), portfolio.vendors.values())
    if wide is None:
        days = [row.due for row in portfolio.milestones.values()] + [
            row.start.date() for row in portfolio.events.values()
        ]
        days.append(portfolio.today)
        wide = Window(min(days), max(max(days), portfolio.today.replace(month=12, day=31)))
        years = range(wide.first.year, min(wide.last.year + _YEARS_AHEAD, 9999) + 1)
    else:
        years = range(wide.first.year, wide.last.year + 1)
    return replace(portfolio, holidays=holidays_kept.read(connection, regions, years))

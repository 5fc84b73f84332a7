"""Reads the portfolio: clients, vendors, engagements whole, dated things for a window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

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
    columns_of,
)
from pmdesk.portfolio import Portfolio, Window
from pmdesk.store import holidays_kept
from pmdesk.store.driver import Connection
from pmdesk.store.rows import order_of, read, read_in

N = TypeVar("N", bound=Noun)
Only = Mapping[type[Noun], tuple[str, ...]]
"""The columns that are read of nouns, the others being left empty: all where one is not named, no row where none is."""
_ALL: Only = {}
Beside = Mapping[type[Noun], Mapping[str, Any]]
"""Rows that are held already, by noun and key, and given again where those that are read are equal."""
_NONE: Beside = {}
_YEARS_AHEAD = 5
"""How far public holidays reach beyond today where a portfolio has no window."""


@cache
def visible() -> Only:
    """Give the columns of the portfolio's nouns that are not hidden."""
    nouns: tuple[type[Noun], ...] = (Client, Engagement, Milestone, Event, Blackout)
    return {noun: tuple(name for name, column in columns_of(noun).items() if not column.hidden) for noun in nouns}


def whole(connection: Connection, noun: type[N], only: Only = _ALL, beside: Beside = _NONE) -> dict[str, N]:
    """Read all rows of a noun, by key."""
    columns = only.get(noun)
    if columns == ():
        return {}
    return {row.identity[0]: row for row in read(connection, noun, order_of(noun), (), columns, beside.get(noun))}


def dated(
    connection: Connection, noun: type[N], window: Window | None, only: Only = _ALL, beside: Beside = _NONE
) -> dict[str, N]:
    """Read the rows of a noun with a start and an end that touch the window, by key."""
    if window is None:
        return whole(connection, noun, only, beside)
    found = read(
        connection, noun, 'WHERE start <= ? AND ("end" IS NULL OR "end" >= ?) ORDER BY key',
        [window.last.isoformat(), window.first.isoformat()], only.get(noun),
        beside.get(noun),
    )  # fmt: skip
    return {row.identity[0]: row for row in found}


def milestones(
    connection: Connection, window: Window | None, only: Only = _ALL, beside: Beside = _NONE
) -> dict[str, Milestone]:
    """Read the milestones due in the window, and the predecessors of those wherever they lie."""
    if window is None:
        return whole(connection, Milestone, only)
    bounds = [window.first.isoformat(), window.last.isoformat()]
    columns, held = only.get(Milestone), beside.get(Milestone)
    rows = read(connection, Milestone, "WHERE due BETWEEN ? AND ? ORDER BY key", bounds, columns, held)
    found = {row.key: row for row in rows}
    missing = {item.key for row in rows for item in row.after} - found.keys()
    for row in read_in(connection, Milestone, "key", missing, columns, held):
        found[row.key] = row
    return found


def events(
    connection: Connection, window: Window | None, only: Only = _ALL, beside: Beside = _NONE
) -> tuple[dict[str, Event], dict[str, tuple[Override, ...]]]:
    """Read the events that may touch the window, with all of their overrides."""
    if window is None:
        found, overrides = whole(connection, Event, only), read(connection, Override, order_of(Override))
    else:
        span = "first_day <= ? AND (last_day IS NULL OR last_day >= ?)"
        among = f"WHERE key IN (SELECT event FROM event_spans WHERE {span}) ORDER BY key"
        # Few events have overrides: their spans are looked up one by one.
        having = f"WHERE EXISTS (SELECT 1 FROM event_spans WHERE event_spans.event = overrides.event AND {span})"
        bounds = [window.last.isoformat(), window.first.isoformat()]
        rows = read(connection, Event, among, bounds, only.get(Event), beside.get(Event))
        found = {row.key: row for row in rows}
        overrides = read(connection, Override, f"{having} {order_of(Override)}", bounds)
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


def read_portfolio(
    connection: Connection, window: Window | None, today: date, only: Only = _ALL, beside: Beside = _NONE
) -> Portfolio:
    """Read what is true at this moment, in one read transaction.

    ``window`` is widened to whole ISO weeks and a margin, since weeks and zones reach beyond its days. ``only`` are
    the columns that will be looked at, ``beside`` rows that are held already.
    """
    wide = window.wider(14) if window else None
    own = not connection.in_transaction
    if own:
        connection.execute("BEGIN")
    try:
        profile = read_profile(connection)
        clients, vendors = whole(connection, Client, only, beside), whole(connection, Vendor, only, beside)
        found, overrides = events(connection, wide, only, beside)
        portfolio = Portfolio(
            today=today,
            profile=profile,
            window=window,
            clients=clients,
            vendors=vendors,
            contacts=whole(connection, Contact, only, beside),
            sites=whole(connection, Site, only, beside),
            engagements=whole(connection, Engagement, only, beside),
            allocations=allocations(connection, wide),
            assignments=dated(connection, Assignment, wide, only, beside),
            milestones=milestones(connection, wide, only, beside),
            events=found,
            overrides=overrides,
            blackouts=dated(connection, Blackout, wide, only, beside),
            waivers=whole(connection, Waiver, only),
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

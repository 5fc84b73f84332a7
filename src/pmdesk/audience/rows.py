"""The gate for single rows: those that a client may see, with what it may see of them, and edits of what it saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from pmdesk.audience.allowed import ALLOWED, shown
from pmdesk.audience.gate import for_client
from pmdesk.audience.ledger import alerts_ground
from pmdesk.model import (
    Action,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Event,
    Kpi,
    Milestone,
    Noun,
    Override,
    Profile,
    RaidItem,
    Site,
    Vendor,
    columns_of,
)
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.ledger import Ledger

N = TypeVar("N", bound=Noun)
_TABLES: dict[type[Noun], str] = {
    Client: "clients", Vendor: "vendors", Contact: "contacts", Site: "sites", Engagement: "engagements",
    Assignment: "assignments", Milestone: "milestones", Event: "events", Blackout: "blackouts",
}  # fmt: skip
_REGISTERS: dict[type[Noun], str] = {Action: "actions", RaidItem: "raid", Kpi: "kpis"}
_DATED = (Milestone, Event, Blackout, Override)


def rows_for(portfolio: Portfolio, client: str, noun: type[N], rows: Iterable[N], beside: Iterable[N] = ()) -> list[N]:
    """Give those of some rows that a client may see, by data.md ("An audience sees"), in their order.

    ``portfolio`` is the whole one, of any window; ``beside`` are rows of the noun that these speak of (predecessors).
    A noun that is allowed nowhere gives nothing; InputError where there is no such client.
    """
    given = list(rows)
    if noun is Profile:
        return cast("list[N]", [Profile(timezone=portfolio.profile.timezone)])
    if noun not in ALLOWED:
        return []
    base = replace(portfolio, milestones={}, events={}, overrides={}, blackouts={}) if noun in _DATED else portfolio
    if noun in _TABLES:
        return _scheduled(base, client, noun, given, beside)
    if noun in _REGISTERS:
        held: Any = {_REGISTERS[noun]: tuple(given)}
        ledger = Ledger(**held)
        _, seen = alerts_ground(base, ledger, client)
        return list(getattr(seen, _REGISTERS[noun]))
    return []


def _scheduled(portfolio: Portfolio, client: str, noun: type[N], rows: Sequence[N], beside: Iterable[N]) -> list[N]:
    name = _TABLES[noun]
    given = {row.identity[0]: row for row in rows}
    known = {row.identity[0]: row for row in beside}
    held = {**known, **given} if noun in _DATED else {**getattr(portfolio, name), **given}
    changed: Any = {name: held}
    table = getattr(for_client(replace(portfolio, **changed), client), name)
    return [table[key] for key in given if key in table]


def parts_for(noun: type[N], rows: Iterable[N]) -> list[N]:
    """Give what may be seen of rows that belong to one that may be seen (overrides, measurements)."""
    return [shown(row) for row in rows] if noun in ALLOWED else []


def restored(stored: N, seen: N, edited: N) -> N:
    """Give the stored row with what was edited in what was ``seen`` of it: what was not shown stays as it is."""
    changed: dict[str, Any] = {}
    for name in columns_of(type(stored)):
        was, now = getattr(seen, name), getattr(edited, name)
        if now == was:
            continue
        if isinstance(now, tuple):
            now = (*now, *(item for item in getattr(stored, name) if item not in was and item not in now))
        changed[name] = now
    made: Any = replace(cast("Any", stored), **changed)
    return cast("N", made)

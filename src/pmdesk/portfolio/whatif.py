"""The portfolio as it would be: changes applied to a snapshot, without writing anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

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
)
from pmdesk.portfolio.changes import Change, Put
from pmdesk.portfolio.snapshot import Portfolio

_FIELDS: dict[type[Noun], str] = {
    Client: "clients",
    Vendor: "vendors",
    Contact: "contacts",
    Site: "sites",
    Engagement: "engagements",
    Assignment: "assignments",
    Milestone: "milestones",
    Event: "events",
    Blackout: "blackouts",
}
_GROUPED: dict[type[Noun], str] = {Allocation: "allocations", Override: "overrides"}


def _regrouped(rows: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    kept = [row for row in rows if row.identity != change.identity]
    if isinstance(change, Put):
        kept.append(change.row)
    return tuple(sorted(kept, key=lambda row: row.identity))


def what_if(portfolio: Portfolio, changes: Iterable[Change]) -> Portfolio:
    """Give the portfolio as it would be after the changes; those of nouns that it does not hold are passed over."""
    profile = portfolio.profile
    edited: dict[str, dict[str, Any]] = {}

    def table(name: str) -> dict[str, Any]:
        if name not in edited:
            rows: Mapping[str, Any] = getattr(portfolio, name)
            edited[name] = dict(rows)
        return edited[name]

    for change in changes:
        if change.noun in _FIELDS:
            rows = table(_FIELDS[change.noun])
            if isinstance(change, Put):
                rows[change.identity[0]] = change.row
            else:
                rows.pop(change.identity[0], None)
        elif change.noun in _GROUPED:
            rows = table(_GROUPED[change.noun])
            owner = change.identity[0]
            rows[owner] = _regrouped(rows.get(owner, ()), change)
        elif isinstance(change, Put) and isinstance(change.row, Profile):
            profile = change.row
    tables: dict[str, Any] = dict(edited)
    return replace(portfolio, profile=profile, **tables)

"""Two portfolios side by side, of which what is equal is held once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from operator import is_
from typing import Any

from pmdesk.model import Milestone, Noun
from pmdesk.model.after import share_key
from pmdesk.portfolio.snapshot import Portfolio


def sharing(portfolio: Portfolio, other: Portfolio) -> Portfolio:
    """Give a portfolio with the rows of another one in place of its own where they are equal."""
    values: dict[str, Any] = {item.name: getattr(portfolio, item.name) for item in fields(Portfolio)}
    tables = {name: value for name, value in values.items() if isinstance(value, Mapping)}
    shared: dict[str, Any] = {name: _shared(rows, getattr(other, name)) for name, rows in tables.items()}
    return replace(portfolio, **shared)


def rows_of(portfolio: Portfolio) -> dict[type[Noun], Mapping[str, Any]]:
    """Give the rows of a portfolio that are known by a key alone, by noun and key."""
    tables = (getattr(portfolio, item.name) for item in fields(Portfolio))
    found = (rows for rows in tables if isinstance(rows, Mapping) and rows)
    firsts = ((next(iter(rows.values())), rows) for rows in found)
    return {type(first): rows for first, rows in firsts if isinstance(first, Noun)}


def share_keys(milestones: Mapping[str, Milestone]) -> None:
    """Hold the key of a predecessor that is among milestones once, with its own row."""
    for row in milestones.values():
        for item in row.after:
            before = milestones.get(item.key)
            if before is not None:
                share_key(item, before.key)


def _shared(rows: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
    alike = {key: held for key, row in rows.items() if (held := known.get(key)) is not row and held == row}
    found = {**rows, **alike} if alike else rows
    is_same = len(found) == len(known) and all(map(is_, found.values(), known.values()))
    return known if is_same else found

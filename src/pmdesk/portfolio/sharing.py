"""Two portfolios side by side, of which what is equal is held once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from pmdesk.portfolio.snapshot import Portfolio


def sharing(portfolio: Portfolio, other: Portfolio) -> Portfolio:
    """Give a portfolio with the rows of another one in place of its own where they are equal."""
    values: dict[str, Any] = {item.name: getattr(portfolio, item.name) for item in fields(Portfolio)}
    tables = {name: value for name, value in values.items() if isinstance(value, Mapping)}
    shared: dict[str, Any] = {name: _shared(rows, getattr(other, name)) for name, rows in tables.items()}
    return replace(portfolio, **shared)


def _shared(rows: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
    found = {key: same if (same := known.get(key)) == row else row for key, row in rows.items()}
    is_same = list(found) == list(known) and all(found[key] is known[key] for key in known)
    return known if is_same else found

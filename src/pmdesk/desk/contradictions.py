"""The conflicts of a window as ``pmdesk conflicts`` tells them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pmdesk.errors import InputError
from pmdesk.portfolio import Portfolio, Window

if TYPE_CHECKING:
    from pmdesk.store import Store


def reaching(store: Store, window: Window, today: date, proposed: Collection[str]) -> Portfolio:
    """Read the portfolio so far around a window that its conflicts in it are whole."""
    from pmdesk.schedule.conflicts import reach

    asked = window
    while True:
        portfolio = store.portfolio(asked, today)
        wide = reach(replace(portfolio, window=window), window, proposed)
        if asked.first <= wide.first and wide.last <= asked.last:
            return replace(portfolio, window=window)
        asked = Window(min(asked.first, wide.first), max(asked.last, wide.last))


def conflicts_json(
    store: Store,
    window: Window,
    today: date,
    *,
    proposed: Collection[str] = (),
    client: str | None = None,
    audience: str | None = None,
    kinds: Collection[str] = (),
    severity: str = "low",
) -> dict[str, Any]:
    """Give the JSON object of ``pmdesk conflicts``; InputError for an unknown key, kind, or both options together."""
    from pmdesk.audience.conflicts import conflicts_for
    from pmdesk.schedule.conflicts import as_json, find

    if client is not None and audience is not None:
        raise InputError("--client and --audience exclude each other")
    with_ = frozenset(proposed)
    portfolio = reaching(store, window, today, with_)
    if audience is not None:
        found = conflicts_for(portfolio, window, audience, with_=with_, kinds=kinds, severity=severity)
    else:
        found = find(portfolio, window, with_=with_, client=client, kinds=kinds, severity=severity)
    return as_json(found, today=today, window=window, client=client, audience=audience)

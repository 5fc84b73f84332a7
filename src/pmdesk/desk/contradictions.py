"""The conflicts of a window as ``pmdesk conflicts`` tells them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from pmdesk.desk.garbage import without_collection
from pmdesk.errors import InputError
from pmdesk.portfolio import Window

if TYPE_CHECKING:
    from pmdesk.store import Store


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
    from pmdesk.schedule.conflicts import NEEDED, as_json, find, whole

    if client is not None and audience is not None:
        raise InputError("--client and --audience exclude each other")
    with_ = frozenset(proposed)
    with without_collection():
        scene = whole(lambda asked: store.portfolio(asked, today, NEEDED), window, with_)
        portfolio = scene.portfolio
        if audience is not None:
            found = conflicts_for(portfolio, window, audience, with_=with_, kinds=kinds, severity=severity, scene=scene)
        else:
            found = find(portfolio, window, with_=with_, client=client, kinds=kinds, severity=severity, scene=scene)
        return as_json(found, today=today, window=window, client=client, audience=audience)

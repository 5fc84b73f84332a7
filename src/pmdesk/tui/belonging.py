"""Whose a row of any noun is, and what it says to a filter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from pmdesk.capture.filters import Facts
from pmdesk.model import BY_KIND, Client, Engagement, Measurement, Noun, Vendor, columns_of
from pmdesk.tui import refs

if TYPE_CHECKING:
    from pmdesk.portfolio import Portfolio
    from pmdesk.tui.view import View

_TEXTS = (
    "title", "name", "text", "note", "notes", "role", "services", "objective", "plan", "contingency", "trigger", "type",
    "kind", "unit", "email", "phone", "address", "what_happened", "root_cause", "recommendation", "acceptance",
)  # fmt: skip
_DAYS = ("due", "review", "date", "end", "start")
"""What ``due`` means to a filter, the first that a noun has."""


def client_of(portfolio: Portfolio, row: Noun | None) -> str | None:
    """Give the key of the client that a row belongs to; None where it is mine, a vendor's, or not known."""
    if row is None or isinstance(row, Vendor):
        return None
    if isinstance(row, Client):
        return row.key
    if isinstance(row, Engagement):
        return row.client
    engagement = portfolio.engagements.get(getattr(row, "engagement", None) or "")
    if engagement is not None:
        return engagement.client
    event = portfolio.events.get(getattr(row, "event", None) or "")
    if event is not None:
        return client_of(portfolio, event)
    for name in ("who", "of"):
        who = str(getattr(row, name, "") or "")
        if who.startswith("client/"):
            return who.partition("/")[2]
    client: str | None = getattr(row, "client", None)
    return client


def vendors_of(portfolio: Portfolio, client: str) -> frozenset[str]:
    """Give the keys of the vendors that are assigned to a client's engagements."""
    engagements = portfolio.engagements
    return frozenset(
        row.vendor for row in portfolio.assignments.values()
        if row.status != "cancelled" and engagements[row.engagement].client == client
    )  # fmt: skip


def stands_in(view: View, row: Noun, vendors: frozenset[str] = frozenset()) -> bool:
    """Tell whether a row stands in the context; ``vendors`` are those of the client in focus, and what is theirs."""
    if view.focus is None:
        return True
    if isinstance(row, Vendor):
        return row.key in vendors
    client = client_of(view.portfolio, row)
    if client is not None:
        return client == view.focus
    return any(key in vendors for key in _vendors(row))


def _vendors(row: Noun) -> Iterator[str]:
    """Give the keys of the vendors that a row is of."""
    key = getattr(row, "vendor", None)
    if key:
        yield str(key)
    for field in ("of", "who"):
        party = str(getattr(row, field, "") or "")
        if party.startswith("vendor/"):
            yield party.partition("/")[2]


def day_of(row: Noun) -> date | None:
    """Give the day of a row, if it has one."""
    for name in _DAYS:
        found = getattr(row, name, None)
        if isinstance(found, datetime):
            return found.date()
        if isinstance(found, date):
            return found
    return None


@lru_cache(maxsize=64)
def _said(kind: str) -> tuple[str, ...]:
    """Give the columns of a noun, by its kind, whose text a filter searches."""
    columns = columns_of(BY_KIND[kind])
    return tuple(name for name in _TEXTS if name in columns)


def facts_of(view: View, row: Noun) -> Facts:
    """Give what a row says to a filter."""
    portfolio = view.portfolio
    owner = str(getattr(row, "owner", "") or getattr(row, "who", "") or "")
    name = refs.who_of(portfolio, owner) if owner else ""
    places = tuple(_places(portfolio, row))
    texts = [text for field in _said(row.KIND) if (text := getattr(row, field))]
    text = "\n".join((*texts, *(getattr(row, "tags", ()) or ()), name, *places, *_names(portfolio, row)))
    return Facts(text, places, f"{owner}\0{name}", str(getattr(row, "status", "") or ""), day_of(row))


def _places(portfolio: Portfolio, row: Noun) -> Iterator[str]:
    client = client_of(portfolio, row)
    if client:
        yield client
    for field in ("engagement", "kpi", "site", "key"):
        key = getattr(row, field, None)
        if key:
            yield str(key)
    yield from getattr(row, "vendors", ())
    yield from _vendors(row)


def _names(portfolio: Portfolio, row: Noun) -> Iterator[str]:
    client = portfolio.clients.get(client_of(portfolio, row) or "")
    if client:
        yield client.name
    engagement = portfolio.engagements.get(getattr(row, "engagement", None) or "")
    if engagement:
        yield engagement.name
    vendor = portfolio.vendors.get(getattr(row, "vendor", None) or "")
    if vendor:
        yield vendor.name
    if isinstance(row, Measurement):
        yield row.kpi

"""A small desk on Monday 23 November 2026 for the tables of alerts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from pmdesk.model import Client, Engagement, Milestone, Noun, Profile, Vendor
from pmdesk.portfolio.ledger import Ledger
from pmdesk.schedule.alerts import Alert, find
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)
STARTED = date(2026, 1, 5)


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


def deal(key: str = "A", **more: Any) -> Engagement:
    return Engagement(key, more.pop("client", "ACME"), f"Deal {key}", start=more.pop("start", STARTED), **more)


def due(when: date, **more: Any) -> Milestone:
    more.setdefault("baseline", when)
    return Milestone(more.pop("key", "M"), more.pop("engagement", "A"), "UAT", when, **more)


PEOPLE: list[Noun] = [
    Profile(timezone="Europe/Madrid", hours="Mon-Fri 09:00-17:00"),
    Client("ACME", "Acme", timezone="America/Chicago"),
    Client("OLD", "Oldco", status="archived"),
    Vendor("FIBRE", "FibreCo"),
    Vendor("GONE", "Goneco", status="archived"),
]
"""Everybody; ``A`` is an active engagement of Acme unless a test brings its own."""


def alerts(*rows: Noun, today: date = TODAY, client: str | None = None, **ledger: Any) -> list[Alert]:
    """Find the alerts of some rows beside everybody."""
    return find(portfolio_of(with_deal(rows), today), Ledger(**ledger), client=client)


def with_deal(rows: Iterable[Noun]) -> list[Noun]:
    own = list(rows)
    has_deal = any(isinstance(row, Engagement) and row.key == "A" for row in own)
    return [*PEOPLE, *([] if has_deal else [deal()]), *own]


def kinds(found: list[Alert]) -> list[str]:
    return sorted(alert.kind for alert in found)

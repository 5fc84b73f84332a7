"""When the project manager is busy elsewhere: spans without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.instants import moment, zone
from pmdesk.schedule.recurrence import runs


@dataclass(frozen=True, slots=True)
class Busy:
    """From when to when, as aware moments in UTC."""

    start: datetime
    end: datetime


def busy_for(portfolio: Portfolio, window: Window, client: str) -> tuple[Busy, ...]:
    """Give when I am in meetings that are not this client's; spans that touch are one, so that none can be told apart.

    ``portfolio`` is the whole one. Cancelled occurrences don't count, nor those of closed or archived work.
    """
    place = zone(portfolio.profile.timezone)
    low, high = place.midnight(window.first), place.after(window.last)
    spans: list[tuple[int, int]] = []
    for event in portfolio.events.values():
        if not event.me or event.status == "cancelled" or not _counts(portfolio, event.engagement, client):
            continue
        found = runs(event, portfolio.overrides.get(event.key, ()), portfolio.event_zone(event), low, high)
        spans += [(start, end) for start, end, _ in found if end > start]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(Busy(moment(start), moment(end)) for start, end in merged)


def _counts(portfolio: Portfolio, engagement: str | None, client: str) -> bool:
    if engagement is None:
        return True
    row = portfolio.engagements[engagement]
    return row.client != client and row.status != "closed" and portfolio.clients[row.client].status == "active"

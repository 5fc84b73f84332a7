"""What one wants to know of a client when one turns to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.model import Action, Event, Note
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.instants import moment, zone
from pmdesk.schedule.recurrence import runs

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.store import Entry

DATES, WAITS = 3, 2
AHEAD = 60
"""Days ahead in which meetings are looked for."""
LOOKED_AT = 200
"""So many of the newest changes are looked through."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A date of the client: its title, its day there, and its moment where it has one."""

    title: str
    day: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A client at a glance.

    ``since`` is when one was last here, and ``changes`` what was done to the client's things from then on, newest
    first; ``dates`` come next, in the client's zone; ``waits`` are open actions that wait on somebody else, by due;
    ``note`` is the last one.
    """

    client: str
    since: datetime | None
    changes: tuple[Entry, ...]
    dates: tuple[Upcoming, ...]
    waits: tuple[Action, ...]
    note: Note | None


def read_brief(sight: Sight, portfolio: Portfolio, client: str, since: datetime | None) -> Brief:
    """Read the brief of a client; ``portfolio`` is that around today."""
    works = {row.key for row in portfolio.engagements_by_client.get(client, ())}
    actions = [row for key in sorted(works) for row in sight.rows(Action, engagement=key, status="open")]
    waits = sorted((row for row in actions if row.owner != "me"), key=lambda row: (row.due or date.max, row.key))
    notes = [*sight.rows(Note, client=client), *(row for key in works for row in sight.rows(Note, engagement=key))]
    entries = sight.entries(LOOKED_AT) if since else []
    return Brief(
        client,
        since,
        tuple(one for one in entries if since and one.at > since and client in one.clients and one.state == "done"),
        next_dates(portfolio, client, works, sight.now()),
        tuple(waits[:WAITS]),
        max(notes, key=lambda row: (row.date, row.key), default=None),
    )


def next_dates(portfolio: Portfolio, client: str, works: Iterable[str], now: datetime) -> tuple[Upcoming, ...]:
    """Give a client's next dates: open milestones from today on, and meetings that have not begun."""
    there = zone(portfolio.zone_of(f"client/{client}")).info
    today = portfolio.today
    found: list[Upcoming] = []
    for key in works:
        rows = portfolio.milestones_by_engagement.get(key, ())
        found += [Upcoming(row.title, row.due) for row in rows if row.is_open and row.due >= today][:DATES]
        for event in portfolio.events_by_engagement.get(key, ()):
            found += _meetings(portfolio, event, now, there)
    return tuple(sorted(found, key=lambda one: (one.day, one.at is None, str(one.at), one.title))[:DATES])


def _meetings(portfolio: Portfolio, event: Event, now: datetime, there: ZoneInfo) -> list[Upcoming]:
    mine = zone(portfolio.profile.timezone)
    low = mine.midnight(portfolio.today)
    high = mine.after(portfolio.today + timedelta(days=AHEAD)) if portfolio.today.year < 9999 else low
    changed = portfolio.overrides.get(event.key, ())
    found = []
    for start, _, _ in runs(event, changed, portfolio.event_zone(event), low, high):
        at = moment(start)
        if at >= now:
            own = at.astimezone(there)
            found.append(Upcoming(event.title, own.date(), own))
    return sorted(found, key=lambda one: str(one.at))[:DATES]

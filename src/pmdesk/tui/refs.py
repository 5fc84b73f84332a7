"""What a ref stands for, in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from pmdesk.model import Assignment, Blackout, Engagement, Event, Milestone, Noun
from pmdesk.portfolio import Portfolio
from pmdesk.tui import words

if TYPE_CHECKING:
    from pmdesk.schedule.conflicts.conflict import Conflict

ELSEWHERE = "busy elsewhere"
_TABLES = {
    "milestone": "milestones", "event": "events", "assignment": "assignments", "engagement": "engagements",
    "client": "clients", "vendor": "vendors", "blackout": "blackouts", "contact": "contacts", "site": "sites",
}  # fmt: skip


class Told(NamedTuple):
    """A thing in words: its title, whose it is (a client's key or none), where it belongs, and when it is."""

    title: str
    client: str | None
    place: str
    when: str
    day: date | None


def row_of(portfolio: Portfolio, ref: str) -> Noun | None:
    """Give the row that a ref names, if the portfolio holds it."""
    kind, _, key = ref.partition("/")
    table = _TABLES.get(kind)
    row: Noun | None = getattr(portfolio, table).get(key) if table else None
    return row


def client_of(portfolio: Portfolio, ref: str) -> str | None:
    """Give the key of the client that a ref belongs to; None where it is mine, a vendor's, or not known."""
    row = row_of(portfolio, ref)
    if ref.startswith("client/"):
        return ref.partition("/")[2]
    if isinstance(row, Engagement):
        return row.client
    if isinstance(row, Milestone | Assignment | Event):
        engagement = portfolio.engagements.get(row.engagement or "")
        return engagement.client if engagement else None
    if isinstance(row, Blackout) and row.who.startswith("client/"):
        return row.who.partition("/")[2]
    return None


def place_of(portfolio: Portfolio, engagement: str | None) -> str:
    """Give ``Acme Retail · POS rollout`` of an engagement's key."""
    row = portfolio.engagements.get(engagement or "")
    if row is None:
        return ""
    client = portfolio.clients.get(row.client)
    return f"{client.name} · {row.name}" if client else row.name


def things_of(portfolio: Portfolio, row: Engagement) -> list[str]:
    """Give the refs of an engagement and of what belongs to it and can be contradictory."""
    things = (
        *portfolio.milestones_by_engagement.get(row.key, ()), *portfolio.assignments_by_engagement.get(row.key, ()),
        *portfolio.events_by_engagement.get(row.key, ()), row,
    )  # fmt: skip
    return [one.ref for one in things]


def tell(portfolio: Portfolio, ref: str) -> Told:
    """Put a ref into words."""
    row, today = row_of(portfolio, ref), portfolio.today
    client = client_of(portfolio, ref)
    if isinstance(row, Milestone):
        return Told(row.title, client, place_of(portfolio, row.engagement), words.week_day(row.due, today), row.due)
    if isinstance(row, Event):
        start = row.start.date()
        zone = portfolio.event_zone(row)
        where = f" {words.city(zone)}" if zone != portfolio.profile.timezone else ""
        first = words.week_day(start, today)
        when = f"repeats at {row.start:%H:%M}{where}" if row.rrule else f"{first} {row.start:%H:%M}{where}"
        return Told(row.title, client, place_of(portfolio, row.engagement) or "mine", when, start)
    if isinstance(row, Assignment):
        end = portfolio.assignment_end(row)
        when = words.day_range(row.start, end, today) if end else f"from {words.short_day(row.start, today)}"
        vendor = portfolio.vendors.get(row.vendor)
        return Told(vendor.name if vendor else row.vendor, client, place_of(portfolio, row.engagement), when, row.start)
    if isinstance(row, Blackout):
        name = portfolio.name_of(row.who)
        return Told(row.title, client, name, words.day_range(row.start, row.end, today), row.start)
    if isinstance(row, Engagement):
        end_words = words.short_day(row.end, today) if row.end else "open"
        when = f"{words.short_day(row.start, today)} – {end_words}"
        return Told(row.name, client, place_of(portfolio, row.key).partition(" · ")[0], when, row.start)
    if ref == "elsewhere":
        return Told(ELSEWHERE, None, "", "", None)
    return Told(who_of(portfolio, ref), client, "", "", None)


def who_of(portfolio: Portfolio, who: str) -> str:
    """Give the name that is shown for a who, an owner or an engagement's ref."""
    kind, _, key = who.partition("/")
    if kind == "elsewhere":
        return ELSEWHERE
    if kind == "engagement":
        row = portfolio.engagements.get(key)
        return row.name if row else key
    try:
        return portfolio.name_of(who)
    except KeyError:
        return key or who


def concerns(portfolio: Portfolio, conflict: Conflict, client: str) -> bool:
    """Tell whether a conflict has an item, or a who, of a client."""
    return client in conflict.clients or client_of(portfolio, conflict.who) == client


def first_day(conflict: Conflict) -> date:
    """Give the day on which a conflict first happens (that of UTC, where it has a time)."""
    return day_of(conflict.occurrences[0].start)


def last_day(conflict: Conflict) -> date:
    """Give the day on which a conflict last happens."""
    return max(day_of(occurrence.end) for occurrence in conflict.occurrences)


def day_of(moment: date | datetime) -> date:
    """Give the day of an occurrence's end or start (that of UTC, where it has a time)."""
    return moment.date() if isinstance(moment, datetime) else moment

"""Dates that have changed since their client was told, and calendars that don't take what is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmdesk.model import Event
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.alerts.alert import HIGH, LOW, MEDIUM, Alert
from pmdesk.schedule.alerts.ground import Ground
from pmdesk.schedule.instants import zone


def changed(ground: Ground) -> Iterator[Alert]:
    """Tell of items whose days are not those that their client's calendar last had (untold).

    Days are a milestone's due, a blackout's range, a term (one of an open end: its start alone), a meeting's days in
    its zone; of a recurring meeting the first alone. What was cancelled meanwhile is not a changed date.
    """
    portfolio = ground.portfolio
    for told in ground.ledger.told:
        now = days_of(portfolio, told.ref, ground)
        if now is None or (now[0] == told.first and now[1] in {None, told.last}):
            continue
        title, day = now[2], now[0]
        was, at = ground.say(told.first), ground.say(told.day)
        if day == told.first and now[1] is not None:
            day, was = now[1], ground.say(told.last) if told.last else "an open end"
        text = f"{title} is now {ground.say(day)}; its client was told {was} on {at}"
        yield Alert("untold", MEDIUM, told.ref, told.client, day, text)


def days_of(portfolio: Portfolio, ref: str, ground: Ground) -> tuple[date, date | None, str] | None:
    """Give the days of an item (the last None: not compared) and its title; None where it takes no part."""
    head, _, key = ref.partition("/")
    if head == "milestone":
        row = portfolio.milestones.get(key)
        if row is not None and row.engagement in ground.standing and row.status != "cancelled":
            return row.due, row.due, row.title
    elif head == "event":
        event = portfolio.events.get(key)
        if event is not None and event.engagement in ground.standing and event.status != "cancelled":
            return (*_days_of_event(portfolio, event), event.title)
    elif head == "blackout":
        blackout = portfolio.blackouts.get(key)
        if blackout is not None and _is_active(portfolio, blackout.who):
            return blackout.start, blackout.end, blackout.title
    elif head == "engagement" and key in ground.standing:
        deal = ground.standing[key]
        return deal.start, deal.end or deal.start, deal.name
    return None


def _is_active(portfolio: Portfolio, who: str) -> bool:
    client = portfolio.clients.get(who.partition("/")[2])
    return client is not None and client.status != "archived"


def _days_of_event(portfolio: Portfolio, event: Event) -> tuple[date, date | None]:
    place = zone(portfolio.event_zone(event))

    def day(wall: date) -> date:
        return place.day_of(place.instant(wall))  # type: ignore[arg-type]  # wall times are datetimes

    if not event.rrule:
        return day(event.start), day(event.end)
    moved = [
        day(row.start)
        for row in portfolio.overrides.get(event.key, ())
        if row.start and (row.status or event.status) != "cancelled" and row.occurrence not in event.exdates
    ]
    return min([event.start.date(), *moved]), None


def syncing(ground: Ground) -> Iterator[Alert]:
    """Tell of what a remote calendar has not taken: sync-refused, sync-pending."""
    for one in ground.ledger.syncing:
        client = ground.portfolio.clients.get(one.client) if one.client is not None else None
        if one.client is not None and (client is None or client.status == "archived"):
            continue
        refused = one.state == "refused"
        words = f": {one.words}" if one.words else ""
        what = "refused" if refused else "has not taken"
        told = f"the calendar {what} {one.ref} since {ground.say(one.since)}{words}"
        if one.ref in {"mine", f"client/{one.client}"}:  # nothing of it
            told = f"{'its' if one.client else 'my'} calendar is not synced since {ground.say(one.since)}{words}"
        yield Alert(f"sync-{one.state}", HIGH if refused else LOW, one.ref, one.client, one.since, told)

"""Whom to ask next where a risk or an issue gets no answer, and when the time to answer has run out.

The contacts of a party are asked in their ``escalation`` order; each has so many business hours of the party's own
calendar. Moments of escalations are wall time in UTC.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from pmdesk.frozen import frozen
from pmdesk.model import Contact, Escalation, RaidItem
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.business import HOUR, worked
from pmdesk.schedule.instants import DAY, moment, seconds_of
from pmdesk.schedule.working import Calendars, Working

HOURS = Decimal(8)
"""The business hours that somebody has to answer, unless others are asked for."""
_STEP, _MOST = 14, 400
"""Days by which the end of a time is looked for, and at most."""


@frozen
class Waiting:
    """How an escalation stands: the business hours that have passed, and the moment (UTC) at which they are over.

    ``over`` is None where the calendar has no hours within a year.
    """

    passed: Fraction
    over: datetime | None
    is_over: bool


def party_of(portfolio: Portfolio, row: RaidItem) -> str:
    """Give whose people are asked: those of the item's owner, or of the engagement's client where that is me."""
    who = portfolio.stands_for(row.owner)
    return f"client/{portfolio.client_of(row.engagement)}" if who == "me" else who


def next_contact(portfolio: Portfolio, row: RaidItem, asked: Collection[str]) -> Contact | None:
    """Give the first contact in the escalation order who was not asked yet and is not the owner; None if nobody is."""
    party = party_of(portfolio, row)
    people = [one for one in portfolio.contacts.values() if one.of == party and one.escalation is not None]
    for one in sorted(people, key=lambda one: (one.escalation or 0, one.key)):
        if one.key not in asked and row.owner != f"contact/{one.key}":
            return one
    return None


def waiting(calendar: Working, row: Escalation, now: datetime) -> Waiting:
    """Tell how an escalation stands at a moment; where it was answered, how it stood then."""
    start = seconds_of(row.at.replace(tzinfo=UTC))
    until = seconds_of(row.answered.replace(tzinfo=UTC) if row.answered else now)
    over = _end(calendar, start, int(row.hours * HOUR))
    return Waiting(
        Fraction(worked(calendar, start, until), HOUR),
        moment(over) if over is not None else None,
        over is not None and until >= over,
    )


def calendar_of(calendars: Calendars, portfolio: Portfolio, raid: RaidItem, row: Escalation) -> Working:
    """Give the working time in which an answer is due: that of the contact's party."""
    contact = portfolio.contacts.get(row.contact or "")
    return calendars.of(contact.of if contact else party_of(portfolio, raid))


def _end(calendar: Working, start: int, wanted: int) -> int | None:
    """Give the instant at which so many seconds of working time have passed since another one."""
    left, at = wanted, start
    for _ in range(_MOST // _STEP):
        until = at + _STEP * DAY
        for low, high in calendar.stretches(at, until):
            first, last = max(low, at), min(high, until)
            if last - first >= left:
                return first + left
            left -= max(0, last - first)
        at = until
    return None

"""Contracts: budget against time, the end, the notice date, a decision that is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from pmdesk.model import Engagement
from pmdesk.schedule.alerts.alert import HIGH, LOW, MEDIUM, Alert
from pmdesk.schedule.alerts.ground import Ground
from pmdesk.schedule.alerts.words import percent
from pmdesk.schedule.working import Working

ENDING = 30
"""Days from today within which the end of an engagement is told."""
NOTICE = 15
"""My working days after today within which a notice date is told."""
_CLEARLY = Fraction(11, 10)
"""From so many times the elapsed share on a burnt share is no trifle."""


def budget(ground: Ground) -> Iterator[Alert]:
    """Tell of active engagements whose budget is burnt faster than their time (burn).

    Burnt is hours worked ÷ budget, the time gone is the days from the start to today ÷ the days of the term, both ends
    included, at most 1. With an open end there is no such share: then it is told once more is burnt than there is.
    """
    for row in ground.running.values():
        hours = ground.ledger.hours.get(row.key, Decimal(0))
        if row.budget_hours is None or hours <= 0:
            continue
        days, term = _days_gone(row, ground.today)
        if row.budget_hours and hours * term <= row.budget_hours * days:
            continue
        gone = Fraction(days, term)
        burnt = Fraction(hours) / Fraction(row.budget_hours) if row.budget_hours else None
        severity = HIGH if burnt is None or burnt > 1 else MEDIUM if burnt >= gone * _CLEARLY else LOW
        share = percent(burnt) if burnt is not None else "all"
        when = f"{percent(gone)} of the time gone" if row.end else "no end agreed"
        told = f"{row.name}: {share} of the budget burnt ({_hours(hours)} of {_hours(row.budget_hours)} h), {when}"
        yield Alert("burn", severity, row.ref, row.client, row.end, told)


def elapsed(row: Engagement, today: date) -> Fraction:
    """Give the share of a term that is gone with today, from 0 to 1; 1 where it has no end."""
    return Fraction(*_days_gone(row, today))


def _days_gone(row: Engagement, today: date) -> tuple[int, int]:
    """Give the days of a term that are gone with today, and how many it has; 1 and 1 where it has no end."""
    if row.end is None:
        return 1, 1
    days = (row.end - row.start).days + 1
    return min(days, max(0, (today - row.start).days + 1)), days


def ends(ground: Ground) -> Iterator[Alert]:
    """Tell of engagements that end in 30 days (ending), and of notice dates within 15 working days (notice).

    The notice date is ``notice_days`` calendar days before the end; working days are mine, those after today up to
    and including it.
    """
    today, say = ground.today, ground.say
    soon = last_notice(ground.calendars.of("me"), today)
    for row in ground.standing.values():
        if row.end is None or row.end < today:
            continue
        if (row.end - today).days <= ENDING:
            told = f"{row.name} ends {say(row.end)}, {say.away(row.end)}"
            yield Alert("ending", MEDIUM, row.ref, row.client, row.end, told)
        if row.notice_days is None or (row.end - today).days < row.notice_days:
            continue
        notice = row.end - timedelta(days=row.notice_days)
        if notice <= soon:
            told = f"{row.name}: notice by {say(notice)}, {say.away(notice)} ({row.notice_days} days before its end)"
            yield Alert("notice", HIGH, row.ref, row.client, notice, told)


def last_notice(mine: Working, today: date, most: int = NOTICE) -> date:
    """Give the last day up to which at most so many working days lie after today."""
    seen = 0
    for ordinal in range(today.toordinal() + 1, date.max.toordinal() + 1):
        seen += mine.on(date.fromordinal(ordinal))
        if seen > most:
            return date.fromordinal(ordinal - 1)
    return date.max


def decisions(ground: Ground) -> Iterator[Alert]:
    """Tell of proposed engagements whose decision date has passed (decision-late)."""
    for row in ground.engagements.values():
        if row.status == "proposed" and row.decision_date is not None and row.decision_date < ground.today:
            told = f"{row.name}: the decision was to come by {ground.say(row.decision_date)}"
            yield Alert("decision-late", MEDIUM, row.ref, row.client, row.decision_date, told)


def _hours(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")

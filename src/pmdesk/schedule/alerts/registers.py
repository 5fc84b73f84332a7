"""Reviews of risks and issues that are due, actions that are late."""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.schedule.alerts.alert import LOW, MEDIUM, Alert
from pmdesk.schedule.alerts.ground import Ground
from pmdesk.schedule.escalation import calendar_of, waiting
from pmdesk.schedule.instants import moment, seconds_of

GRAVE = 15
"""From this exposure (probability × impact) on a review that is due is more than a note."""


def reviews(ground: Ground) -> Iterator[Alert]:
    """Tell of open risks and issues whose review day is today or has passed (review-due)."""
    for row in ground.ledger.raid:
        client = ground.clients.get(row.engagement)
        if client is None or row.status != "open" or row.type not in {"risk", "issue"}:
            continue
        if row.review is not None and row.review <= ground.today:
            severity = MEDIUM if row.exposure >= GRAVE else LOW
            told = f"{row.type} {row.title}: review was due {ground.say(row.review)}"
            if row.review == ground.today:
                told = f"{row.type} {row.title}: review is due today"
            yield Alert("review-due", severity, row.ref, client, row.review, told)


def unanswered(ground: Ground) -> Iterator[Alert]:
    """Tell of open risks and issues that were put before somebody whose hours to answer are over today (unanswered)."""
    for row, step in ground.ledger.escalated:
        client = ground.clients.get(row.engagement)
        if client is None:
            continue
        calendar = calendar_of(ground.calendars, ground.portfolio, row, step)
        end = moment(calendar.place.after(ground.today))
        over = waiting(calendar, step, end).over
        if over is None or over > end:
            continue
        day = calendar.place.day_of(seconds_of(over))
        who = ground.portfolio.name_of(f"contact/{step.contact}") if step.contact else "somebody"
        told = f"{row.type} {row.title}: {who} was to answer by {ground.say(day)}, {ground.say.away(day)}"
        yield Alert("unanswered", MEDIUM if row.exposure >= GRAVE else LOW, row.ref, client, day, told)


def actions(ground: Ground) -> Iterator[Alert]:
    """Tell of open actions due before today (action-overdue), those of no engagement too."""
    for row in ground.ledger.actions:
        if row.engagement is not None and row.engagement not in ground.standing:
            continue
        if row.status == "open" and row.due is not None and row.due < ground.today:
            told = f"{row.title} was due {ground.say(row.due)}, {ground.say.away(row.due)}{ground.owner(row.owner)}"
            client = ground.clients.get(row.engagement or "")
            severity = MEDIUM if row.owner == "me" else LOW
            yield Alert("action-overdue", severity, row.ref, client, row.due, told)

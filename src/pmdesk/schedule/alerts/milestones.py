"""Milestones: overdue, due soon, slipped, at risk, done without acceptance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pmdesk.schedule.alerts.alert import HIGH, LOW, MEDIUM, Alert
from pmdesk.schedule.alerts.ground import Ground
from pmdesk.schedule.alerts.words import count

SOON = 7
"""Days from today within which a due milestone is told."""


def milestones(ground: Ground) -> Iterator[Alert]:
    """Tell of milestones of engagements that stand.

    overdue: open and due before today. due-soon: open and due from today to 7 days later. slipped: open and due after
    its baseline. at-risk: its status. unaccepted: done, acceptance is asked for, and it has no day of acceptance.
    """
    today, say, clients = ground.today, ground.say, ground.clients
    soon = _later(today)
    for row in ground.portfolio.milestones.values():
        client = clients.get(row.engagement)
        if client is None:
            continue
        status, due = row.status, row.due
        ref = f"milestone/{row.key}"
        if status == "done":
            if row.acceptance and row.accepted_on is None:
                done = row.done_on or due
                yield Alert("unaccepted", LOW, ref, client, done, f"{row.title}: done {say(done)}, not accepted yet")
            continue
        if status == "cancelled":
            continue
        if due < today:
            told = f"{row.title} was due {say(due)}, {say.away(due)}{ground.owner(row.owner)}"
            yield Alert("overdue", HIGH, ref, client, due, told)
        elif due <= soon:
            told = f"{row.title} is due {say(due)}, {say.away(due)}{ground.owner(row.owner)}"
            yield Alert("due-soon", MEDIUM, ref, client, due, told)
        if row.baseline is not None and due > row.baseline:
            by = count((due - row.baseline).days, "day")
            told = f"{row.title} slipped by {by}: {say(due)}, first promised for {say(row.baseline)}"
            yield Alert("slipped", LOW, ref, client, due, told)
        if status == "at-risk":
            yield Alert("at-risk", MEDIUM, ref, client, due, f"{row.title} is at risk, due {say(due)}")


def _later(today: date) -> date:
    return today + timedelta(days=min(SOON, (date.max - today).days))

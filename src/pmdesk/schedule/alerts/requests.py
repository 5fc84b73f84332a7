"""Requests under a service level that wait: those that are, or by the end of today will be, past it or its warning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from pmdesk.schedule.alerts.alert import HIGH, MEDIUM, Alert
from pmdesk.schedule.alerts.ground import Ground
from pmdesk.schedule.alerts.words import measured
from pmdesk.schedule.business import calendar_of, response
from pmdesk.schedule.load import rounded

HOURS = frozenset({"h", "hour", "hours"})
"""The units of a measure that business hours can be held against."""


def requests(ground: Ground) -> Iterator[Alert]:
    """Tell of requests that nobody answered, by the business hours that they have waited at the end of today.

    missed: more than the target of an SLA that is at most so many hours. warning: more than its warning. Nothing is
    told of an engagement that does not stand, or of an archived vendor.
    """
    kpis = {row.key: row for row in ground.ledger.kpis if row.sla and row.direction == "at-most"}
    end = datetime.combine(ground.today, time(23, 59))
    for one in ground.ledger.requests:
        row = kpis.get(one.kpi)
        if row is None or row.unit.strip().lower() not in HOURS or one.opened > end:
            continue
        if row.engagement is not None and row.engagement not in ground.standing:
            continue
        if row.vendor is not None and ground.is_archived(row.vendor):
            continue
        calendar = calendar_of(ground.portfolio, ground.calendars, row.vendor, row.engagement)
        waited = rounded(response(calendar, one, end))
        state = "missed" if waited > row.target else "warning"
        if state == "warning" and (row.warning is None or waited <= row.warning):
            continue
        client = ground.clients.get(row.engagement or "")
        severity = HIGH if state == "missed" else MEDIUM
        want = f"want at most {measured(row.target, row.unit)}"
        told = f"SLA {row.name}: {one.title} waits {measured(waited, row.unit)} by the end of today, {want}"
        yield Alert(state, severity, row.ref, client, one.opened.date(), told)

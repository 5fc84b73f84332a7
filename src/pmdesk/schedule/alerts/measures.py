"""KPIs and SLAs: missed, past their warning, not measured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from pmdesk.model import Kpi, Measurement
from pmdesk.schedule.alerts.alert import HIGH, LOW, MEDIUM, Alert
from pmdesk.schedule.alerts.ground import Ground
from pmdesk.schedule.alerts.words import measured
from pmdesk.schedule.scores import MISSED, WARNING, judge

_MONTHS = {"monthly": 1, "quarterly": 3}


def measures(ground: Ground) -> Iterator[Alert]:
    """Tell of KPIs by their last measurement up to today.

    missed: worse than the target (below it for at-least, above it for at-most); an SLA, or one that is also past a
    warning beyond the target, is high. warning: the target is met, but the value is worse than the warning.
    unmeasured: neither in the last whole period (ISO week, month, quarter) nor since is there a measurement; where the
    KPI is of an engagement, that is active and began by that period's first day. Of an archived vendor's own KPIs
    nothing is told.
    """
    for row in ground.ledger.kpis:
        if row.engagement is not None and row.engagement not in ground.standing:
            continue
        if row.engagement is None and row.vendor is not None and ground.is_archived(row.vendor):
            continue
        last = ground.ledger.measurements.get(row.key)
        if last is not None and last.date > ground.today:
            last = None
        yield from _value(ground, row, last)
        yield from _unmeasured(ground, row, last)


def _value(ground: Ground, row: Kpi, last: Measurement | None) -> Iterator[Alert]:
    if last is None:
        return
    state, is_grave = judge(row, last.value)
    if state not in {MISSED, WARNING}:
        return
    client = ground.clients.get(row.engagement or "")
    name = f"{'SLA' if row.sla else 'KPI'} {row.name}"
    value, when = measured(last.value, row.unit), ground.say(last.date)
    want = f"{row.direction.replace('-', ' ')} {measured(row.target, row.unit)}"
    if state == MISSED:
        severity = HIGH if is_grave else MEDIUM
        yield Alert("missed", severity, row.ref, client, last.date, f"{name} missed: {value}, want {want} ({when})")
    elif state == WARNING and row.warning is not None:
        told = f"{name} past its warning: {value}, warning {measured(row.warning, row.unit)}, want {want} ({when})"
        yield Alert("warning", MEDIUM if row.sla else LOW, row.ref, client, last.date, told)


def _unmeasured(ground: Ground, row: Kpi, last: Measurement | None) -> Iterator[Alert]:
    since = last_period(row.period, ground.today)
    if since is None or (last is not None and last.date >= since):
        return
    engagement = ground.running.get(row.engagement) if row.engagement is not None else None
    if row.engagement is not None and (engagement is None or engagement.start > since):
        return
    client = ground.clients.get(row.engagement or "")
    told = f"last on {ground.say(last.date)}" if last else "never yet"
    day = last.date if last else None
    yield Alert("unmeasured", LOW, row.ref, client, day, f"{row.name} is measured {row.period}, {told}")


@lru_cache(maxsize=16)
def last_period(period: str, today: date) -> date | None:
    """Give the first day of the last whole week (Monday), month or quarter before today's; None before the calendar."""
    try:
        if period == "weekly":
            return today - timedelta(days=today.weekday() + 7)
        length = _MONTHS[period]
        months = today.year * 12 + (today.month - 1) // length * length - length
        return date(months // 12, months % 12 + 1, 1)
    except (OverflowError, ValueError):
        return None

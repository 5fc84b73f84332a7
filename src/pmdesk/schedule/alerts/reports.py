"""Reports that are due and were not sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from pmdesk.model import Engagement
from pmdesk.schedule.alerts.alert import MEDIUM, Alert
from pmdesk.schedule.alerts.ground import Ground

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EARLY = {"weekly": 3, "biweekly": 6, "monthly": 14}
"""A report made so many days before a report day is the one of that day: the day to which it is nearest."""


def reports(ground: Ground) -> Iterator[Alert]:
    """Tell of active engagements whose report of the last report day was not sent (report-due).

    Report days are, within the term, every ``report_day`` (Friday where none is set) for weekly, every second one from
    the first in the term on for biweekly, the last one of each month for monthly.
    """
    for row in ground.running.values():
        day = last_report_day(row, ground.today)
        if day is None:
            continue
        sent = ground.ledger.sent.get(row.key)
        if sent is not None and (day - sent).days <= _EARLY[row.report_every or ""]:
            continue
        last = f"last sent {ground.say(sent)}" if sent else "none sent yet"
        told = f"{row.name}: {row.report_every} report of {ground.say(day)} not sent, {last}"
        yield Alert("report-due", MEDIUM, row.ref, row.client, day, told)


def last_report_day(row: Engagement, today: date) -> date | None:
    """Give the last report day of an engagement up to today; None where it has none, or none yet."""
    if row.report_every is None or row.start > today:
        return None
    weekday = _WEEKDAYS.index(row.report_day or "Fri")
    until = min(today, row.end) if row.end else today
    if row.report_every == "monthly":
        day = _last_of_month(until, weekday)
    else:
        first = row.start.toordinal() + (weekday - row.start.weekday()) % 7
        step = 7 if row.report_every == "weekly" else 14
        if first > until.toordinal():
            return None
        day = date.fromordinal(first + (until.toordinal() - first) // step * step)
    return day if day is not None and day >= row.start else None


@lru_cache(maxsize=256)
def _last_of_month(until: date, weekday: int) -> date | None:
    """Give the last such weekday of a month that is not after a day: of its own month, or of the one before."""
    for first in (until.replace(day=1), _month_before(until)):
        if first is None:
            return None
        end = (first.replace(day=28) + timedelta(days=4)).replace(day=1) if first < date(9999, 12, 1) else None
        last = end - timedelta(days=1) if end else date.max
        day = last - timedelta(days=(last.weekday() - weekday) % 7)
        if day <= until:
            return day
    return None


def _month_before(day: date) -> date | None:
    first = day.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1) if first > date.min else None

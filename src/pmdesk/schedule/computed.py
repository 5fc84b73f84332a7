"""Measures that are computed from what the store holds, for the period of a day.

``on-time``: of the milestones that were first promised for the period, up to the day, the share done by then, in per
cent. ``median-slip``: the median of the days from the baseline to the day done, of those done in the period.
``response-median`` and ``response-worst``: of the requests opened in the period, business hours to the answer; what is
not answered yet counts up to the day's end. Values have 4 places at most, half up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median

from pmdesk.model import Kpi, Measurement, Milestone, Request, Source
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.business import calendar_of, response
from pmdesk.schedule.promises import CANCELLED, DONE, promise
from pmdesk.schedule.scores import period_of
from pmdesk.schedule.working import Calendars

RULES = ("on-time", "median-slip", "response-median", "response-worst")
"""All rules by which a measure can be computed."""
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Given:
    """What a measure is computed from: all milestones that it could concern, and its requests."""

    portfolio: Portfolio
    milestones: Sequence[Milestone]
    requests: Sequence[Request]


def compute(kpi: Kpi, source: Source, given: Given, day: date) -> Measurement | None:
    """Compute a measure for the period of a day, up to that day; None where nothing happened in it."""
    first = period_of(kpi.period, day)
    if source.rule in {"on-time", "median-slip"}:
        found = _of_milestones(kpi, source.rule, given, first, day)
    else:
        found = _of_requests(kpi, source.rule, given, first, day)
    if found is None:
        return None
    value, note = found
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Measurement(kpi.key, day, exact.quantize(PLACES, ROUND_HALF_UP).normalize(), f"computed: {note}")


def _of_milestones(kpi: Kpi, rule: str, given: Given, first: date, last: date) -> tuple[Fraction, str] | None:
    held = [promise(row, last) for row in _concerned(kpi, given)]
    if rule == "median-slip":
        slips = [one.slip for one in held if one.state == DONE and first <= one.ends <= last]
        return (Fraction(median(slips)), f"{len(slips)} done") if slips else None
    due = [one for one in held if one.state != CANCELLED and first <= one.baseline <= last]
    kept = sum(one.is_kept for one in due)
    return (Fraction(100 * kept, len(due)), f"{kept} of {len(due)} kept") if due else None


def _concerned(kpi: Kpi, given: Given) -> Iterable[Milestone]:
    """Give the milestones of the measure's engagement, and of its vendor, where it has one."""
    for row in given.milestones:
        if kpi.engagement is not None and row.engagement != kpi.engagement:
            continue
        if kpi.vendor is None or given.portfolio.stands_for(row.owner) == f"vendor/{kpi.vendor}":
            yield row


def _of_requests(kpi: Kpi, rule: str, given: Given, first: date, last: date) -> tuple[Fraction, str] | None:
    calendar = calendar_of(given.portfolio, Calendars(given.portfolio), kpi.vendor, kpi.engagement)
    end = datetime.combine(last, time(23, 59))
    rows = [row for row in given.requests if row.kpi == kpi.key and first <= row.opened.date() <= last]
    hours = [response(calendar, row, end) for row in rows]
    if not hours:
        return None
    value = Fraction(median(hours)) if rule == "response-median" else max(hours)
    return value, f"{len(hours)} request{'' if len(hours) == 1 else 's'}"

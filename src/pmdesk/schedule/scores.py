"""KPI and SLA scores: the last value against target and warning, by period, with its trend."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import Kpi, Measurement

MET, WARNING, MISSED, UNMEASURED = "met", "warning", "missed", "unmeasured"
STATES = (MISSED, WARNING, UNMEASURED, MET)
"""From what needs attention most to what needs none."""
BETTER, WORSE, STEADY = "better", "worse", "steady"
_MONTHS = {"monthly": 1, "quarterly": 3}


@frozen
class Score:
    """A measure as it stands on a day.

    ``last`` is its last measurement up to that day, ``state`` what comes of it. It ``is_grave`` where an SLA is missed,
    or a KPI is missed and past its warning too. ``series`` holds the last measurement of each period that has one,
    oldest first; ``trend`` says what the last of them is to the one before, by the measure's direction (None: there is
    none before). ``met`` of ``measured`` measurements up to that day reached the target.
    """

    kpi: Kpi
    last: Measurement | None
    state: str
    is_grave: bool
    series: tuple[Measurement, ...]
    trend: str | None
    met: int
    measured: int


def is_worse(row: Kpi, value: Decimal, than: Decimal | None) -> bool:
    """Tell whether a value is worse than another by a measure's direction: below it for at-least, above for at-most."""
    if than is None:
        return False
    return value < than if row.direction == "at-least" else value > than


def judge(row: Kpi, value: Decimal) -> tuple[str, bool]:
    """Give what a value is (missed: worse than the target, warning: than the warning), and whether it is grave."""
    if is_worse(row, value, row.target):
        return MISSED, row.sla or is_worse(row, value, row.warning)
    return (WARNING if is_worse(row, value, row.warning) else MET), False


def score(row: Kpi, measurements: Iterable[Measurement], today: date) -> Score:
    """Judge a measure by its measurements up to today."""
    known = sorted((one for one in measurements if one.date <= today), key=lambda one: one.date)
    if not known:
        return Score(row, None, UNMEASURED, False, (), None, 0, 0)
    series = tuple({period_of(row.period, one.date): one for one in known}.values())
    state, is_grave = judge(row, known[-1].value)
    met = sum(not is_worse(row, one.value, row.target) for one in known)
    return Score(row, known[-1], state, is_grave, series, _trend(row, series), met, len(known))


def _trend(row: Kpi, series: tuple[Measurement, ...]) -> str | None:
    if len(series) < 2:
        return None
    before, now = series[-2].value, series[-1].value
    if before == now:
        return STEADY
    return WORSE if is_worse(row, now, before) else BETTER


def period_of(period: str, day: date) -> date:
    """Give the first day of the ISO week, month or quarter of a day: what knows the period."""
    if period == "weekly":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    length = _MONTHS[period]
    return date(day.year, (day.month - 1) // length * length + 1, 1)

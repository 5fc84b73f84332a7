"""KPIs and SLAs as they stand, for lists outside the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmdesk.desk.listing import Whose
from pmdesk.model import Kpi, Measurement, Source
from pmdesk.schedule.scores import STATES, Score, score

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

TREND = 12
"""So many periods are told."""


def scores(desk: Sight, *, client: str | None = None) -> list[Score]:
    """Give how each measure stands, the worst first; ``client`` keeps those of that client's engagements."""
    today, whose = desk.today(), Whose(desk)
    kpis = [row for row in desk.rows(Kpi) if client is None or whose.client(row) == client]
    by_kpi: dict[str, list[Measurement]] = {}
    for one in desk.rows(Measurement):
        by_kpi.setdefault(one.kpi, []).append(one)
    found = [score(row, by_kpi.get(row.key, ()), today) for row in kpis]
    return sorted(found, key=lambda one: (not one.is_grave, STATES.index(one.state), one.kpi.key))


def as_json(desk: Sight, found: list[Score]) -> dict[str, Any]:
    """Give the object: per measure its target, its last value, how it stands, its trend and its last periods."""
    rules = {row.kpi: row.rule for row in desk.rows(Source)}
    return {"as_of": desk.today().isoformat(), "scorecards": [_json(one, rules.get(one.kpi.key)) for one in found]}


def _json(one: Score, rule: str | None) -> dict[str, Any]:
    row = one.kpi
    return {
        "kpi": row.key,
        "name": row.name,
        "engagement": row.engagement,
        "vendor": row.vendor,
        "sla": row.sla,
        "unit": row.unit,
        "direction": row.direction,
        "target": float(row.target),
        "warning": float(row.warning) if row.warning is not None else None,
        "period": row.period,
        "computed": rule,
        "state": one.state,
        "grave": one.is_grave,
        "value": float(one.last.value) if one.last else None,
        "date": one.last.date.isoformat() if one.last else None,
        "trend": one.trend,
        "met": one.met,
        "measured": one.measured,
        "series": [{"date": held.date.isoformat(), "value": float(held.value)} for held in one.series[-TREND:]],
    }

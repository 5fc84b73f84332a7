"""The tables of KPIs and SLAs, and of what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pmdesk.model import Kpi, Measurement
from pmdesk.model.kinds import form_number
from pmdesk.schedule.scores import MISSED, STATES, UNMEASURED, WARNING, Score, is_worse, score
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.tables.table import (
    Cell,
    Col,
    Seen,
    Table,
    client_cell,
    cut,
    day_cell,
    engagement_cell,
    facts_line,
    title_line,
)

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

TREND = 12
"""How many periods a trend shows."""
_TOLD = {"met": "good", WARNING: "warn", MISSED: "warn", UNMEASURED: "faint"}


def read_measures(desk: Sight, **equals: object) -> dict[str, object]:
    """Read KPIs with how they stand; on the worker."""
    kpis = desk.rows(Kpi, **equals)
    by_kpi: dict[str, list[Measurement]] = {}
    if equals:
        by_kpi = {row.key: desk.rows(Measurement, kpi=row.key) for row in kpis}
    else:
        for one in desk.rows(Measurement):
            by_kpi.setdefault(one.kpi, []).append(one)
    return {"rows": kpis, "scores": scores_of(kpis, by_kpi, desk.today()), "measured": by_kpi}


def scores_of(kpis: Iterable[Kpi], by_kpi: Mapping[str, Sequence[Measurement]], today: date) -> dict[str, Score]:
    """Judge each KPI by its measurements."""
    return {row.key: score(row, by_kpi.get(row.key, ()), today) for row in kpis}


def score_of(row: Kpi, seen: Seen) -> Score | None:
    """Give how a KPI stands."""
    scores: Mapping[str, Score] = seen.beside.get("scores", {})
    return scores.get(row.key)


def role_of(found: Score | None) -> str:
    """Give the role in which a KPI's state is drawn."""
    if found is None:
        return "faint"
    return "high" if found.is_grave else _TOLD[found.state]


def with_unit(value: Decimal, unit: str) -> str:
    """Give a value with its unit: ``88 %``, ``3``."""
    return f"{form_number(value)} {unit}".rstrip()


def sparkline(found: Score, ramp: str) -> list[Span]:
    """Draw the last periods from low to high, what missed the target in red."""
    series = found.series[-TREND:]
    values = [one.value for one in series]
    if not values:
        return [Span("")]
    low, high = min(values), max(values)
    spans = [Span(" " * (TREND - len(values)))]
    for value in values:
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        role = "high bar" if is_worse(found.kpi, value, found.kpi.target) else "good bar"
        spans.append(Span(ramp[min(len(ramp) - 1, int(share * len(ramp)))], role))
    return spans


def _target(row: Kpi, seen: Seen) -> str:
    unicode = seen.glyphs.name != "ascii"
    sign = ("≥" if unicode else ">=") if row.direction == "at-least" else ("≤" if unicode else "<=")
    return f"{sign} {with_unit(row.target, row.unit)}"


def _state(found: Score | None, seen: Seen) -> Span:
    glyphs = seen.glyphs
    if found is None or found.state == UNMEASURED:
        return Span(glyphs.separator, "faint")
    sign = {MISSED: glyphs.warn, WARNING: glyphs.trouble}.get(found.state, glyphs.done)
    return Span(sign, role_of(found))


def _vendor_name(row: Kpi, seen: Seen) -> str:
    found = seen.view.portfolio.vendors.get(row.vendor or "")
    return found.name if found else ""


def _kpi_cells(row: Kpi, seen: Seen) -> Sequence[Cell]:
    found = score_of(row, seen)
    last = found.last if found else None
    value = with_unit(last.value, row.unit) if last else "not yet"
    trend = sparkline(found, seen.glyphs.ramp) if found else Span("")
    return (
        _state(found, seen), cut(row.name, "bold"), Span(value, f"{role_of(found)} bold" if last else "faint"),
        Span(_target(row, seen), "dim"), trend, client_cell(row, seen), engagement_cell(row, seen),
        Span(_vendor_name(row, seen)), day_cell(last.date if last else None, seen, "dim"),
        Span(f"{row.period}{' SLA' if row.sla else ''}", "dim"),
    )  # fmt: skip


def _rank(row: Kpi, seen: Seen) -> tuple[object, ...]:
    found = score_of(row, seen)
    state = STATES.index(found.state) if found else len(STATES)
    return (not (found and found.is_grave), state, row.name.casefold())


def _kpi_detail(row: Kpi, seen: Seen, width: int) -> list[Line]:
    found = score_of(row, seen)
    lines: list[Line] = [title_line(row, row.name, seen)]
    told = f"{found.met} of {found.measured} measurements met it" if found and found.measured else "not measured yet"
    warning = with_unit(row.warning, row.unit) if row.warning is not None else ""
    lines.append(
        facts_line(
            ("", "SLA" if row.sla else "KPI", "bold"), ("want", _target(row, seen), "bold"), ("warning", warning, ""),
            ("", row.period, "dim"), ("by", _vendor_name(row, seen), ""), ("", told, role_of(found)),
        )
    )  # fmt: skip
    series = list(found.series[-6:]) if found else []
    for one in reversed(series):
        missed = is_worse(row, one.value, row.target)
        lines.append(
            [
                Span(" "),
                cell(words.week_day(one.date, seen.view.today), 14, "dim"),
                cell(with_unit(one.value, row.unit), 12, "high" if missed else "good", right=True),
                Span("  "),
                cut(one.note, "dim"),
            ]
        )
    return lines


KPIS = Table(
    Kpi,
    (
        Col("", 2),
        Col("measure", 20, 6),
        Col("now", 13, right=True, gap=3),
        Col("want", 11),
        Col("trend", TREND + 3, since=76, right=True, gap=2),
        Col("client", 11),
        Col("engagement", 12, 3, since=120),
        Col("by", 13, 2, since=104),
        Col("on", 11, since=130),
        Col("", 13, since=140),
    ),
    _kpi_cells,
    {
        "worst": _rank,
        "measure": lambda row, seen: row.name.casefold(),
        "client": lambda row, seen: client_cell(row, seen).text.casefold(),
        "by": lambda row, seen: _vendor_name(row, seen).casefold(),
    },
    _kpi_detail,
)


def _measurement_kpi(row: Measurement, seen: Seen) -> Kpi | None:
    kpis: Iterable[Kpi] = seen.beside.get("kpis", ())
    return next((one for one in kpis if one.key == row.kpi), None)


def _measurement_cells(row: Measurement, seen: Seen) -> Sequence[Cell]:
    kpi = _measurement_kpi(row, seen)
    missed = kpi is not None and is_worse(kpi, row.value, kpi.target)
    value = with_unit(row.value, kpi.unit if kpi else "")
    return (
        day_cell(row.date, seen, "dim"), Span(words.away(row.date, seen.view.today), "dim"),
        Span(value, "high bold" if missed else "good bold"), cut(row.note),
    )  # fmt: skip


MEASUREMENTS = Table(
    Measurement,
    (Col("date", 14), Col("", 14, since=60), Col("value", 14, right=True), Col("note", 20, 1)),
    _measurement_cells,
    {"date": lambda row, seen: -row.date.toordinal(), "value": lambda row, seen: -row.value},
    lambda row, seen, width: [[Span(f" {words.full_day(row.date)}", "bold")], [Span(" "), cut(row.note)]],
)

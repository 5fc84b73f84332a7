"""The tables of requests under a service level, and of the rule by which a measure is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pmdesk.model import Kpi, Request, Source
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span
from pmdesk.tui.tables.table import Cell, Col, Seen, Table, cut

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

_SAID = {
    "on-time": "milestones kept by their baseline, of those promised for the period, in per cent",
    "median-slip": "the median slip of the milestones done in the period, in days",
    "response-median": "the median of the business hours to the answer, of the requests opened in the period",
    "response-worst": "the longest of the business hours to the answer, of the requests opened in the period",
}


def read_requests(desk: Sight, kpi: Kpi) -> Mapping[str, Any]:
    """Read the requests of a measure with their business hours so far, and its rule; on the worker."""
    from datetime import timedelta

    from pmdesk.portfolio import Window
    from pmdesk.schedule.business import calendar_of, response
    from pmdesk.schedule.working import Calendars

    rows, today = desk.rows(Request, kpi=kpi.key), desk.today()
    first = min([one.opened.date() for one in rows] + [today]) - timedelta(days=7)
    hours: dict[str, Fraction] = {}
    if rows:
        portfolio = desk.portfolio(Window(first, today))
        calendar = calendar_of(portfolio, Calendars(portfolio), kpi.vendor, kpi.engagement)
        now = desk.now().astimezone(calendar.place.info).replace(tzinfo=None)
        hours = {one.key: response(calendar, one, now) for one in rows}
    return {"requests": rows, "rules": desk.rows(Source, kpi=kpi.key), "hours_open": hours}


def _request_cells(row: Request, seen: Seen) -> Sequence[Cell]:
    hours: Mapping[str, Fraction] = seen.beside.get("hours_open", {})
    kpis: Iterable[Kpi] = seen.beside.get("kpis", ())
    spent = hours.get(row.key)
    target = next((one.target for one in kpis if one.key == row.kpi), None)
    late = spent is not None and target is not None and spent > Fraction(target)
    state = "answered" if row.answered else "paused" if len(row.pauses) % 2 else "open"
    return (
        Span(f"{words.week_day(row.opened.date(), seen.view.today)} {row.opened:%H:%M}", "dim"),
        Span(f"{float(spent):.1f} h" if spent is not None else "", "high bold" if late else "good bold"),
        Span(state, "dim" if row.answered else "warn"), cut(row.title, "" if row.answered else "bold"),
    )  # fmt: skip


def _request_detail(row: Request, seen: Seen, width: int) -> list[Line]:
    answered = f", answered {row.answered:%Y-%m-%d %H:%M}" if row.answered else ""
    pauses = "".join(f", paused {one:%m-%d %H:%M}" for one in row.pauses[::2])
    return [
        [Span(f" {row.title}", "bold"), Span(f"   {row.key}", "faint")],
        [Span(f" opened {row.opened:%Y-%m-%d %H:%M}{answered}{pauses}", "dim")],
        [Span(" its hours run by the calendar of who has to answer; nights, holidays and pauses don't count", "faint")],
    ]


REQUESTS = Table(
    Request,
    (Col("opened", 20), Col("hours", 9, right=True), Col("", 10), Col("request", 20, 1)),
    _request_cells,
    {"opened": lambda row, seen: -row.opened.timestamp(), "request": lambda row, seen: row.title.casefold()},
    _request_detail,
)

RULES = Table(
    Source,
    (Col("computed by", 18), Col("", 40, 1)),
    lambda row, seen: (Span(row.rule, "bold"), Span(_SAID[row.rule], "dim")),
    {"rule": lambda row, seen: row.rule},
    lambda row, seen, width: [
        [Span(f" {row.rule}", "bold")],
        [Span(" : measure", "bold"), Span(" records the value of the period; x makes it a typed measure again", "dim")],
    ],
)

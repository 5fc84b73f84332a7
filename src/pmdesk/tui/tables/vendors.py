"""The table of vendors: crews, load over the weeks ahead, clients, service levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pmdesk.model import Assignment, Kpi, Vendor
from pmdesk.model.kinds import form_number
from pmdesk.schedule.alerts.words import percent
from pmdesk.schedule.scores import MET, UNMEASURED, Score
from pmdesk.schedule.weighing import exact, said
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span, cell, length
from pmdesk.tui.refs import ELSEWHERE
from pmdesk.tui.tables.choices import mean_role
from pmdesk.tui.tables.table import Cell, Col, Seen, Table, cut, facts_line
from pmdesk.tui.widgets.load import WEEKS, strip, vendor_weeks

if TYPE_CHECKING:
    from pmdesk.desk.vendors import VendorRecord

_GOOD, _POOR = Fraction(9, 10), Fraction(7, 10)
"""Shares of kept dates from which a vendor is good, and below which it is poor."""
MOST = 6
"""How many assignments a detail lists."""


def work_of(row: Vendor, seen: Seen) -> list[Assignment]:
    """Give a vendor's assignments that are not over, by start."""
    portfolio, today = seen.view.portfolio, seen.view.today
    found = []
    for one in portfolio.assignments.values():
        end = portfolio.assignment_end(one)
        if one.vendor == row.key and one.status != "cancelled" and (end is None or end >= today):
            found.append(one)
    return sorted(found, key=lambda one: (one.start, one.key))


def _clients(row: Vendor, seen: Seen) -> list[Span]:
    """Give the clients that a vendor serves; in focus only that one is named."""
    view = seen.view
    keys = dict.fromkeys(view.portfolio.client_of(one.engagement) for one in work_of(row, seen))
    spans: list[Span] = []
    for key in keys:
        if view.focus is None or key == view.focus:
            spans += [Span(seen.glyphs.dot, f"@{key}"), Span(f" {view.short.get(key, key)}  ", "")]
    if view.focus is not None and any(key != view.focus for key in keys):
        spans.append(Span(ELSEWHERE, "dim"))
    return spans or [Span("nobody", "faint")]


def _service(row: Vendor, seen: Seen) -> Span:
    kpis: Iterable[Kpi] = seen.beside.get("service", ())
    scores: Mapping[str, Score] = seen.beside.get("scores", {})
    view = seen.view
    own = [one for one in kpis if one.vendor == row.key and (view.focus is None or view.of_engagement(one.engagement))]
    known = [scores[one.key] for one in own if one.key in scores and scores[one.key].state != UNMEASURED]
    if not known:
        return Span("not measured" if own else "", "faint")
    met = sum(1 for one in known if one.state == MET)
    bad = any(one.is_grave for one in known)
    return Span(f"{met} of {len(known)} met", "high" if bad else "good" if met == len(known) else "warn")


def record_of(row: Vendor, seen: Seen) -> VendorRecord | None:
    """Give a vendor's record, where it was read."""
    records: Mapping[str, VendorRecord] = seen.beside.get("records", {})
    return records.get(row.key)


def _kept(row: Vendor, seen: Seen) -> Span:
    found = record_of(row, seen)
    if found is None or found.card.on_time is None:
        return Span("")
    share = found.card.on_time
    return Span(percent(share), "good" if share >= _GOOD else "high" if share < _POOR else "warn")


def _rated(row: Vendor, seen: Seen) -> Span:
    found = record_of(row, seen)
    return Span(said(found.rating.mean), mean_role(found.rating.mean)) if found else Span("")


def late_words(days: Fraction) -> str:
    """Give how late a date was kept: ``3 days late``, ``1 day early``, ``on the day``."""
    if not days:
        return "on the day"
    return f"{exact(abs(days))} {'day' if abs(days) == 1 else 'days'} {'late' if days > 0 else 'early'}"


def record_lines(row: Vendor, seen: Seen, width: int) -> list[Line]:
    """Give what a vendor delivered, and how it is rated: one line each, nothing where nothing is known."""
    found = record_of(row, seen)
    if found is None:
        return []
    card, rating = found.card, found.rating
    lines: list[Line] = []
    if card.on_time is not None:
        late = f"{len(card.late)} late now" if card.late else ""
        slip = ""
        if card.slip is not None:
            slip = f"{late_words(card.slip)} in the median, {late_words(Fraction(card.worst or 0))} at worst"
        lines.append([
            cell(" on time", 15, "dim"), _kept(row, seen), Span(f"   {card.kept} of {card.due} kept", ""),
            Span(f"   {late}" if late else "", "high"),
        ])  # fmt: skip
        lines.append([cell(" slip", 15, "dim"), Span(slip)])
    if card.sla_measured:
        lines.append([cell(" SLA", 15, "dim"), Span(f"{card.sla_met} of {card.sla_measured} measurements met")])
    if found.rework:
        again = words.count(found.rework, "milestone was", "milestones were")
        lines.append([cell(" rework", 15, "dim"), Span(f"{again} done, and opened again", "warn")])
    if rating.mean is not None:
        lines.append([cell(" rated", 15, "dim"), Span(f"{said(rating.mean)} of 5", f"{mean_role(rating.mean)} bold")])
        for name, weight, points, note in rating.parts:
            lines.append([
                cell("", 15), cell(name, 18), cell(exact(points), 5, mean_role(points)),
                cell(f"{seen.glyphs.times}{exact(weight)}", 6, "faint"), cut(note, "dim"),
            ])  # fmt: skip
    return lines


def _cells(row: Vendor, seen: Seen) -> Sequence[Cell]:
    view = seen.view
    weeks = vendor_weeks(view.portfolio, row.key, view.today, view.focus)
    now = weeks[0]
    over = next((week for week in weeks if week.is_over), None)
    bad = view.troubles[row.ref]
    quiet = "faint" if row.status == "archived" else ""
    taken = f"{form_number(now.peak)} of {form_number(row.capacity)}"
    return (
        Span(row.name, quiet or "bold"), Span(taken, "high bold" if now.is_over else "" if now.peak else "faint"),
        strip(weeks, seen.glyphs, view.focus), Span(f"{seen.glyphs.trouble} {bad}" if bad else "", "high"),
        _clients(row, seen), _kept(row, seen), _rated(row, seen), _service(row, seen),
        Span(f"over from {words.short_day(over.monday, view.today)}" if over else "", "high"), cut(row.services, "dim"),
    )  # fmt: skip


def _detail(row: Vendor, seen: Seen, width: int) -> list[Line]:
    view = seen.view
    zone = row.timezone or view.zone
    found: list[Line] = [
        [Span(f" {row.name}", "bold"), Span(f"   {row.services}", "dim"), Span(f"   {row.key}", "faint")],
        facts_line(
            ("", words.count(row.capacity, "crew"), "bold"), ("", row.hours or "", ""), ("", words.city(zone), "dim"),
            ("holidays", row.holidays or "", ""), ("", row.notes.partition("\n")[0], "dim"),
        ),
    ]  # fmt: skip
    weeks = vendor_weeks(view.portfolio, row.key, view.today, view.focus)
    found.append([cell(" 12 weeks", 15, "dim"), *_wide_strip(seen, weeks)])
    found += record_lines(row, seen, width)
    work = work_of(row, seen)
    found += [_work_line(one, seen, width) for one in work[:MOST]]
    if len(work) > MOST:
        found.append([Span(f"   and {len(work) - MOST} more", "dim")])
    rates: Line = [Span("   R ", "bold"), Span("rates it", "dim")] if not view.context.locked else []
    hit: Line = [Span(" m ", "bold"), Span("who is hit if it slips", "dim")]
    found.append([*(hit if work else [Span(" nothing is promised", "dim")]), *rates])
    return found


def _wide_strip(seen: Seen, weeks: Sequence[object]) -> list[Span]:
    """Give the strip three cells a week, with the weeks that are over named."""
    spans: list[Span] = []
    for week, span in zip(weeks, strip(weeks, seen.glyphs, seen.view.focus), strict=True):  # type: ignore[arg-type]  # weeks as vendor_weeks gives them
        del week
        spans.append(span._replace(text=span.text * 3))
    return spans


def _work_line(one: Assignment, seen: Seen, width: int) -> Line:
    view = seen.view
    portfolio = view.portfolio
    client = portfolio.client_of(one.engagement)
    end = portfolio.assignment_end(one)
    when = words.day_range(one.start, end, view.today) if end else f"from {words.short_day(one.start, view.today)}"
    caught = seen.glyphs.trouble if one.ref in view.in_conflict else " "
    head = [Span(f" {caught} ", "high"), cell(when, 20), cell(f"{form_number(one.units)}{seen.glyphs.times}", 5, "dim")]
    if view.focus is not None and client != view.focus:
        return [*head, Span(ELSEWHERE, "dim")]
    name = portfolio.engagements[one.engagement].name
    told = [Span(view.short.get(client, client), f"@{client}"), Span(" · ", "faint"), Span(name)]
    more = "   ".join(part for part in (one.role, "" if one.status == "confirmed" else one.status) if part)
    room = width - length([*head, *told]) - 3
    return [*head, *told, Span("   "), cell(more, max(0, room), "dim")]


def _share(row: Vendor, seen: Seen) -> Fraction:
    found = record_of(row, seen)
    return found.card.on_time if found and found.card.on_time is not None else Fraction(2)


def _mean(row: Vendor, seen: Seen) -> Fraction:
    found = record_of(row, seen)
    return found.rating.mean if found and found.rating.mean is not None else Fraction(0)


VENDORS = Table(
    Vendor,
    (
        Col("vendor", 16, 3),
        Col("now", 9),
        Col("12 weeks", WEEKS + 2, since=60),
        Col("!", 6, since=70),
        Col("clients", 16, 4),
        Col("on time", 9, since=84),
        Col("rated", 8, since=96),
        Col("SLAs", 13, since=110),
        Col("", 17, since=128),
        Col("does", 14, 3, since=150),
    ),
    _cells,
    {
        "vendor": lambda row, seen: row.name.casefold(),
        "!": lambda row, seen: -seen.view.troubles[row.ref],
        "on time": lambda row, seen: _share(row, seen),
        "rated": lambda row, seen: -_mean(row, seen),
        "now": lambda row, seen: (
            -vendor_weeks(seen.view.portfolio, row.key, seen.view.today, None, 1)[0].peak / (row.capacity or 1)
        ),
    },
    _detail,
)

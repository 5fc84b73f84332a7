"""The tables of engagements and what is promised in them: milestones, assignments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pmdesk.model import Assignment, Engagement, Milestone
from pmdesk.model.kinds import form_number
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.screens.rows import SEVERITY_ROLE, mark_of
from pmdesk.tui.tables.table import (
    Cell,
    Col,
    Seen,
    Table,
    away_cell,
    broken,
    client_cell,
    cut,
    day_cell,
    engagement_cell,
    fact,
    facts_line,
    owner_cell,
    title_line,
)

# -- engagements -----------------------------------------------------------------------------------------------------


def _term(row: Engagement, today: date) -> str:
    end = words.short_day(row.end, today) if row.end else "open"
    return f"{words.short_day(row.start, today)} – {end}"


def _troubles(row: Engagement, seen: Seen) -> int:
    """Give how many of an engagement's things are in conflict, itself counted."""
    caught = seen.view.in_conflict
    return sum(1 for ref in refs.things_of(seen.view.portfolio, row) if ref in caught)


def _engagement_cells(row: Engagement, seen: Seen) -> Sequence[Cell]:
    view = seen.view
    coming = view.coming(row.key)
    quiet = "faint" if row.status in {"closed", "paused"} else ""
    hours = words.hours(row.weekly_hours) if row.weekly_hours else ""
    bad = _troubles(row, seen)
    return (
        client_cell(row, seen),
        cut(row.name, quiet or "bold"),
        Span(hours, quiet),
        Span(_term(row, view.today), quiet or "dim"),
        Span("" if row.status == "active" else row.status, "warn" if row.status == "proposed" else "faint"),
        Span(f"{seen.glyphs.trouble} {bad}" if bad else "", "high"),
        Span(
            f"{words.short_day(coming.due, view.today):>6} {coming.title}" if coming else "",
            quiet or ("high" if coming and coming.due < view.today else ""),
        ),
    )


def engagement_facts(row: Engagement, seen: Seen) -> list[Span]:
    """Give term, hours, money and rhythm in a line."""
    logged: Mapping[str, Decimal] = seen.beside.get("hours", {})
    spent = logged.get(row.key)
    budget = f"{form_number(row.budget_hours)} h" if row.budget_hours is not None else ""
    used = f"{form_number(spent)} h" + (f" of {budget}" if budget else "") if spent is not None else budget
    over = spent is not None and row.budget_hours is not None and spent > row.budget_hours
    fee = f"{form_number(row.fee)} {row.currency or ''}".strip() if row.fee is not None else ""
    report = " ".join(part for part in (row.report_every or "", row.report_day or "") if part)
    return facts_line(
        ("", row.status, "bold"),
        ("", _term(row, seen.view.today), ""),
        ("", f"{words.hours(row.weekly_hours)} h a week" if row.weekly_hours else "", ""),
        ("used" if spent is not None else "budget", used, "high" if over else ""),
        ("fee", fee, ""),
        ("report", report, ""),
        ("notice", f"{row.notice_days} days" if row.notice_days is not None else "", ""),
        ("decided by", words.short_day(row.decision_date, seen.view.today) if row.decision_date else "", "warn"),
    )


def _engagement_detail(row: Engagement, seen: Seen, width: int) -> list[Line]:
    view = seen.view
    lines: list[Line] = [title_line_of_engagement(row, seen), *broken(engagement_facts(row, seen), width)]
    lines += fact("objective", row.objective, width, "dim", most=2)
    vendors = [
        view.portfolio.vendors[one.vendor].name for one in view.portfolio.assignments_by_engagement.get(row.key, ())
        if one.vendor in view.portfolio.vendors
    ]  # fmt: skip
    lines += fact("with", ", ".join(dict.fromkeys(vendors)), width, most=1)
    begun = view.book.home.window.first
    old = view.milestones[: bisect_left(view.milestones, begun, key=lambda one: one.due)]
    late = [one for one in old if one.engagement == row.key and one.is_open]
    mine = [one for one in view.portfolio.milestones_by_engagement.get(row.key, ()) if one.is_open]
    lines += [milestone_line(one, seen) for one in (*late, *mine)] or [
        [Span(" no open milestones: ", "dim"), Span("Enter", "bold"), Span(" opens the engagement, ", "dim"),
         Span("a", "bold"), Span(" adds one there", "dim")]
    ]  # fmt: skip
    return lines


def title_line_of_engagement(row: Engagement, seen: Seen) -> list[Span]:
    """Give client, name and key."""
    client = seen.view.portfolio.clients.get(row.client)
    return [
        Span(f" {client.name if client else row.client}", f"@{row.client} bold"), Span(" · ", "faint"),
        Span(row.name, "bold"), Span(f"   {row.key}", "faint"),
    ]  # fmt: skip


def milestone_line(row: Milestone, seen: Seen) -> Line:
    """Give a milestone in a line of a detail."""
    today = seen.view.today
    return [
        Span(" "), mark_of(row, today, seen.glyphs), Span(" "),
        cell(words.week_day(row.due, today), 12, "high" if row.due < today and row.is_open else ""),
        cell(words.away(row.due, today), 13, "dim"), Span(row.title),
    ]  # fmt: skip


ENGAGEMENTS = Table(
    Engagement,
    (
        Col("client", 11),
        Col("engagement", 18, 5),
        Col("h/w", 7, right=True, gap=2),
        Col("term", 27, since=70),
        Col("", 10, since=60),
        Col("!", 5, since=96),
        Col("next", 14, 5, since=84),
    ),
    _engagement_cells,
    {
        "client": lambda row, seen: (seen.view.client_order.index(row.client), row.start),
        "next": lambda row, seen: found.due if (found := seen.view.coming(row.key)) else date.max,
        "h/w": lambda row, seen: -row.weekly_hours,
        "term": lambda row, seen: row.end or date.max,
        "engagement": lambda row, seen: row.name.casefold(),
    },
    _engagement_detail,
)

# -- milestones ------------------------------------------------------------------------------------------------------


def _milestone_cells(row: Milestone, seen: Seen) -> Sequence[Cell]:
    today = seen.view.today
    late = row.is_open and row.due < today
    over = "" if row.is_open else "faint"
    severity = seen.view.in_conflict.get(row.ref, "")
    moved = (row.due - row.baseline).days if row.baseline else 0
    return (
        day_cell(row.due, seen, over or ("high" if late else "")),
        away_cell(row.due, seen, "high" if late else "dim"),
        [
            mark_of(row, today, seen.glyphs),
            Span(seen.glyphs.trouble if severity else "", SEVERITY_ROLE.get(severity, "")),
        ],
        cut(row.title, over or "bold"),
        Span(f"{moved:+d} d" if moved else "", "warn" if moved > 0 else "dim"),
        owner_cell(row.owner, seen),
        Span(row.kind if row.kind != "deliverable" else "", "dim"),
        Span("accepted" if row.accepted_on else "", "good"),
    )


def _milestone_detail(row: Milestone, seen: Seen, width: int) -> list[Line]:
    view = seen.view
    baseline = words.short_day(row.baseline, view.today) if row.baseline and row.baseline != row.due else ""
    before = [view.find_milestone(f"milestone/{item.key}") for item in row.after]
    names = ", ".join(one.title if one else item.key for one, item in zip(before, row.after, strict=True))
    return [
        title_line(row, row.title, seen),
        facts_line(
            ("", row.status, "warn" if row.status == "at-risk" else "bold"),
            ("due", words.full_day(row.due), ""),
            ("", words.away(row.due, view.today), "dim"),
            ("baseline", baseline, "warn"),
            ("owner", refs.who_of(view.portfolio, row.owner), ""),
            ("", row.kind, "dim"),
        ),
        *fact("after", names, width),
        *fact("accepted if", row.acceptance, width),
        *fact("kept at", row.url, width, "dim"),
        *fact("notes", row.notes, width),
    ]


MILESTONES = Table(
    Milestone,
    (
        Col("due", 11),
        Col("", 13, since=60),
        Col("", 3),
        Col("milestone", 20, 6),
        Col("moved", 7, since=70, right=True),
        Col("owner", 13, 2, since=66),
        Col("kind", 10, since=90),
        Col("", 9, since=110),
    ),
    _milestone_cells,
    {
        "due": lambda row, seen: row.due,
        "owner": lambda row, seen: (owner_cell(row.owner, seen).text.casefold(), row.due),
        "milestone": lambda row, seen: row.title.casefold(),
    },
    _milestone_detail,
)

# -- assignments -----------------------------------------------------------------------------------------------------


def last_day(row: Assignment, seen: Seen) -> date | None:
    """Give the last day of an assignment; None is open."""
    engagement = seen.view.portfolio.engagements.get(row.engagement)
    return row.end or (engagement.end if engagement else None)


def _assignment_cells(row: Assignment, seen: Seen) -> Sequence[Cell]:
    view = seen.view
    end = last_day(row, seen)
    vendor = view.portfolio.vendors.get(row.vendor)
    over = "faint" if row.status == "cancelled" or (end is not None and end < view.today) else ""
    severity = view.in_conflict.get(row.ref, "")
    return (
        Span(vendor.name if vendor else row.vendor, over or "bold"),
        client_cell(row, seen),
        engagement_cell(row, seen, over),
        Span(words.short_day(row.start, view.today), over),
        Span(words.short_day(end, view.today) if end else "open", over),
        Span(f"{form_number(row.units)}{seen.glyphs.times}", over),
        Span(seen.glyphs.trouble if severity else "", SEVERITY_ROLE.get(severity, "")),
        Span("exclusive" if row.exclusive else "", "warn"),
        Span("" if row.status == "confirmed" else row.status, "warn" if row.status == "tentative" else "faint"),
        cut(row.role, "dim"),
    )


def _assignment_detail(row: Assignment, seen: Seen, width: int) -> list[Line]:
    view = seen.view
    vendor = view.portfolio.vendors.get(row.vendor)
    end = last_day(row, seen)
    when = words.day_range(row.start, end, view.today) if end else f"from {words.short_day(row.start, view.today)}"
    return [
        title_line(row, vendor.name if vendor else row.vendor, seen),
        facts_line(
            ("", row.status, "bold"), ("", when, ""), ("crews", form_number(row.units), ""), ("as", row.role, "")
        ),
        *fact("notes", row.notes, width),
    ]


ASSIGNMENTS = Table(
    Assignment,
    (
        Col("vendor", 14, 2),
        Col("client", 11),
        Col("engagement", 14, 2),
        Col("from", 8),
        Col("to", 8),
        Col("crews", 6, right=True),
        Col("", 2),
        Col("", 10, since=100),
        Col("", 10, since=76),
        Col("role", 10, 2, since=90),
    ),
    _assignment_cells,
    {
        "from": lambda row, seen: row.start,
        "vendor": lambda row, seen: (_assignment_cells(row, seen)[0].text.casefold(), row.start),  # type: ignore[union-attr]  # the first cell is a span
        "to": lambda row, seen: last_day(row, seen) or date.max,
    },
    _assignment_detail,
)

"""The tables of what has no screen of its own: clients, sites, meetings, hours by period, blackouts."""

from __future__ import annotations

from collections.abc import Sequence

from pmdesk.model import Allocation, Blackout, Client, Event, Override, Site
from pmdesk.model.kinds import form_number
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span
from pmdesk.tui.recurring import repeats
from pmdesk.tui.tables.table import (
    Cell,
    Col,
    Seen,
    Table,
    away_cell,
    client_cell,
    cut,
    engagement_cell,
    fact,
    facts_line,
    title_line,
)


def _blackout_cells(row: Blackout, seen: Seen) -> Sequence[Cell]:
    view = seen.view
    over = "faint" if row.end < view.today else ""
    kind, _, key = row.who.partition("/")
    return (
        Span(words.day_range(row.start, row.end, view.today), over),
        away_cell(row.start, seen),
        cut(row.title, over or "bold"),
        Span(refs.who_of(view.portfolio, row.who), f"@{key}" if kind == "client" else ""),
        Span(f"no {row.concerns}" if row.concerns != "all" else "nothing at all", "dim"),
    )


def _blackout_detail(row: Blackout, seen: Seen, width: int) -> list[Line]:
    portfolio = seen.view.portfolio
    return [
        title_line(row, row.title, seen),
        facts_line(
            ("", f"{words.full_day(row.start)} – {words.full_day(row.end)}", "bold"),
            ("of", refs.who_of(portfolio, row.who), ""), ("keeps free of", row.concerns, ""),
        ),
    ]  # fmt: skip


BLACKOUTS = Table(
    Blackout,
    (Col("when", 18), Col("", 13, since=60), Col("title", 18, 4), Col("of", 14, 2), Col("blocks", 16, since=80)),
    _blackout_cells,
    {"when": lambda row, seen: row.start, "of": lambda row, seen: refs.who_of(seen.view.portfolio, row.who).casefold()},
    _blackout_detail,
)

# -- clients ---------------------------------------------------------------------------------------------------------


def _client_cells(row: Client, seen: Seen) -> Sequence[Cell]:
    view, portfolio = seen.view, seen.view.portfolio
    works = [one for one in portfolio.engagements_by_client.get(row.key, ()) if one.status != "closed"]
    bad = view.troubles[row.key]
    return (
        Span(str(row.pin or ""), "dim"),
        [Span(seen.glyphs.dot, f"@{row.key}"), Span(f" {row.name}", "faint" if row.status == "archived" else "bold")],
        Span(row.key, "dim"),
        Span(words.count(len(works), "engagement") if works else "", ""),
        Span(f"{seen.glyphs.trouble} {bad}" if bad else "", "high"),
        Span(words.city(row.timezone or view.zone), "dim"),
        Span(row.hours or "", "dim"),
        Span(row.holidays or "", "dim"),
        Span(" ".join(row.aliases), "faint"),
    )


def _client_detail(row: Client, seen: Seen, width: int) -> list[Line]:
    portfolio = seen.view.portfolio
    works = ", ".join(one.name for one in portfolio.engagements_by_client.get(row.key, ()) if one.status != "closed")
    people = ", ".join(one.name for one in portfolio.contacts.values() if one.of == row.ref)
    return [
        title_line(row, row.name, seen),
        facts_line(
            ("", row.status, "bold"), ("digit", str(row.pin or ""), ""), ("", row.timezone or "", ""),
            ("", row.hours or "", "dim"), ("holidays", row.holidays or "", ""),
            ("colour", row.color or "", f"@{row.key}"),
        ),
        *fact("engagements", works, width),
        *fact("contacts", people, width),
        *fact("also called", " ".join(row.aliases), width, "dim"),
        *fact("notes", row.notes, width, most=6),
    ]  # fmt: skip


CLIENTS = Table(
    Client,
    (
        Col("", 3, right=True), Col("name", 20, 4), Col("key", 12, 1, since=60), Col("open", 14, since=70),
        Col("!", 5, since=80), Col("place", 13, since=84), Col("hours", 20, 2, since=120),
        Col("holidays", 9, since=110), Col("also called", 14, 2, since=150),
    ),
    _client_cells,
    {
        "digit": lambda row, seen: (row.pin or 10, row.name.casefold()),
        "name": lambda row, seen: row.name.casefold(),
        "!": lambda row, seen: -seen.view.troubles[row.key],
    },
    _client_detail,
)  # fmt: skip

# -- sites -----------------------------------------------------------------------------------------------------------


def _site_detail(row: Site, seen: Seen, width: int) -> list[Line]:
    return [
        title_line(row, row.name, seen),
        facts_line(("", row.address, ""), ("", row.timezone or "", "dim")),
        *fact("notes", row.notes, width, most=6),
    ]


SITES = Table(
    Site,
    (Col("name", 20, 3), Col("client", 11), Col("address", 20, 4, since=60), Col("place", 14, since=90)),
    lambda row, seen: (
        cut(row.name, "bold"), client_cell(row, seen), cut(row.address),
        Span(words.city(row.timezone) if row.timezone else "", "dim"),
    ),
    {"name": lambda row, seen: row.name.casefold(), "client": lambda row, seen: (row.client, row.name.casefold())},
    _site_detail,
)  # fmt: skip

# -- hours by period -------------------------------------------------------------------------------------------------


def _allocation_detail(row: Allocation, seen: Seen, width: int) -> list[Line]:
    usual = seen.view.portfolio.engagements.get(row.engagement)
    return [
        title_line(row, f"{form_number(row.weekly_hours)} h a week", seen),
        facts_line(
            ("", f"{words.full_day(row.start)} – {words.full_day(row.end)}", "bold"),
            ("otherwise", f"{form_number(usual.weekly_hours)} h" if usual else "", "dim"),
        ),
    ]


ALLOCATIONS = Table(
    Allocation,
    (Col("when", 20), Col("h/w", 7, right=True), Col("engagement", 20, 4), Col("client", 11), Col("", 13, since=70)),
    lambda row, seen: (
        Span(words.day_range(row.start, row.end, seen.view.today), "faint" if row.end < seen.view.today else ""),
        Span(form_number(row.weekly_hours), "bold"), engagement_cell(row, seen, ""), client_cell(row, seen),
        away_cell(row.start, seen),
    ),
    {
        "when": lambda row, seen: row.start,
        "engagement": lambda row, seen: (row.engagement, row.start),
        "h/w": lambda row, seen: -row.weekly_hours,
    },
    _allocation_detail,
)  # fmt: skip

# -- meetings --------------------------------------------------------------------------------------------------------


def _meeting_cells(row: Event, seen: Seen) -> Sequence[Cell]:
    portfolio, today = seen.view.portfolio, seen.view.today
    zone = portfolio.event_zone(row)
    over = "faint" if row.status == "cancelled" or (not row.rrule and row.end.date() < today) else ""
    vendors = ", ".join(portfolio.vendors[key].name for key in row.vendors if key in portfolio.vendors)
    site = portfolio.sites.get(row.site or "")
    return (
        Span(words.week_day(row.start.date(), today), over), Span(f"{row.start:%H:%M}–{row.end:%H:%M}", over),
        Span(words.city(zone) if zone != seen.view.zone else "", "dim"), cut(row.title, over or "bold"),
        Span("repeats" if row.rrule else "", "accent"), client_cell(row, seen),
        Span(row.status if row.status != "confirmed" else "" if row.me else "without me", "warn" if row.me else "dim"),
        Span(vendors, "dim"), Span(site.name if site else "", "dim"),
    )  # fmt: skip


def _meeting_detail(row: Event, seen: Seen, width: int) -> list[Line]:
    zone = seen.view.portfolio.event_zone(row)
    return [
        title_line(row, row.title, seen),
        facts_line(
            ("", f"{words.full_day(row.start.date())} {row.start:%H:%M}–{row.end:%H:%M}", "bold"),
            ("", words.city(zone), "dim"), ("", row.status, ""), ("", row.url, "dim"),
        ),
        *fact("repeats", repeats(row.rrule or ""), width, "dim"),
        *fact("notes", row.notes, width, most=6),
    ]  # fmt: skip


MEETINGS = Table(
    Event,
    (
        Col("from", 11), Col("time", 12), Col("", 10, since=100), Col("title", 18, 5), Col("", 8, since=60),
        Col("client", 11), Col("", 11, since=80), Col("with", 14, 2, since=110), Col("at", 12, 1, since=140),
    ),
    _meeting_cells,
    {
        "from": lambda row, seen: row.start,
        "title": lambda row, seen: row.title.casefold(),
        "client": lambda row, seen: (client_cell(row, seen).text.casefold(), row.start),
    },
    _meeting_detail,
)  # fmt: skip


def _changed_cells(row: Override, seen: Seen) -> Sequence[Cell]:
    event = seen.view.portfolio.events.get(row.event)
    today = seen.view.today
    moved = f"{words.week_day(row.start.date(), today)} {row.start:%H:%M}" if row.start else ""
    return (
        Span(f"{words.week_day(row.occurrence.date(), today)} {row.occurrence:%H:%M}"),
        cut(row.title or (event.title if event else row.event), "bold"), client_cell(row, seen),
        Span(f"to {moved}" if moved else ""), Span(row.status or "", "warn"),
    )  # fmt: skip


CHANGED = Table(
    Override,
    (Col("occurrence", 18), Col("meeting", 18, 4), Col("client", 11), Col("moved", 22, since=76), Col("", 10)),
    _changed_cells,
    {"occurrence": lambda row, seen: row.occurrence},
    lambda row, seen, width: [title_line(row, _changed_cells(row, seen)[1].text, seen)],  # type: ignore[union-attr]  # the second cell is a span
)

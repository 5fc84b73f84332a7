"""The tables of what has no screen of its own: blackouts, sites, allocations, clients."""

from __future__ import annotations

from collections.abc import Sequence

from pmdesk.model import Blackout
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span
from pmdesk.tui.tables.table import Cell, Col, Seen, Table, away_cell, cut, facts_line, title_line


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

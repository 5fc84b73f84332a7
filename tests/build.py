"""Portfolios for tests: from rows, or from a valid workbook folder read without the importer."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import holidays

from pmdesk.model import NOUNS, Milestone, Noun, Profile, columns_of
from pmdesk.model.after import parse_typed, settle
from pmdesk.portfolio import Portfolio, Waiver

_MAPPED = {
    "client": "clients", "vendor": "vendors", "contact": "contacts", "site": "sites", "engagement": "engagements",
    "assignment": "assignments", "milestone": "milestones", "event": "events", "blackout": "blackouts",
}  # fmt: skip
_GROUPED = {"allocation": "allocations", "override": "overrides"}


@cache
def public_holidays(region: str, year: int) -> Mapping[date, str]:
    """Give the public holidays of a region and year, observed days included."""
    country, _, part = region.partition("-")
    found = holidays.country_holidays(country, subdiv=part or None, years=year)
    return {day: str(name) for day, name in found.items() if day.year == year}


def portfolio_of(rows: Iterable[Noun], today: date, *, waivers: Iterable[Waiver] = ()) -> Portfolio:
    """Make a portfolio without a window, of rows in any order, with the holidays of ten years around today."""
    tables: dict[str, Any] = {name: {} for name in (*_MAPPED.values(), *_GROUPED.values())}
    profile = Profile()
    for row in rows:
        if isinstance(row, Profile):
            profile = row
        elif row.KIND in _MAPPED:
            tables[_MAPPED[row.KIND]][row.identity[0]] = row
        elif row.KIND in _GROUPED:
            owned = tables[_GROUPED[row.KIND]]
            owned[row.identity[0]] = tuple(sorted((*owned.get(row.identity[0], ()), row), key=lambda one: one.identity))
    milestones = tables["milestones"]
    for key, row in milestones.items():
        milestones[key] = replace(row, after=settle(row.after, milestones.__contains__))
    parties = [profile, *tables["clients"].values(), *tables["vendors"].values()]
    years = range(today.year - 3, today.year + 8)
    regions = {
        region: {day: name for year in years for day, name in public_holidays(region, year).items()}
        for region in {party.holidays for party in parties if party.holidays}
    }
    return Portfolio(
        today=today, profile=profile, holidays=regions, waivers={one.id: one for one in waivers}, **tables
    )  # fmt: skip


def read_workbook(folder: Path, today: date, *, waivers: Iterable[Waiver] = ()) -> Portfolio:
    """Read the portfolio of a valid workbook."""
    rows: list[Noun] = []
    for noun in NOUNS:
        path = folder / f"{noun.FILE}.csv"
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as lines:
                header = lines.readline()
                lines.seek(0)
                rows += [_row(noun, cells) for cells in csv.DictReader(lines, delimiter=";" if ";" in header else ",")]
    return portfolio_of(rows, today, waivers=waivers)


def _row(noun: type[Noun], cells: Mapping[str, str]) -> Noun:
    values: dict[str, Any] = {}
    for name, column in columns_of(noun).items():
        text = (cells.get(name) or "").strip()
        if text and not column.hidden:
            parse = parse_typed if noun is Milestone and name == "after" else column.kind.parse
            values[name] = parse(text.replace(",", ".") if column.kind.name == "number" else text)
    return noun(**values)

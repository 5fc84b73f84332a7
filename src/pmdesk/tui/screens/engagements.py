"""Engagements: every contract with its term, hours, next date and troubles; one opens to all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pmdesk.model import (
    Action,
    Assignment,
    Contact,
    Engagement,
    Milestone,
    Note,
    Noun,
    RaidItem,
    TimeEntry,
)
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.screens.opened import OpenedScreen, PaneOf
from pmdesk.tui.screens.register import Section
from pmdesk.tui.tables.contracts import (
    ASSIGNMENTS,
    ENGAGEMENTS,
    MILESTONES,
    engagement_facts,
    title_line_of_engagement,
)
from pmdesk.tui.tables.measures import KPIS, read_measures
from pmdesk.tui.tables.raid import RAID
from pmdesk.tui.tables.registers import ACTIONS, CONTACTS, NOTES, TIME
from pmdesk.tui.tables.standing import standing_facts
from pmdesk.tui.tables.table import Seen, broken, fact
from pmdesk.tui.widgets.row_list import Row, heading

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.store import Entry

SOON = 5
"""How many of each the overview lists."""
LOGGED = 200
"""How many of the newest changes are looked through for those of the client."""


class EngagementsScreen(OpenedScreen):
    """Running contracts, then those that are over."""

    TABLE = ENGAGEMENTS
    EMPTY = (
        Span("no engagements yet: ", "dim"), Span("A", "bold"), Span(" adds one, ", "dim"), Span("pmdesk import"),
        Span(" brings them in", "dim"),
    )  # fmt: skip

    def read(self, desk: Sight) -> Mapping[str, Any]:
        """Read engagements, and the hours worked on each."""
        return {"rows": desk.rows(Engagement), "hours": _hours(desk.rows(TimeEntry))}

    def sections(self, rows: Sequence[Engagement], seen: Seen) -> list[Section]:
        """Part by whether they are closed."""
        over = [row for row in rows if row.status == "closed"]
        here = [row for row in rows if row.status != "closed"]
        return [("", "", here), ("closed", "", over)]

    def panes(self, about: Noun) -> tuple[PaneOf, ...]:
        """Give what belongs to an engagement."""
        return (
            PaneOf(
                "overview", MILESTONES, "milestones", "nothing is promised yet: A adds a milestone", rows=self._overview
            ),
            PaneOf("milestones", MILESTONES, "milestones", "no milestones yet: A adds one", _by_openness),
            PaneOf("vendors", ASSIGNMENTS, "assignments", "no vendor works on it yet: A adds an assignment"),
            PaneOf("RAID", RAID, "raid", "no risks, issues or decisions yet: A adds one", _by_openness),
            PaneOf("KPIs", KPIS, "kpis", "no KPIs or SLAs yet: A adds one"),
            PaneOf("actions", ACTIONS, "actions", "no actions yet: A adds one", _by_openness),
            PaneOf("time", TIME, "time", "no hours logged yet: A logs some"),
            PaneOf("contacts", CONTACTS, "contacts", "nobody known there yet: A adds a contact"),
            PaneOf("notes", NOTES, "notes", "no notes yet: A adds one"),
            PaneOf("log", MILESTONES, "log", "nothing of this client was changed lately", rows=self._log),
        )

    def read_inside(self, desk: Sight, about: Engagement) -> Mapping[str, Any]:
        """Read what belongs to an engagement."""
        from pmdesk.desk.escalating import histories
        from pmdesk.desk.standing import standing

        risks = desk.rows(RaidItem, engagement=about.key)
        measures = read_measures(desk, engagement=about.key)
        assignments = desk.rows(Assignment, engagement=about.key)
        parties = [f"client/{about.client}", *dict.fromkeys(f"vendor/{row.vendor}" for row in assignments)]
        notes = desk.rows(Note, engagement=about.key)
        notes += [row for row in desk.rows(Note, client=about.client) if row.engagement is None]
        return {
            "milestones": desk.rows(Milestone, engagement=about.key),
            "assignments": assignments,
            "raid": risks,
            **histories(desk, risks),
            "kpis": measures["rows"],
            "scores": measures["scores"],
            "actions": desk.rows(Action, engagement=about.key),
            "time": desk.rows(TimeEntry, engagement=about.key),
            "contacts": [row for of in parties for row in desk.rows(Contact, of=of)],
            "notes": notes,
            "standing": standing(desk, about.key),
            "log": [entry for entry in desk.entries(LOGGED) if about.client in entry.clients],
        }

    def adds(self) -> type[Noun] | None:
        """Give the noun of the pane in view."""
        return self.table.noun

    def headline(self, about: Engagement, seen: Seen) -> Line:
        """Give client, name and key."""
        return title_line_of_engagement(about, seen)

    def _overview(self, about: Engagement, seen: Seen) -> list[Row]:
        """Give the facts, then what comes next: dates, actions, risks."""
        width = max(40, self.rows_list.size.width)
        inside = self.data
        if "milestones" not in inside:
            return []
        found = [heading(), *(heading(*line) for line in broken(engagement_facts(about, seen), width - 1))]
        found += [heading(*line) for line in broken(standing_facts(inside["standing"], seen), width - 1)]
        found += [heading(*line) for line in fact("objective", about.objective, width, most=3)]
        found += [heading(*line) for line in fact("notes", about.notes, width, "dim", most=3)]
        dates = sorted((row for row in inside["milestones"] if row.is_open), key=lambda row: (row.due, row.key))
        actions = sorted(
            (row for row in inside["actions"] if row.status == "open"), key=lambda row: row.due or date.max
        )
        risks = sorted((row for row in inside["raid"] if row.status == "open"), key=lambda row: -row.exposure)
        for title, table, rows in (
            ("next dates", MILESTONES, dates),
            ("actions", ACTIONS, actions),
            ("RAID", RAID, risks),
        ):
            found += [heading(), heading(Span(title, "bold"), Span(f"   {len(rows)} open", "dim"))]
            found += [table.row(row, seen) for row in rows[:SOON]]
            if len(rows) > SOON:
                found.append(heading(Span(f"  and {len(rows) - SOON} more", "faint")))
        return found

    def _log(self, about: Engagement, seen: Seen) -> list[Row]:
        """Give what was changed lately of the client's, newest first."""
        return [_log_row(entry, seen, about.client) for entry in self.data.get("log", ())]


def _hours(entries: Sequence[TimeEntry]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in entries:
        found[row.engagement] = found.get(row.engagement, Decimal(0)) + row.hours
    return found


def _by_openness(rows: Sequence[Any], seen: Seen) -> list[Section]:
    """Part what is open from what is over."""
    from pmdesk.desk.deeds import is_done

    here = [row for row in rows if not is_done(row)]
    return [("", "", here), ("done or cancelled", "", [row for row in rows if is_done(row)])]


def _log_row(entry: Entry, seen: Seen, client: str) -> Row:
    from zoneinfo import ZoneInfo

    at = entry.at.astimezone(ZoneInfo(seen.view.zone))

    said, role = (entry.words, "") if entry.state == "done" else (f"undone: {entry.words}", "faint")

    def draw(width: int) -> Line:
        return [
            cell(words.week_day(at.date(), seen.view.today), 11, "dim"), cell(f"{at:%H:%M}", 7, "dim"),
            cell(said, max(10, width - 36), role), Span(" "), cell(entry.by, 16, "faint"),
        ]  # fmt: skip

    return Row(f"entry/{entry.id}", draw, "entry", client, at.date(), entry)

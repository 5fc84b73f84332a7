"""The lists of what has no screen of its own: every row of a noun, to filter, sort, add, edit and delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmdesk.model import Assignment, Client, Milestone
from pmdesk.tui.line import Line, Span
from pmdesk.tui.screens.register import RegisterScreen, Section
from pmdesk.tui.tables.contracts import ASSIGNMENTS, MILESTONES
from pmdesk.tui.tables.others import ALLOCATIONS, BLACKOUTS, CHANGED, CLIENTS, MEETINGS, SITES
from pmdesk.tui.tables.registers import CONTACTS, NOTES, TIME
from pmdesk.tui.tables.table import Seen
from pmdesk.tui.widgets.filter_line import FilterLine


def _nothing(what: str, adds: str) -> Line:
    return (Span(f"no {what} yet: ", "dim"), Span("A", "bold"), Span(f" {adds}", "dim"))


class ListScreen(RegisterScreen):
    """A list; Esc on it, with nothing selected and no filter, goes back to the screen that it was called from."""

    def action_back(self) -> None:
        """Back out: of the selection, of the filter, of the list."""
        if any(one.marked for one in self.lists()) or self.query_one(FilterLine).display:
            super().action_back()
        else:
            self.run_worker(self._go(self.came_from))


class ClientsScreen(ListScreen):
    """Clients by pin, archived ones beneath."""

    TABLE = CLIENTS
    EMPTY = _nothing("clients", "adds one, an engagement follows")

    def sections(self, rows: Sequence[Client], seen: Seen) -> list[Section]:
        """Part by whether they are archived."""
        gone = [row for row in rows if row.status == "archived"]
        return [("", "", [row for row in rows if row.status != "archived"]), ("archived", "", gone)]


class ContactsScreen(ListScreen):
    """Everybody who is known, at clients and vendors."""

    TABLE = CONTACTS
    EMPTY = _nothing("contacts", "adds one")


class SitesScreen(ListScreen):
    """Where clients' work is done."""

    TABLE = SITES
    EMPTY = _nothing("sites", "adds one: meetings and milestones can be there")


class DatesScreen(ListScreen):
    """Every milestone there is, open ones first."""

    TABLE = MILESTONES
    EMPTY = _nothing("milestones", "adds one")

    def sections(self, rows: Sequence[Milestone], seen: Seen) -> list[Section]:
        """Part what is open from what is over."""
        here = [row for row in rows if row.is_open]
        return [("open", "", here), ("done or cancelled", "", [row for row in rows if not row.is_open])]


class MeetingsScreen(ListScreen):
    """Every meeting and visit, also those that I do not attend."""

    TABLE = MEETINGS
    EMPTY = _nothing("meetings", "adds one")


class ChangedScreen(ListScreen):
    """Single occurrences that were moved or cancelled."""

    TABLE = CHANGED
    EMPTY = (Span("no occurrence of a meeting was moved or cancelled: m and x on g w do that", "dim"),)


class AssignmentsScreen(ListScreen):
    """Which vendor works where."""

    TABLE = ASSIGNMENTS
    EMPTY = _nothing("assignments", "gives a vendor work on an engagement")

    def sections(self, rows: Sequence[Assignment], seen: Seen) -> list[Section]:
        """Part what still runs from what is over."""
        today, portfolio = seen.view.today, seen.view.portfolio

        def is_over(row: Assignment) -> bool:
            end: Any = row.end or getattr(portfolio.engagements.get(row.engagement), "end", None)
            return row.status == "cancelled" or (end is not None and end < today)

        here = [row for row in rows if not is_over(row)]
        return [("", "", here), ("over", "", [row for row in rows if is_over(row)])]


class AllocationsScreen(ListScreen):
    """Hours a week that replace an engagement's for a period."""

    TABLE = ALLOCATIONS
    EMPTY = _nothing("periods with hours of their own", "adds one")


class BlackoutsScreen(ListScreen):
    """Leave, change freezes, shutdowns of everybody."""

    TABLE = BLACKOUTS
    EMPTY = _nothing("leave, freezes or shutdowns", "adds one")


class NotesScreen(ListScreen):
    """What was noted, the newest first."""

    TABLE = NOTES
    EMPTY = _nothing("notes", "adds one")


class TimeScreen(ListScreen):
    """Hours that were worked, the newest first."""

    TABLE = TIME
    EMPTY = _nothing("hours", "logs some")

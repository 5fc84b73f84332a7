"""Vendors: capacity, load over 12 weeks, whom they serve; who is hit if one slips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pmdesk.model import Assignment, Blackout, Contact, Kpi, Measurement, Noun, Vendor
from pmdesk.model.kinds import form_number
from pmdesk.tui import belonging, refs, words
from pmdesk.tui.line import Line, Span
from pmdesk.tui.screens.opened import OpenedScreen, PaneOf
from pmdesk.tui.screens.register import Section
from pmdesk.tui.tables.contracts import ASSIGNMENTS
from pmdesk.tui.tables.measures import KPIS, read_measures, scores_of
from pmdesk.tui.tables.others import BLACKOUTS
from pmdesk.tui.tables.registers import CONTACTS
from pmdesk.tui.tables.table import Seen
from pmdesk.tui.tables.vendors import VENDORS
from pmdesk.tui.widgets.row_list import Row, heading

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.view import View

_PANES = (
    PaneOf("assignments", ASSIGNMENTS, "assignments", "no work promised yet: A adds an assignment"),
    PaneOf("measures", KPIS, "kpis", "no SLA with this vendor yet: A adds one"),
    PaneOf("contacts", CONTACTS, "contacts", "nobody known there yet: A adds a contact"),
    PaneOf("blackouts", BLACKOUTS, "blackouts", "no shutdown known: A adds one"),
)


class VendorsScreen(OpenedScreen):
    """Active vendors, archived ones beneath."""

    TABLE = VENDORS
    EMPTY = (Span("no vendors yet: ", "dim"), Span("A", "bold"), Span(" adds one", "dim"))

    def read(self, desk: Sight) -> Mapping[str, Any]:
        """Read vendors, and how their service levels stand."""
        service = [row for row in desk.rows(Kpi, sla=True) if row.vendor]
        by_kpi = {row.key: desk.rows(Measurement, kpi=row.key) for row in service}
        return {"rows": desk.rows(Vendor), "service": service, "scores": scores_of(service, by_kpi, desk.today())}

    def vendors(self, view: View) -> frozenset[str]:
        """Give the vendors that work for the client in focus."""
        return belonging.vendors_of(view.portfolio, view.focus) if view.focus else frozenset()

    def sections(self, rows: Sequence[Vendor], seen: Seen) -> list[Section]:
        """Part by whether they are archived."""
        gone = [row for row in rows if row.status == "archived"]
        here = [row for row in rows if row.status != "archived"]
        return [("", "", here), ("archived", "", gone)] if gone else [("", "", here)]

    def panes(self, about: Noun) -> tuple[PaneOf, ...]:
        """Give what belongs to a vendor."""
        return _PANES

    def read_inside(self, desk: Sight, about: Vendor) -> Mapping[str, Any]:
        """Read what belongs to a vendor, as far as it stands in the context."""
        measures = read_measures(desk, vendor=about.key)
        return {
            "assignments": desk.rows(Assignment, vendor=about.key), "kpis": measures["rows"],
            "scores": measures["scores"], "contacts": desk.rows(Contact, of=about.ref),
            "blackouts": desk.rows(Blackout, who=about.ref),
        }  # fmt: skip

    def adds(self) -> type[Noun] | None:
        """Give the noun of the pane in view."""
        return self.table.noun

    def action_move(self) -> None:
        """Ask who is hit if the vendor under the cursor slips."""
        row = self._about if isinstance(self._about, Vendor) else next(iter(self.picked()), None)
        if not isinstance(row, Vendor):
            super().action_move()
            return
        from pmdesk.tui.overlays.slip import SlipScreen

        self.app.push_screen(SlipScreen(row, self))

    def elsewhere(self, rows: Sequence[Any], seen: Seen) -> list[Row]:
        """Tell when the vendor's crews are with others, without saying with whom."""
        found = []
        for row in sorted((row for row in rows if isinstance(row, Assignment)), key=lambda row: (row.start, row.key)):
            end = seen.view.portfolio.assignment_end(row)
            if row.status != "cancelled" and (end is None or end >= seen.view.today):
                when = words.day_range(row.start, end, seen.view.today) if end else f"from {words.short_day(row.start)}"
                units = f"{form_number(row.units)}{seen.glyphs.times}"
                found.append(heading(Span(f"{refs.ELSEWHERE}   ", "dim"), Span(f"{when}   {units}", "dim")))
        return found

    def headline(self, about: Vendor, seen: Seen) -> Line:
        """Give the vendor with its crews."""
        return [
            Span(f" {about.name}", "bold"), Span(f"   {about.services}", "dim"), Span(f"   {about.key}", "faint"),
            Span("     m ", "bold"), Span("who is hit if it slips", "dim"),
        ]  # fmt: skip

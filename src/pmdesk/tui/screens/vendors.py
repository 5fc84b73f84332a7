"""Vendors: capacity, load over 12 weeks, whom they serve, their record; who is hit if one slips; choices of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from pmdesk.model import (
    Assignment,
    Blackout,
    Candidate,
    Contact,
    Kpi,
    Measurement,
    Noun,
    Rating,
    Selection,
    Vendor,
)
from pmdesk.model.kinds import form_number
from pmdesk.tui import belonging, refs, words
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Line, Span
from pmdesk.tui.screens.opened import OpenedScreen, PaneOf
from pmdesk.tui.screens.register import Section, parted
from pmdesk.tui.tables.choices import CANDIDATES, RATINGS, SELECTIONS
from pmdesk.tui.tables.contracts import ASSIGNMENTS
from pmdesk.tui.tables.measures import KPIS, read_measures, scores_of
from pmdesk.tui.tables.others import BLACKOUTS
from pmdesk.tui.tables.registers import CONTACTS
from pmdesk.tui.tables.table import Seen
from pmdesk.tui.tables.vendors import VENDORS, record_lines
from pmdesk.tui.widgets.row_list import Row, heading

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.view import View


def _record_rows(about: Vendor, seen: Seen) -> list[Row]:
    return [heading(*line) for line in record_lines(about, seen, 100)]


_PANES = (
    PaneOf("assignments", ASSIGNMENTS, "assignments", "no work promised yet: A adds an assignment"),
    PaneOf("record", RATINGS, "record", "nothing delivered yet", rows=_record_rows),
    PaneOf("ratings", RATINGS, "ratings", "not rated yet: A rates by a criterion"),
    PaneOf("measures", KPIS, "kpis", "no SLA with this vendor yet: A adds one"),
    PaneOf("contacts", CONTACTS, "contacts", "nobody known there yet: A adds a contact"),
    PaneOf("blackouts", BLACKOUTS, "blackouts", "no shutdown known: A adds one"),
)
_STANDING = (PaneOf("candidates", CANDIDATES, "candidates", "nobody stands in it yet: A adds a candidate"),)


class VendorsScreen(OpenedScreen):
    """Active vendors, archived ones beneath, then the choices between candidates."""

    TABLE = VENDORS
    SCOPES: ClassVar[tuple[str, ...]] = ("desk", "list", "sieve", "register", "opened", "vendors")
    BINDINGS = bindings("vendors")
    EMPTY = (Span("no vendors yet: ", "dim"), Span("A", "bold"), Span(" adds one", "dim"))

    def read(self, desk: Sight) -> Mapping[str, Any]:
        """Read vendors, and how their service levels stand."""
        service = [row for row in desk.rows(Kpi, sla=True) if row.vendor]
        by_kpi = {row.key: desk.rows(Measurement, kpi=row.key) for row in service}
        from pmdesk.desk.vendors import records

        return {
            "rows": desk.rows(Vendor), "service": service, "scores": scores_of(service, by_kpi, desk.today()),
            "records": records(desk), "selections": desk.rows(Selection), "candidates": desk.rows(Candidate),
        }  # fmt: skip

    def vendors(self, view: View) -> frozenset[str]:
        """Give the vendors that work for the client in focus."""
        return belonging.vendors_of(view.portfolio, view.focus) if view.focus else frozenset()

    def sections(self, rows: Sequence[Vendor], seen: Seen) -> list[Section]:
        """Part by whether they are archived."""
        gone = [row for row in rows if row.status == "archived"]
        here = [row for row in rows if row.status != "archived"]
        return [("", "", here), ("archived", "", gone)] if gone else [("", "", here)]

    def panes(self, about: Noun) -> tuple[PaneOf, ...]:
        """Give what belongs to a vendor, or who stands in a choice."""
        return _STANDING if isinstance(about, Selection) else _PANES

    def made_rows(self, seen: Seen) -> list[Row]:
        """Make the rows of the list, the choices beneath, or of the pane."""
        found = super().made_rows(seen)
        if self._about is not None:
            return found
        here = [row for row in self.data.get("selections", ()) if belonging.stands_in(seen.view, row)]
        return [*found, *parted(SELECTIONS, [("choices", "", sorted(here, key=_by_state))], seen, after=bool(found))]

    def detail(self, about: Noun, width: int) -> list[Line]:
        """Give what is told of a row, by the table of its noun."""
        if isinstance(about, Selection):
            return SELECTIONS.detail(about, self.seen(), width)
        return super().detail(about, width)

    def read_inside(self, desk: Sight, about: Noun) -> Mapping[str, Any]:
        """Read what belongs to a vendor, as far as it stands in the context, or who stands in a choice."""
        if isinstance(about, Selection):
            return {"candidates": desk.rows(Candidate, selection=about.key)}
        if not isinstance(about, Vendor):
            return {}
        measures = read_measures(desk, vendor=about.key)
        return {
            "assignments": desk.rows(Assignment, vendor=about.key), "kpis": measures["rows"],
            "scores": measures["scores"], "ratings": desk.rows(Rating, vendor=about.key),
            "contacts": desk.rows(Contact, of=about.ref),
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

    # -- rating and choosing ------------------------------------------------------------------------------------------

    def preset(self, noun: type[Noun], view: View) -> Mapping[str, str]:
        """Give what a new row begins with: what was opened, and today."""
        found = dict(super().preset(noun, view))
        if noun is Rating:
            found["date"] = view.today.isoformat()
        if noun is Candidate and self._about is not None:
            found["selection"] = self._about.identity[0]
        if noun is Selection:
            found["criteria"] = CRITERIA
        return found

    def action_rate(self) -> None:
        """Rate the vendor that was opened, or that the cursor is on."""
        if self._locked("R rates a vendor"):
            return
        row = self._about if isinstance(self._about, Vendor) else next(iter(self.picked()), None)
        if isinstance(row, Vendor):
            self.action_new("rating")
        else:
            self._nothing("R rates a vendor", self.picked())

    def action_new_choice(self) -> None:
        """Add a choice between candidates."""
        if not self._locked("C begins a choice"):
            self.action_new("selection")

    def _locked(self, verb: str) -> bool:
        if self.view is None or not self.view.context.locked:
            return False
        self.say(f"{verb}: not while locked", "dim")
        return True

    def action_decide(self) -> None:
        """Decide for the candidate under the cursor, with a reason."""
        from pmdesk.tui.overlays.question import WhyQuestion

        row, about = next(iter(self.picked()), None), self._about
        if not isinstance(row, Candidate) or not isinstance(about, Selection):
            self.say("D decides for a candidate: Enter on a choice shows who stands in it", "dim")
            return

        def answered(why: str | None) -> None:
            if why and self.view is not None:
                from pmdesk.desk.vendors import choose

                self._did(choose(about, self.data.get("candidates", ()), row.key, why, self.view.today))

        self.app.push_screen(WhyQuestion(f"why {row.name}?"), answered)

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

    def headline(self, about: Noun, seen: Seen) -> Line:
        """Give the vendor with its crews, or the choice with how it stands."""
        if not isinstance(about, Vendor):
            return SELECTIONS.detail(about, seen, 80)[0]
        return [
            Span(f" {about.name}", "bold"),
            Span(f"   {about.services}", "dim"),
            Span(f"   {about.key}", "faint"),
        ]


CRITERIA = "experience=3 references=2 culture=1 cost=2"
"""What a choice weighs unless something else is typed."""


def _by_state(row: Selection) -> tuple[bool, str]:
    return row.status == "decided", row.title.casefold()

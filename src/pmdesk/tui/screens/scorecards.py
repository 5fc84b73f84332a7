"""Scorecards: KPIs and SLAs against target, breaches first; one opens to what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pmdesk.model import Kpi, Measurement, Noun
from pmdesk.schedule.scores import MISSED
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span
from pmdesk.tui.screens.opened import OpenedScreen, PaneOf
from pmdesk.tui.screens.register import Section
from pmdesk.tui.tables.measures import KPIS, MEASUREMENTS, read_measures, score_of
from pmdesk.tui.tables.requests import REQUESTS, RULES, read_requests
from pmdesk.tui.tables.table import Seen

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.view import View

_PANES = (
    PaneOf("measurements", MEASUREMENTS, "measurements", "nothing measured yet: A records a value"),
    PaneOf("requests", REQUESTS, "requests", "no request came in under it yet: A opens one"),
    PaneOf("rule", RULES, "rules", "its values are typed: A has them computed"),
)


class ScorecardsScreen(OpenedScreen):
    """Service levels, then the other measures."""

    TABLE = KPIS
    EMPTY = (
        Span("no KPIs or SLAs yet: ", "dim"), Span("A", "bold"), Span(" adds one, ", "dim"), Span("Enter", "bold"),
        Span(" on it records what was measured", "dim"),
    )  # fmt: skip

    def read(self, desk: Sight) -> Mapping[str, Any]:
        """Read measures and how they stand."""
        return read_measures(desk)

    def vendors(self, view: View) -> frozenset[str]:
        """Give the vendors whose own measures, those of no engagement, stand in the context too."""
        from pmdesk.tui.belonging import vendors_of

        return vendors_of(view.portfolio, view.focus) if view.focus else frozenset()

    def sections(self, rows: Sequence[Kpi], seen: Seen) -> list[Section]:
        """Part SLAs from the rest."""
        service = [row for row in rows if row.sla]
        others = [row for row in rows if not row.sla]
        return [("SLAs", _told(service, seen), service), ("KPIs", _told(others, seen), others)]

    def panes(self, about: Noun) -> tuple[PaneOf, ...]:
        """Give what was measured, the requests that it is measured by, and its rule; under a lock the first alone."""
        return _PANES[:1] if self.desk_app.context.locked else _PANES

    def read_inside(self, desk: Sight, about: Kpi) -> Mapping[str, Any]:
        """Read what was measured."""
        return {"measurements": desk.rows(Measurement, kpi=about.key), "kpis": (about,), **read_requests(desk, about)}

    def headline(self, about: Kpi, seen: Seen) -> Line:
        """Give the measure with its target."""
        return [*super().headline(about, seen), *KPIS.detail(about, seen, 80)[1]]


def _told(rows: Sequence[Kpi], seen: Seen) -> str:
    missed = sum(1 for row in rows if (found := score_of(row, seen)) and found.state == MISSED)
    return f"{len(rows)}" + (f"   {words.count(missed, 'is', 'are')} missed" if missed else "")

"""Actions: mine, and what waits on others, across clients, by due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmdesk.model import Action
from pmdesk.tui import words
from pmdesk.tui.line import Span
from pmdesk.tui.screens.register import RegisterScreen, Section
from pmdesk.tui.tables.registers import ACTIONS
from pmdesk.tui.tables.table import Seen


class ActionsScreen(RegisterScreen):
    """Open actions in two sections, the ones that are over beneath."""

    TABLE = ACTIONS
    EMPTY = (Span("no actions yet: ", "dim"), Span("a", "bold"), Span(" adds one", "dim"))

    def sections(self, rows: Sequence[Action], seen: Seen) -> list[Section]:
        """Part by who has to act."""
        mine = [row for row in rows if row.status == "open" and row.owner == "me"]
        others = [row for row in rows if row.status == "open" and row.owner != "me"]
        over = [row for row in rows if row.status != "open"]
        if self._order == "due":
            over.reverse()
        today = seen.view.today
        return [
            ("mine", _counted(mine, today), mine),
            ("waits on others", _counted(others, today), others),
            ("done or cancelled", str(len(over)), over),
        ]


def _counted(rows: Sequence[Action], today: date) -> str:
    late = sum(1 for row in rows if row.due is not None and row.due < today)
    return f"{len(rows)}" + (f", {words.count(late, 'is late', 'are late')}" if late else "")

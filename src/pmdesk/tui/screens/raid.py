"""RAID: the register by exposure, what is due for review, what was escalated."""

from __future__ import annotations

from collections.abc import Sequence

from pmdesk.model import RaidItem
from pmdesk.tui import words
from pmdesk.tui.line import Span
from pmdesk.tui.screens.register import RegisterScreen, Section
from pmdesk.tui.tables.registers import RAID, is_review_due
from pmdesk.tui.tables.table import Seen


class RaidScreen(RegisterScreen):
    """What is open, then what is closed."""

    TABLE = RAID
    EMPTY = (Span("no risks, issues or decisions yet: ", "dim"), Span("a", "bold"), Span(" adds one", "dim"))

    def sections(self, rows: Sequence[RaidItem], seen: Seen) -> list[Section]:
        """Part by whether they are open."""
        shut = [row for row in rows if row.status != "open"]
        left = [row for row in rows if row.status == "open"]
        due = sum(1 for row in left if is_review_due(row, seen.view.today))
        up = sum(1 for row in left if row.escalated_to)
        told = [str(len(left)), words.count(due, "review due", "reviews due") if due else ""]
        told.append(f"{up} escalated" if up else "")
        return [("open", "   ".join(part for part in told if part), left), ("closed", "", shut)]

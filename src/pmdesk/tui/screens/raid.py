"""RAID: the register by exposure, what is due for review, what was escalated and not answered, what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from pmdesk.errors import InputError
from pmdesk.model import RaidItem
from pmdesk.tui import words
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Span
from pmdesk.tui.screens.register import RegisterScreen, Section
from pmdesk.tui.tables.raid import RAID, is_review_due, is_unanswered
from pmdesk.tui.tables.table import Seen

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.sight import Sight


class RaidScreen(RegisterScreen):
    """What is open, then what is closed."""

    TABLE = RAID
    SCOPES: ClassVar[tuple[str, ...]] = ("desk", "list", "sieve", "register", "raid")
    BINDINGS = bindings("raid")
    EMPTY = (Span("no risks, issues or decisions yet: ", "dim"), Span("a", "bold"), Span(" adds one", "dim"))

    def read(self, desk: Sight) -> Mapping[str, Any]:
        """Read the register, what items were before, and before whom they were put."""
        from pmdesk.desk.escalating import histories

        rows = desk.rows(RaidItem)
        return {"rows": rows, **histories(desk, rows)}

    def sections(self, rows: Sequence[RaidItem], seen: Seen) -> list[Section]:
        """Part by whether they are open."""
        shut = [row for row in rows if row.status != "open"]
        left = [row for row in rows if row.status == "open"]
        due = sum(1 for row in left if is_review_due(row, seen.view.today))
        up = sum(1 for row in left if row.escalated_to)
        late = sum(1 for row in left if is_unanswered(row, seen))
        told = [str(len(left)), words.count(due, "review due", "reviews due") if due else ""]
        told += [f"{up} escalated" if up else "", f"{late} without an answer in time" if late else ""]
        return [("open", "   ".join(part for part in told if part), left), ("closed", "", shut)]

    def action_turn_into(self) -> None:
        """Make an issue of the risk under the cursor: it has happened."""
        from pmdesk.desk.escalating import occurred

        row = self._item("T says that a risk has become an issue")
        if row is None:
            return
        try:
            edit = occurred(row)
        except InputError as error:
            self.say(f"T: {error.message}", "dim")
            return
        self._with([row], lambda rows, view: self._did(edit))

    def action_escalate(self) -> None:
        """Put the item under the cursor before the next contact."""
        from pmdesk.desk.escalating import escalate

        row = self._item("U escalates a RAID item to the next contact")
        if row is not None:
            self._make(row, lambda desk: escalate(desk, row.key))

    def action_answer(self) -> None:
        """Note what was answered to the last escalation of the item under the cursor."""
        from pmdesk.desk.escalating import answer
        from pmdesk.tui.overlays.question import WhyQuestion

        row = self._item("Y notes an answer to an escalation")
        if row is None:
            return
        pair = self.data.get("waits", {}).get(row.key)
        if pair is None or pair[0].answered is not None:
            self.say("Y notes an answer: this waits for none", "dim")
            return

        def answered(text: str | None) -> None:
            if text:
                self._make(row, lambda desk: answer(desk, row.key, text))

        self.app.push_screen(WhyQuestion("what was the answer?"), answered)

    def _item(self, verb: str) -> RaidItem | None:
        """Give the item that a verb takes; None where there is none or the screen is locked, which is said."""
        row = next(iter(self.picked()), None)
        if self.view is None or self.view.context.locked:
            self.say(f"{verb}: not while locked", "dim")
            return None
        if not isinstance(row, RaidItem):
            self._nothing(verb, self.picked())
            return None
        return row

    def _make(self, row: RaidItem, make: Callable[[Sight], Edit]) -> None:
        self.forget_picked()
        self._with(
            [row], lambda rows, view: self.keeper.perform(make, otherwise=lambda error: self.say(error.message, "dim"))
        )

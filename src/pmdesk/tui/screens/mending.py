"""The keys that mend what is contradictory: a way out, or a waiver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.screens.copying import Copying

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pmdesk.schedule.conflicts.conflict import Conflict


class Mending(Copying):
    """A screen with conflicts under its cursor."""

    def conflicts_here(self) -> list[Conflict]:
        """Give the conflicts of what is under the cursor, worst first, waived ones last."""
        view, ref = self.view, self.target().partition("#")[0]
        if view is None or not ref:
            return []
        if ref.startswith("conflict/"):
            return [one for one in view.conflicts if f"conflict/{one.id}" == ref]
        return [one for one in view.conflicts if ref in one.items or one.who == ref]

    def _contradictions(self, verb: str) -> list[Conflict]:
        """Give the conflicts here; where there are none, say so."""
        found = self.conflicts_here()
        if not found and self.view is not None:
            self.say(f"{verb}: none is under the cursor", "dim")
        return found

    def action_fix(self) -> None:
        """Seek ways out of the conflicts under the cursor."""
        found = self._contradictions("f seeks ways out of a conflict")
        if not found:
            return
        from pmdesk.tui.overlays.fix import FixScreen

        def answered(waive: str | None) -> None:
            one = next((one for one in found if one.id == waive), None)
            if one is not None:
                self._waive([one])

        self.app.push_screen(FixScreen(found, self), answered)

    def are_selected(self) -> bool:
        """Tell whether the conflicts here were selected one by one: what is done is done to all of them then."""
        return False

    def action_waive(self) -> None:
        """Accept the conflicts under the cursor with a reason; take that back where they were accepted."""
        found = self._contradictions("w accepts a conflict")
        if len(found) == 1 or (found and self.are_selected()):
            self._waive(found)
        elif found:
            from pmdesk.tui.overlays.finder import Finder, Item

            def answered(chosen: str | None) -> None:
                one = next((one for one in found if one.id == chosen), None)
                if one is not None:
                    self._waive([one])

            items = [Item(one.id, f"{one.kind} {one.message}".casefold(), _drawn(one)) for one in found]
            self.app.push_screen(Finder(items, hint="which of these to waive"), answered)

    def _waive(self, conflicts: Sequence[Conflict]) -> None:
        """Ask for the waiver of those that have none; where all of them have one, whether to take them back."""
        from pmdesk.tui.overlays.waive import WaiveScreen, take_back_question, together

        view = self.view
        if view is None:
            return
        left = [one for one in conflicts if one.waived is None]
        if left:
            self.app.push_screen(WaiveScreen(left, self, view))
            return
        sheet = self.sheet() or view.book.home
        window, wanted = sheet.span, [one.id for one in conflicts]

        def answered(yes: bool | None) -> None:
            if yes:
                self.desk_app.state = "saving"
                self.forget_picked()
                self.keeper.perform(lambda sight: together([sight.no_waiver(window, one) for one in wanted]))

        self.app.push_screen(take_back_question(conflicts), answered)


def _drawn(conflict: Conflict) -> Callable[[int], Line]:
    from pmdesk.tui import words

    def draw(width: int) -> Line:
        role = {"high": "high", "medium": "medium", "low": "dim"}[conflict.severity]
        waived = "waived: " if conflict.waived else ""
        return [cell(words.LONG.get(conflict.kind, conflict.kind), 20, role), Span(f" {waived}{conflict.message}")]

    return draw

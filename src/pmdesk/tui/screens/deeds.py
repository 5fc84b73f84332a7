"""The verbs on rows of any noun, one or several: each turns into one change, or says why it can't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pmdesk.tui.screens.verbs import Verbs

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.model import Noun
    from pmdesk.portfolio import Change
    from pmdesk.tui.view import View


class Deeds(Verbs):
    """A screen whose verbs take whatever is picked; each kind tells what that is, and what it adds."""

    def adds(self) -> type[Noun] | None:
        """Give the noun that a new row is of; None where nothing is added here."""
        raise NotImplementedError

    def preset(self, noun: type[Noun], view: View) -> Mapping[str, str]:
        """Give what the form of a new row begins with, by field, as text."""
        from pmdesk.tui.overlays.presets import preset

        return preset(noun, view, self.picked()[:1])

    def forget_picked(self) -> None:
        """Take the marks off what a verb was done to."""

    def _nothing(self, what: str, rows: Sequence[Noun]) -> None:
        from pmdesk.desk.deeds import NAMES

        here = f"not on {_a(NAMES[rows[0].KIND])}" if rows else "there is nothing under the cursor"
        self.say(f"{what}: {here}", "dim")

    def _did(self, edit: Edit) -> None:
        self.forget_picked()
        if edit.changes:
            self._apply(edit)
        else:
            self.say(edit.words, "dim")

    def repeated_on(self) -> list[Noun] | None:
        """Give what is picked."""
        rows = self.picked()
        if not rows:
            self._nothing(". repeats the last change", rows)
        return rows or None

    def action_done(self) -> None:
        """Mark what is picked done (closed), or open it again."""
        from pmdesk.desk import deeds

        rows, view = self.picked(), self.view
        if view is None or not any(deeds.can_be_done(row) for row in rows):
            self._nothing("d marks milestones, actions, RAID items done", rows)
            return
        self._did(deeds.done(rows, view.today))

    def action_at_risk(self) -> None:
        """Mark the milestones that are picked at-risk, or no longer."""
        from pmdesk.desk import deeds
        from pmdesk.model import Milestone

        rows = self.picked()
        if not any(isinstance(row, Milestone) and row.is_open for row in rows):
            self._nothing("! marks open milestones at risk", rows)
            return
        self._did(deeds.at_risk(rows))

    def action_move(self) -> None:
        """Enter move mode with the milestone under the cursor."""
        from pmdesk.model import Milestone

        rows, view = self.picked(), self.view
        if view is None or not rows or not isinstance(rows[0], Milestone):
            self._nothing("m moves a milestone", rows)
            return
        from pmdesk.tui.overlays.move import MoveScreen

        self.app.push_screen(MoveScreen(rows[0], self))

    def action_add(self) -> None:
        """Add a row of what this screen lists, in a form."""
        noun = self.adds()
        if noun is not None:
            self.action_new(noun.KIND)

    def action_add_form(self) -> None:
        """Add a row in a form, whatever the other key for adding does."""
        self.action_add()

    def action_new(self, kind: str) -> None:
        """Add a row of a noun in a form."""
        from pmdesk.model import BY_KIND
        from pmdesk.tui.overlays.form import Form

        view, noun = self.view, BY_KIND[kind]
        if view is not None:
            self.app.push_screen(Form(noun, None, view, self.preset(noun, view)))

    def action_edit(self) -> None:
        """Edit the row that is picked in a form."""
        rows, view = self.picked(), self.view
        if view is None or not rows:
            self._nothing("e edits in a form", rows)
            return
        if len(rows) > 1:
            self.say(f"e edits one row: {len(rows)} are selected, Esc selects none", "dim")
            return
        self.edit_row(rows[0], view)

    def edit_row(self, row: Noun, view: View) -> None:
        """Edit a row in a form."""
        from pmdesk.tui.overlays.form import Form

        self.app.push_screen(Form(type(row), row, view))

    def action_delete(self) -> None:
        """Delete what is picked, after showing what hangs on it."""
        rows = self.picked()
        if not rows:
            self._nothing("x deletes", rows)
            return
        from pmdesk.desk import deeds

        self.keeper.read(lambda desk: deeds.all_that_goes(desk, rows), lambda changes: self._ask_delete(rows, changes))

    def _ask_delete(self, rows: Sequence[Noun], changes: tuple[Change, ...]) -> None:
        from pmdesk.desk import deeds
        from pmdesk.tui.overlays.goes_along import delete_question

        def answered(yes: bool | None) -> None:
            if yes:
                self._did(deeds.delete(rows, changes))

        if self.view is not None:
            self.app.push_screen(delete_question(rows, changes, self.view), answered)


def _a(name: str) -> str:
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"

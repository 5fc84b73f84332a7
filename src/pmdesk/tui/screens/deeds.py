"""The verbs on rows of any noun, one or several: each turns into one change, or says why it can't."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from pmdesk.tui.screens.verbs import Verbs

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.model import Noun
    from pmdesk.portfolio import Change
    from pmdesk.tui.view import View

Act = Callable[["list[Noun]", "View"], None]


class Deeds(Verbs):
    """A screen whose verbs take whatever is picked; each kind tells what that is, and what it adds.

    Nothing of another client than the one in focus is changed without a question.
    """

    def adds(self) -> type[Noun] | None:
        """Give the noun that a new row is of; None where nothing is added here."""
        from pmdesk.model import Milestone

        return Milestone

    def preset(self, noun: type[Noun], view: View) -> Mapping[str, str]:
        """Give what the form of a new row begins with, by field, as text."""
        from pmdesk.tui.overlays.presets import preset

        return preset(noun, view, self.picked()[:1], self.target_day())

    def _nothing(self, what: str, rows: Sequence[Noun]) -> None:
        from pmdesk.desk.deeds import NAMES

        here = f"not on {_a(NAMES[rows[0].KIND])}" if rows else "nothing under the cursor"
        self.say(f"{what}: {here}", "dim")

    def _with(self, rows: list[Noun], act: Act) -> None:
        """Do something with rows, after a question where some are not of the client in focus."""
        from pmdesk.tui import belonging

        view = self.view
        if view is None:
            return
        outside = [row for row in rows if not view.is_in(belonging.client_of(view.portfolio, row) or view.focus)]
        if not outside:
            act(rows, view)
            return
        from pmdesk.tui.overlays.ask import outside_question

        def answered(yes: bool | None) -> None:
            if yes:
                act(rows, view)

        self.app.push_screen(outside_question(outside, view), answered)

    def _did(self, edit: Edit) -> None:
        self.forget_picked()
        if edit.changes:
            self._apply(edit)
        else:
            self.say(edit.words, "dim")

    def action_repeat(self) -> None:
        """Do the last change again, to what is picked."""
        last = self.keeper.last if self.view else None
        if last is None:
            self.say(". repeats the last change: nothing was changed here yet", "dim")
            return
        rows = self.picked()
        if not rows:
            self._nothing(". repeats the last change", rows)
            return

        def act(rows: list[Noun], view: View) -> None:
            from pmdesk.desk.repeating import again

            edit = again(last, rows)
            if edit is None:
                self.say(f". repeats the last change, of {last.noun.KIND} rows: it does nothing here", "dim")
            else:
                self._did(edit)

        self._with(rows, act)

    def action_done(self) -> None:
        """Mark what is picked done (closed), or open it again."""
        from pmdesk.desk import deeds

        rows = self.picked()
        if not any(deeds.can_be_done(row) for row in rows):
            self._nothing("d marks milestones, actions, RAID items done", rows)
            return
        self._with(rows, lambda rows, view: self._did(deeds.done(rows, view.today)))

    def action_at_risk(self) -> None:
        """Mark the milestones that are picked at-risk, or no longer."""
        from pmdesk.desk import deeds
        from pmdesk.model import Milestone

        rows = self.picked()
        if not any(isinstance(row, Milestone) and row.is_open for row in rows):
            self._nothing("! marks open milestones at risk", rows)
            return
        self._with(rows, lambda rows, view: self._did(deeds.at_risk(rows)))

    def action_move(self) -> None:
        """Enter move mode with what is picked and has a day."""
        from pmdesk.desk import shifting

        picked = self.picked()
        rows = [row for row in picked if shifting.day_of(row) is not None]
        if not rows and any(getattr(row, "rrule", None) for row in picked):
            self.say("that meeting repeats: g w moves the one occurrence", "dim")
            return
        if not rows:
            self._nothing("m moves what has a day", picked)
            return
        self._with(rows, lambda rows, view: self._move(rows))

    def _move(self, rows: Sequence[Noun], title: str = "") -> None:
        from pmdesk.tui.overlays.move import MoveScreen

        self.app.push_screen(MoveScreen(rows, self, title))

    def action_add(self) -> None:
        """Add a row of what this screen lists, in a form."""
        noun = self.adds()
        if noun is not None:
            self.action_new(noun.KIND)

    def action_add_form(self) -> None:
        """Add a row in a form, whatever the other key for adding does."""
        self.action_add()

    def action_new(self, kind: str, said: str = "") -> None:
        """Add a row of a noun in a form; ``said`` is why it is this noun."""
        from pmdesk.desk.deeds import NAMES
        from pmdesk.model import BY_KIND, columns_of
        from pmdesk.tui.overlays.form import Form

        view, noun = self.view, BY_KIND[kind]
        if view is None:
            return
        columns = columns_of(noun)
        for name, rows in (("client", view.client_order), ("engagement", view.engagements)):
            if name in columns and columns[name].required and not rows:
                belongs = f"{_a(NAMES[kind])} needs {_a(name)}"
                self.action_new(name, f"{belongs}, and there is none here yet")
                return
        self.app.push_screen(Form(noun, None, view, self.preset(noun, view), said))

    def action_edit(self) -> None:
        """Edit the row that is picked in a form."""
        rows = self.picked()
        if not rows:
            self._nothing("e edits in a form", rows)
        elif len(rows) > 1:
            self.say(f"e edits one row: {len(rows)} are selected, Esc selects none", "dim")
        else:
            self._with(rows, lambda rows, view: self.edit_row(rows[0], view))

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

        def act(rows: list[Noun], view: View) -> None:
            self.keeper.read(lambda desk: deeds.all_that_goes(desk, rows), lambda all_: self._ask_delete(rows, all_))

        self._with(rows, act)

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

"""The keys that change something, the same on every screen; each turns into changes, or says why it can't."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pmdesk.tui.screens.mending import Mending

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.errors import PmdeskError
    from pmdesk.model import Milestone, Noun
    from pmdesk.portfolio import Change
    from pmdesk.tui.view import View

_NAMES = {
    "event": "a meeting", "assignment": "a vendor's assignment", "engagement": "an engagement", "client": "a client",
    "blackout": "a blackout", "action": "an action", "vendor": "a vendor", "conflict": "a conflict",
}  # fmt: skip


class Verbs(Mending):
    """A screen whose keys change what the cursor is on."""

    _let = ""
    """The ref of what is out of focus, and may be changed all the same this once."""

    def _milestone(self, verb: str, again: Callable[[], None]) -> tuple[Milestone, View] | None:
        """Give the milestone under the cursor with the view; where there is none, say what the verb wants.

        One that is out of focus is asked about first; ``again`` is called where that is answered with yes.
        """
        view = self.view
        if view is None:
            return None
        ref = self.target()
        found = view.find_milestone(ref)
        if found is not None and (view.of_engagement(found.engagement) or self._let == ref):
            return found, view
        if found is not None:
            self._ask_outside(found, view, again)
            return None
        here = _NAMES.get(ref.partition("/")[0])
        where = f"the cursor is on {here}" if here else "there is none under the cursor"
        self.say(f"{verb}: {where}", "dim")
        return None

    def _ask_outside(self, row: Milestone, view: View, again: Callable[[], None]) -> None:
        from pmdesk.tui.overlays.ask import outside_question

        def answered(yes: bool | None) -> None:
            if yes:
                self._let = row.ref
                again()
                self._let = ""

        self.app.push_screen(outside_question(row, view), answered)

    def action_repeat(self) -> None:
        """Do the last change again, to what is under the cursor."""
        from pmdesk.desk.repeating import again

        last = self.keeper.last if self.view else None
        if last is None:
            self.say(". repeats the last change: nothing was changed here yet", "dim")
            return
        rows = self.repeated_on()
        edit = again(last, rows) if rows else None
        if edit is not None:
            self._apply(edit)
        elif rows is not None:
            self.say(f". repeats the last change, of {last.noun.KIND} rows: it does nothing here", "dim")

    def repeated_on(self) -> list[Noun] | None:
        """Give the rows that the last change is repeated on; None where that was asked about, or said why not."""
        found = self._milestone(". repeats the last change", self.action_repeat)
        return [found[0]] if found else None

    def _apply(self, edit: Edit) -> None:
        self.desk_app.state = "saving"
        self.keeper.apply(edit.changes, edit.words)

    def action_done(self) -> None:
        """Mark done, or open again."""
        found = self._milestone("d marks a milestone done", self.action_done)
        if found:
            from pmdesk.desk import edits

            self._apply(edits.done(found[0], found[1].today))

    def action_at_risk(self) -> None:
        """Mark at-risk, or no longer."""
        found = self._milestone("! marks a milestone at risk", self.action_at_risk)
        if found is None:
            return
        from pmdesk.desk import edits

        if found[0].is_open:
            self._apply(edits.at_risk(found[0]))
        else:
            self.say(f"! marks an open milestone: this one is {found[0].status}", "dim")

    def action_move(self) -> None:
        """Enter move mode."""
        found = self._milestone("m moves a milestone", self.action_move)
        if found:
            from pmdesk.tui.overlays.move import MoveScreen

            self.app.push_screen(MoveScreen(found[0], self))

    def action_capture(self) -> None:
        """Add what one line says."""
        if self.view is None:
            return
        from pmdesk.tui.overlays.capture import CaptureScreen

        def answered(wanted: str | None) -> None:
            if wanted == "form":
                self.action_add_form()

        self.app.push_screen(CaptureScreen(self), answered)

    def action_add_form(self) -> None:
        """Add in a form."""
        self.action_add()

    def action_add(self) -> None:
        """Add a milestone in a form."""
        view = self.view
        if view is None:
            return
        if not any(row.status != "closed" for row in view.engagements):
            self.say("A adds a milestone to an engagement: there is none here yet", "dim")
            return
        from pmdesk.tui.overlays.milestone_form import MilestoneForm

        self.app.push_screen(MilestoneForm(None, view, engagement=self._engagement_here(view), due=self.target_day()))

    def action_edit(self) -> None:
        """Edit the milestone under the cursor in a form."""
        found = self._milestone("e edits a milestone", self.action_edit)
        if found:
            from pmdesk.tui.overlays.milestone_form import MilestoneForm

            self.app.push_screen(MilestoneForm(*found))

    def _engagement_here(self, view: View) -> str:
        """Give the engagement that the cursor is in; else the only one there is."""
        from pmdesk.tui import refs

        portfolio, ref = view.portfolio, self.target()
        row = refs.row_of(portfolio, ref) or view.find_milestone(ref)
        key = ref.partition("/")[2] if ref.startswith("engagement/") else getattr(row, "engagement", None)
        if key in portfolio.engagements:
            return str(key)
        mine = [row.key for row in view.engagements if row.status != "closed"]
        return mine[0] if len(mine) == 1 else ""

    def action_export(self) -> None:
        """Export the calendar of the client in focus, of each client in All."""
        view = self.view
        if view is None:
            return
        from pmdesk.tui.overlays.calendars import CalendarScreen

        def answered(words: str | None) -> None:
            if words:
                self.say(words)

        self.app.push_screen(CalendarScreen(view.focus), answered)

    def action_import_calendar(self) -> None:
        """Take in a calendar: which one, whose it is, what it would bring; then as one change."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("I imports a calendar: not while locked, files may name anybody", "dim")
            return
        from pmdesk.tui.overlays.importing import ask_for_calendar

        ask_for_calendar(self.desk_app, view, self.say)

    def action_delete(self) -> None:
        """Delete the milestone under the cursor, after showing what hangs on it."""
        found = self._milestone("x deletes a milestone", self.action_delete)
        if found is None:
            return
        row, view = found

        def known(changes: tuple[Change, ...]) -> None:
            from pmdesk.desk import edits
            from pmdesk.tui.overlays.ask import delete_question

            def answered(yes: bool | None) -> None:
                if yes:
                    self._apply(edits.delete(row, changes))

            self.app.push_screen(delete_question(row, changes, view), answered)

        from pmdesk.portfolio import Remove

        self.keeper.dependents(Remove(type(row), row.identity), known)

    def action_undo(self) -> None:
        """Undo the last change; one that does not touch the client in focus is asked about."""
        self._step(back=True)

    def action_redo(self) -> None:
        """Redo what was undone last."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        view = self.view
        if view is None:
            return
        entry = view.book.undo if back else view.book.redo
        if entry is None:
            there = " that may be touched while locked" if view.context.locked else ""
            self.say(("nothing to undo" if back else "nothing to redo") + there, "dim")
            return
        if view.focus is None or not entry.clients or view.focus in entry.clients:
            self.keeper.step(back=back)
            return
        from pmdesk.tui.overlays.ask import step_question

        def answered(yes: bool | None) -> None:
            if yes:
                self.keeper.step(back=back)

        self.app.push_screen(step_question(entry.words, view, back=back), answered)

    def action_sample(self) -> None:
        """Load the sample into an empty desk."""
        view = self.view
        if view is None:
            return
        if not view.book.is_empty:
            self.say("the sample goes into an empty desk only: this one has rows", "dim")
            return

        def failed(error: PmdeskError) -> None:
            self.desk_app.complain(error)

        self.say("loading the sample …", "dim")
        self.keeper.load_sample(failed)

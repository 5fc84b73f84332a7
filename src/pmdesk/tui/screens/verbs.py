"""The keys that change something without a row under them: capture, export, undo, redo, the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmdesk.tui.screens.leading import Leading

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.errors import PmdeskError


class Verbs(Leading):
    """A screen whose keys change what the desk holds."""

    def _apply(self, edit: Edit) -> None:
        self.desk_app.state = "saving"
        self.keeper.apply(edit.changes, edit.words)

    def action_add_form(self) -> None:
        """Add in a form; given by the screens with rows."""
        raise NotImplementedError

    def action_capture(self) -> None:
        """Add what one line says."""
        if self.view is None:
            return
        from pmdesk.tui.overlays.capture import CaptureScreen

        def answered(wanted: str | None) -> None:
            if wanted == "form":
                self.action_add_form()

        self.app.push_screen(CaptureScreen(self), answered)

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

    def action_sync(self) -> None:
        """Sync the calendar of the client in focus, in All every one that is bound."""
        view = self.view
        if view is not None:
            from pmdesk.tui.overlays.sync import SyncScreen

            self.app.push_screen(SyncScreen(view.focus))

    def action_import_calendar(self) -> None:
        """Take in a calendar: which one, whose it is, what it would bring; then as one change."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("I imports a calendar: not while locked", "dim")
            return
        from pmdesk.tui.overlays.importing import ask_for_calendar

        ask_for_calendar(self.desk_app, view, self.say)

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

    def action_settings(self) -> None:
        """Show and change the settings."""
        if self.view is None:
            return
        if self.view.context.locked:
            self.say("the settings: not while locked", "dim")
            return
        from pmdesk.tui.overlays.settings import SettingsScreen

        def answered(words: str | None) -> None:
            if words:
                self.say(words)

        def known(held: dict[str, str]) -> None:
            self.app.push_screen(SettingsScreen(held), answered)

        self.keeper.settings(known)

    def action_profile(self) -> None:
        """Edit who I am."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("my profile: not while locked", "dim")
            return
        from pmdesk.model import Profile
        from pmdesk.tui.overlays.form import Form

        self.app.push_screen(Form(Profile, view.portfolio.profile, view))

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

"""The keys by which engagements are led: start from a template, status, the week's hours, the client's report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmdesk.tui.screens.mending import Mending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmdesk.desk.starting import Known
    from pmdesk.model import Engagement
    from pmdesk.tui.view import View


class Leading(Mending):
    """A screen whose keys lead engagements."""

    def engagement_here(self) -> Engagement | None:
        """Give the engagement that the cursor is on or in; else the only open one of the context."""
        from pmdesk.tui import refs

        view = self.view
        if view is None:
            return None
        ref = self.target()
        held: Any = refs.row_of(view.portfolio, ref) or view.find_milestone(ref)
        key = ref.partition("/")[2] if ref.startswith("engagement/") else getattr(held, "engagement", None)
        if key in view.portfolio.engagements:
            return view.portfolio.engagements[str(key)]
        mine = [row for row in view.engagements if row.status != "closed"]
        return mine[0] if len(mine) == 1 else None

    def action_start(self) -> None:
        """Start an engagement from a template, or fill the one under the cursor."""
        view, row = self.view, self.engagement_here()
        if view is None:
            return
        if view.context.locked:
            self.say("E starts from a template: not while locked", "dim")
            return
        if self.lacks_clients("E starts an engagement"):
            return
        from pmdesk.desk.starting import templates

        def known(found: Sequence[Known]) -> None:
            self._ask_start(view, found, row)

        self.keeper.read(lambda sight: tuple(templates(sight).values()), known)

    def _ask_start(self, view: View, known: Sequence[Known], row: Engagement | None) -> None:
        from pmdesk.tui.overlays.starting import StartScreen

        on_it = self.target() == row.ref if row is not None else False
        self.app.push_screen(StartScreen(view, known, row if on_it else None))

    def action_keep_template(self) -> None:
        """Make a template of the engagement under the cursor."""
        view, row = self.view, self.engagement_here()
        if view is None or row is None or view.context.locked:
            why = "not while locked" if view and view.context.locked else "the cursor is on no engagement"
            self.say(f"a template is made of an engagement: {why}", "dim")
            return
        from pmdesk.tui.overlays.keeping import KeepScreen

        self.app.push_screen(KeepScreen(view, row))

    def action_life(self) -> None:
        """Give the engagement under the cursor another status, with what that asks for."""
        view, row = self.view, self.engagement_here()
        if view is None:
            return
        if view.context.locked:
            self.say("P changes a status: not while locked", "dim")
        elif row is None:
            self.say("P changes the status of an engagement: the cursor is on none", "dim")
        else:
            from pmdesk.tui.overlays.life import LifeScreen

            self.app.push_screen(LifeScreen(view, row))

    def action_hours(self) -> None:
        """Open the week's hours."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("W shows hours: not while locked", "dim")
            return
        if self.lacks_clients("W logs hours"):
            return
        from pmdesk.tui.overlays.hours import HoursScreen

        self.app.push_screen(HoursScreen(view))

    def action_report(self) -> None:
        """Show the report of the client in focus, to be written by Enter; in All go to the reports."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("r writes a report: not while locked", "dim")
        elif self.lacks_clients("r writes a client's report"):
            return
        elif view.client is None:
            self.run_worker(self._to_reports(), exclusive=True)
        else:
            from pmdesk.tui.overlays.report import ReportScreen

            self.app.push_screen(ReportScreen(view, view.client.key, view.client.name))

    async def _to_reports(self) -> None:
        if self.app.current_mode != "reports":
            await self.app.switch_mode("reports")

    def action_measure(self) -> None:
        """Record the measures that are computed from the store."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("measures are taken where the screen is not locked", "dim")
            return
        from pmdesk.desk import measuring

        self.keeper.perform(lambda sight: measuring.recording(measuring.measured(sight, sight.today())))

"""The key that opens a scenario, and shows what one that is open would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmdesk.tui.screens.navigation import Navigation

if TYPE_CHECKING:
    from pmdesk.desk import Desk


def begin(desk: Desk) -> str:
    """Open a scenario."""
    desk.begin_scenario()
    return "scenario: what you change now is a draft; S shows what all of it does, applies it or drops it"


class Drafting(Navigation):
    """A screen on which edits may be drafts."""

    def action_scenario(self) -> None:
        """Open a scenario; show the drafts of the one that is open."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("S tries edits out: that hangs on everybody's work, so not while locked", "dim")
        elif view.book.drafts is None:
            self.keeper.turn(begin)
        else:
            from pmdesk.tui.overlays.scenario import ScenarioScreen

            self.app.push_screen(ScenarioScreen(self))

"""The keys that try something out: a scenario, a bid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmdesk.tui.screens.navigation import Navigation

if TYPE_CHECKING:
    from pmdesk.desk import Desk


def begin(desk: Desk) -> str:
    """Open a scenario."""
    desk.begin_scenario()
    return "scenario: edits are drafts; S shows, applies or drops them"


class Drafting(Navigation):
    """A screen on which things may be tried out."""

    def action_scenario(self) -> None:
        """Open a scenario; show the drafts of the one that is open."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("S tries edits out: not while locked", "dim")
        elif self.lacks_clients("S tries edits out"):
            return
        elif view.book.drafts is None:
            self.keeper.turn(begin)
        else:
            from pmdesk.tui.overlays.scenario import ScenarioScreen

            self.app.push_screen(ScenarioScreen(self))

    def action_bid(self) -> None:
        """Ask whether so many hours a week fit, and from when."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("B asks whether more work fits: not while locked", "dim")
            return
        if self.lacks_clients("B asks whether more work fits"):
            return
        from pmdesk.tui.overlays.bid import BidScreen

        self.app.push_screen(BidScreen(self))

"""Locking the screen to one client: everything that was made of other data is taken away before anything is shown."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from pmdesk.tui.context import Context
from pmdesk.tui.keying import Keying

if TYPE_CHECKING:
    from pmdesk.tui.drafts import Drafts
    from pmdesk.tui.keeper import Keeper
    from pmdesk.tui.kept_briefs import Briefs
    from pmdesk.tui.screens.base import DeskScreen

CURTAIN = "curtain"
PATIENCE = 20.0
"""Seconds after which the cursor is not put back any more."""


class _Place(NamedTuple):
    mode: str
    ref: str
    day: date | None


class Locking(Keying):
    """An app that can be locked: the curtain falls, screens are made anew, and what is read comes through the gate."""

    BINDINGS = [Binding("ctrl+l", "lock", "lock", show=False, priority=True, id="lock")]
    context: Context
    keeper: Keeper | None
    state: str
    drafts: Drafts
    kept_briefs: Briefs

    def desk_screen(self) -> DeskScreen | None:
        """Give the screen under whatever overlays there are."""
        raise NotImplementedError

    def action_lock(self) -> None:
        """Lock to the client in focus; from All ask to whom; where it is locked, ask for the word that unlocks."""
        from pmdesk.tui.overlays.lock import LockQuestion, UnlockQuestion

        if self.keeper is None or self.view is None or isinstance(self.screen, LockQuestion | UnlockQuestion):
            return
        if self.context.locked:
            self.push_screen(UnlockQuestion(), self._unlock_answered)
        elif self.context.focus:
            self.lock_to(self.context.focus)
        else:
            self.push_screen(LockQuestion(self.view.portfolio.clients), self._lock_answered)

    def _lock_answered(self, client: str | None) -> None:
        if client:
            self.lock_to(client)

    def _unlock_answered(self, is_right: bool | None) -> None:
        if is_right:
            self._veil(self.context.unlock())

    def lock_to(self, client: str) -> None:
        """Lock to a client."""
        self._veil(self.context.lock(client))

    def _veil(self, context: Context) -> None:
        """Let go of all that was in view, and show it anew from another context."""
        screen, keeper = self.desk_screen(), self.keeper
        if keeper is None or screen is None:
            return
        place = _Place(self.current_mode, screen.target(), screen.target_day())
        self.context, self.view = context, None
        self.clear_notifications()
        self.kept_briefs.clear()
        self.drafts.scope_to(context.lock_of)
        self.look_again()
        keeper.remember("context", context.focus or "")
        keeper.show_as(context.lock_of)
        self.run_worker(self._make_anew(place), exclusive=True, group=CURTAIN)

    async def _make_anew(self, place: _Place) -> None:
        """Let the curtain fall, make every screen anew, and go back to where the cursor was, if that may be seen."""
        from pmdesk.tui.screens.curtain import Curtain

        if CURTAIN not in self._modes:
            self.add_mode(CURTAIN, Curtain)
        await self.switch_mode(CURTAIN)
        self._compose_screen = None  # the first screen, which Textual would keep
        for name in self.MODES:
            await self.remove_mode(name)
            self.add_mode(name, self.MODES[name])
        await self.switch_mode(place.mode)
        for _ in range(int(PATIENCE / 0.02)):
            screen = self.desk_screen()
            if self.view is not None and screen is not None and screen.is_mounted:
                if place.ref and (not self.context.locked or _may_be_named(place.ref)):
                    screen.point_at(place.ref, place.day)
                return
            await asyncio.sleep(0.02)


def _may_be_named(ref: str) -> bool:
    """Tell whether a ref is of a noun of which a client may see rows: the others' refs may hold what was typed."""
    from pmdesk.audience.allowed import ALLOWED
    from pmdesk.model import BY_KIND

    return BY_KIND.get(ref.partition("/")[0]) in ALLOWED

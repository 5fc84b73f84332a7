"""`y` copies what is under the cursor, or selected, to the clipboard: past the leak guard, which may stop it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmdesk.tui.screens.navigation import Navigation

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.errors import Refused

CLIPBOARD = "the clipboard"


class Copying(Navigation):
    """A screen that gives text out."""

    def copied(self) -> Sequence[object]:
        """Give the rows and conflicts that are copied."""
        return self.picked()

    def action_copy(self) -> None:
        """Copy what is picked."""
        from pmdesk.tui import copying

        view = self.view
        if view is None:
            return
        things = self.copied()
        text = copying.copied(things, view, self.desk_app.glyphs)
        if text:
            said = f"copied {len(things)} lines" if len(things) > 1 else f"copied: {text.splitlines()[0]}"
            self.copy_out(text, copying.client_of(things, view), said)
        else:
            self.say("y copies a row: there is none under the cursor", "dim")

    def copy_out(self, text: str, client: str | None, said: str) -> None:
        """Put a text on the clipboard; what leaves for a client is searched for others first."""
        if client is None:
            self._copy(text, said)
            return
        from pmdesk.tui.overlays.stopped import StoppedScreen

        def leave(desk: Sight, *, allow: bool) -> Refused | None:
            from pmdesk.errors import Refused

            try:
                desk.let_leave(text, CLIPBOARD, client, allow_mention=allow)
            except Refused as error:
                return error
            return None

        def answered(passed: bool | None) -> None:
            if passed:
                self.keeper.read(lambda desk: leave(desk, allow=True), lambda stopped: known(stopped, asked=True))

        def known(stopped: Refused | None, *, asked: bool = False) -> None:
            if stopped is None:
                self._copy(text, said)
            elif not asked:
                self.app.push_screen(StoppedScreen(stopped.lines, "copy"), answered)

        self.keeper.read(lambda desk: leave(desk, allow=False), known, lane="copy")

    def _copy(self, text: str, said: str) -> None:
        self.app.copy_to_clipboard(text)
        self.say(said)

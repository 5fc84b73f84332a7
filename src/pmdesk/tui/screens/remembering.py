"""The key that brings up lessons like what was made last, or like what the cursor is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.screens.navigation import Navigation

if TYPE_CHECKING:
    from pmdesk.portfolio.likeness import Like
    from pmdesk.tui.overlays.finder import Item
    from pmdesk.tui.view import View


class Remembering(Navigation):
    """A screen on which earlier lessons come up."""

    def action_remember(self) -> None:
        """Show the lessons like what was made last; without any, those like what the cursor is on."""
        view = self.view
        if view is None:
            return
        if view.context.locked:
            self.say("M brings up lessons: not while locked", "dim")
            return
        brought, self.keeper.likes = self.keeper.likes, ()
        if brought:
            self._bring(brought)
            return
        rows = self.picked()
        if not rows:
            self.say("M brings up lessons like what the cursor is on: it is on nothing here", "dim")
            return
        self.keeper.read(lambda desk: desk.memory().like(rows[0]), self._bring, lane="like")

    def _bring(self, likes: tuple[Like, ...]) -> None:
        view = self.view
        if view is None:
            return
        if not likes:
            self.say("no lesson is like this", "dim")
            return
        from pmdesk.tui.overlays.finder import Finder

        found = Finder([_item(like, view) for like in likes], hint="lessons like it: Enter opens one, Esc leaves")
        self.app.push_screen(found, self._opened)

    def _opened(self, ref: str | None) -> None:
        if ref:
            self.run_worker(self.show_on("lessons", ref, None))


def _item(like: Like, view: View) -> Item:
    from pmdesk.tui.overlays.finder import Item

    row = like.lesson
    work = view.portfolio.engagements.get(row.engagement)
    client = work.client if work else None

    def draw(width: int) -> Line:
        room = max(20, width - 12)
        return [
            cell(view.short.get(client or "", ""), 11, f"@{client}" if client else "dim"), Span(" "),
            cell(row.title, room * 3 // 5, "bold"), cell("; ".join(like.why), room - room * 3 // 5, "dim"),
        ]  # fmt: skip

    said = " ".join((row.title, row.recommendation, row.what_happened, *row.tags, *like.why))
    return Item(row.ref, said.casefold(), draw, client)

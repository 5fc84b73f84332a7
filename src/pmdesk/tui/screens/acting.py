"""What the keys of a screen work with: the app, the view, and what the cursor is on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from pmdesk.model import Noun
    from pmdesk.tui.app import PmdeskApp
    from pmdesk.tui.book import Sheet
    from pmdesk.tui.keeper import Keeper
    from pmdesk.tui.previewing import Preview
    from pmdesk.tui.view import View


class Acting(Screen[None]):
    """A screen with a cursor; each kind tells what that is on."""

    SCOPES: ClassVar[tuple[str, ...]] = ("desk",)
    SHOWS_PREVIEWS: ClassVar[bool] = False
    came_from = "today"

    @property
    def desk_app(self) -> PmdeskApp:
        """The app, as what it is."""
        return cast("PmdeskApp", self.app)

    @property
    def keeper(self) -> Keeper:
        """Who keeps the desk; there once anything can be asked for."""
        keeper = self.desk_app.keeper
        if keeper is None:
            raise RuntimeError("the desk is asked for before it is open")
        return keeper

    @property
    def view(self) -> View | None:
        """What may be shown."""
        return self.desk_app.view

    def say(self, words: str, role: str = "bold") -> None:
        """Say something in the footer for a while."""
        raise NotImplementedError

    def target(self) -> str:
        """Give the ref that verbs act on, empty for none."""
        raise NotImplementedError

    def is_caught(self, ref: str) -> bool:
        """Tell whether a thing, or what belongs to it, is in a conflict."""
        from pmdesk.model import Engagement
        from pmdesk.tui import refs

        view = self.view
        if view is None:
            return False
        row = refs.row_of(view.portfolio, ref)
        if isinstance(row, Engagement):
            return any(one in view.in_conflict for one in refs.things_of(view.portfolio, row))
        return ref.partition("#")[0] in view.in_conflict or view.troubles[ref] > 0

    def picked(self) -> list[Noun]:
        """Give the rows that a verb takes: the one that the cursor is on, where there is one."""
        from pmdesk.tui import refs

        view, ref = self.view, self.target()
        if view is None or not ref:
            return []
        row = view.find_milestone(ref) or refs.row_of(view.portfolio, ref)
        return [row] if row is not None else []

    def forget_picked(self) -> None:
        """Take the marks off what a verb was done to."""

    def target_day(self) -> date | None:
        """Give the day that the cursor is on."""
        return self.desk_app.today

    def sheet(self) -> Sheet | None:
        """Give the sheet that is shown."""
        return self.view.book.home if self.view else None

    def open_at(self, ref: str) -> None:
        """Open a thing, where the screen opens any; else put the cursor on it."""
        self.point_at(ref, None)

    def point_at(self, ref: str, day: date | None) -> None:
        """Put the cursor on a thing and a day, where the screen has it."""

    def preview(self, found: Preview | None) -> None:
        """Show the portfolio as it would be; None ends that. A screen that can't show it leaves it to the overlay."""

"""What the app looks like: themes, signs, colours, the clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.app import App

from pmdesk.tui.context import in_order
from pmdesk.tui.glyphs import Glyphs, glyphs_for
from pmdesk.tui.line import Looks
from pmdesk.tui.themes import THEMES

if TYPE_CHECKING:
    from pmdesk.tui.view import View


class Appearance(App[None]):
    """An app with the own themes; ``now`` gives the present moment in UTC, ``ascii_only`` asks for the ASCII set."""

    def __init__(self, now: Callable[[], datetime], *, ascii_only: bool = False) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.glyphs: Glyphs = glyphs_for(sys.stdout.encoding, ascii_only=ascii_only)
        self.view: View | None = None
        self._now = now
        self.look_again()

    @property
    def today(self) -> date | None:
        """The day that everything is computed for, once the store is open."""
        return self.view.today if self.view else None

    @property
    def mode_name(self) -> str:
        """The name of the screen in view."""
        return self.current_mode

    def clock(self, zone: str | None = None) -> datetime | None:
        """Give the present moment in a zone, or in mine."""
        from zoneinfo import ZoneInfo

        name = zone or (self.view.zone if self.view else None)
        return self._now().astimezone(ZoneInfo(name)) if name else None

    def look_again(self) -> None:
        """Take the colours of theme and clients anew."""
        clients = in_order(self.view.portfolio.clients) if self.view else []
        self.looks = Looks(self, clients, is_plain=self.glyphs.name == "ascii")

    def watch_theme(self) -> None:
        """Draw in the new theme."""
        if self.is_running:
            self.call_next(self._repaint)

    def _repaint(self) -> None:
        self.look_again()
        for screen in self.screen_stack:
            screen.refresh(layout=True)
        self.show_view()

    def show_view(self, words: str = "") -> None:
        """Show the view on the screen, and say what was done."""
        raise NotImplementedError

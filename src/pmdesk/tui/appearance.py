"""What the app looks like: themes, signs, colours, the clock."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.app import App
from textual.filter import Monochrome, NoColor

from pmdesk.tui.glyphs import ASCII, NORMAL, Glyphs, glyphs_for
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
        self._usual_glyphs = glyphs_for(sys.stdout.encoding, ascii_only=ascii_only)
        self.glyphs: Glyphs = self._usual_glyphs
        self.view: View | None = None
        self.sketch: View | None = None
        """What is shown of today until there is a view."""
        self._now = now
        self.look_again()

    def take_looks(self, asked: Mapping[str, str]) -> None:
        """Take a theme and a set of signs (by name; empty: the usual one) where they are asked for."""
        if (theme := asked.get("theme")) is not None:
            self.theme = theme if theme in self.available_themes else THEMES[0].name
        if (wanted := asked.get("glyphs")) is not None:
            before, self.glyphs = self.glyphs, {"ascii": ASCII, "unicode": NORMAL}.get(wanted, self._usual_glyphs)
            if self.is_running and self.glyphs is not before:
                self.call_next(self._repaint)

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

        seen = self.view or self.sketch
        name = zone or (seen.zone if seen else None)
        return self._now().astimezone(ZoneInfo(name)) if name else None

    def look_again(self) -> None:
        """Take the colours of theme and clients anew."""
        seen = self.view or self.sketch
        clients = seen.active if seen else []
        self.looks = Looks(self, clients, is_plain=self.glyphs.name == "ascii")

    def watch_theme(self) -> None:
        """Draw in the new theme."""
        self._drop_colors()
        if self.is_running:
            self.call_next(self._repaint)

    def _drop_colors(self) -> None:
        """Under NO_COLOR, drop colours as the theme has them; Textual settles that by the theme that it begins with."""
        if self.no_color:
            own = NoColor() if self.native_ansi_color else Monochrome()
            self._filters = [own if isinstance(one, NoColor | Monochrome) else one for one in self._filters]

    def _repaint(self) -> None:
        self.look_again()
        for screen in self.screen_stack:
            screen.refresh(layout=True)
        self.show_view()

    def show_view(self, words: str = "") -> None:
        """Show the view on the screen, and say what was done."""
        raise NotImplementedError

"""The program in the terminal: screens, theme, and what happens when work fails. Everything else is elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from pmdesk.errors import InputError, PmdeskError
from pmdesk.tui.context import Context, in_order
from pmdesk.tui.glyphs import Glyphs, glyphs_for
from pmdesk.tui.line import Looks
from pmdesk.tui.screens import mode
from pmdesk.tui.themes import THEMES
from pmdesk.tui.worker import Failed, Worked

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.tui.book import Book
    from pmdesk.tui.keeper import Keeper
    from pmdesk.tui.screens.base import DeskScreen
    from pmdesk.tui.view import View

LOOK_EVERY = 1.0
"""Seconds between two looks at whether another program changed the store."""


class PmdeskApp(App[None]):
    """The app; ``open_desk`` opens the store (on the worker), ``now`` gives the present moment in UTC."""

    TITLE = "pmdesk"
    CSS_PATH = Path(__file__).parent / "styles" / "frame.tcss"
    ENABLE_COMMAND_PALETTE = False
    MODES = {name: mode(name) for name in ("today", "timeline", "conflicts", "engagements")}
    DEFAULT_MODE = "today"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]
    BINDINGS = []

    def __init__(
        self, open_desk: Callable[[], Desk], *, now: Callable[[], datetime], ascii_only: bool = False, live: bool = True
    ) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.context = Context()
        self.glyphs: Glyphs = glyphs_for(sys.stdout.encoding, ascii_only=ascii_only)
        self.drafts: dict[str, dict[str, str]] = {}
        self.view: View | None = None
        self.trouble: PmdeskError | None = None
        self.state = "opening"
        self.looks = self._new_looks()
        self.keeper: Keeper | None = None
        self._open_desk, self._now, self._live = open_desk, now, live

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

    def _new_looks(self) -> Looks:
        clients = in_order(self.view.portfolio.clients) if self.view else []
        return Looks(self, clients, is_plain=self.glyphs.name == "ascii")

    def watch_theme(self) -> None:
        """Draw in the new theme."""
        if self.is_running:
            self.call_next(self._repaint)

    def _repaint(self) -> None:
        self.looks = self._new_looks()
        for screen in self.screen_stack:
            screen.refresh(layout=True)
        self._show_view()

    def on_mount(self) -> None:
        """Paint first, open the store then."""
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        from pmdesk.tui.keeper import Keeper

        self.keeper = Keeper(self, self._open_desk, self._take)
        self.keeper.open(("context", "theme"), self._settings, self._no_store)
        self.set_interval(5, self._tick)
        if self._live:
            self.set_interval(LOOK_EVERY, self.keeper.look)

    def _settings(self, found: dict[str, str]) -> None:
        self.context = Context(focus=found["context"] or None)
        if found["theme"] in self.available_themes:
            self.theme = found["theme"]

    def _tick(self) -> None:
        for bar in self.screen.query("ContextBar"):
            bar.refresh()

    def action_help_quit(self) -> None:
        """Say how to quit, on ctrl+c."""
        screen = self.desk_screen()
        if screen:
            screen.say("q quits, Esc first where something is open", "dim")

    def on_unmount(self) -> None:
        """Finish what was begun."""
        if self.keeper:
            self.keeper.close()

    def on_worked(self, message: Worked) -> None:
        """Hand a result to whom it is owed."""
        message.then(message.result)

    def on_failed(self, message: Failed) -> None:
        """Say what could not be done."""
        self.state = "not saved" if self.view else "not open"
        if message.otherwise:
            message.otherwise(message.error)
        else:
            self.complain(message.error)

    def complain(self, error: PmdeskError) -> None:
        """Say what went wrong and what to do, without taking the screen away."""
        self.notify(str(error), title="not done", severity="error", timeout=10, markup=False)

    def _no_store(self, error: PmdeskError) -> None:
        from pmdesk.tui.overlays.trouble import TroubleScreen

        self.trouble = error
        self.push_screen(TroubleScreen(error))

    def _take(self, book: Book, words: str) -> None:
        """Take a new book: show it everywhere, and say what was done."""
        from pmdesk.tui.view import View

        self.context = self.context.among(book.home.portfolio.clients)
        self.view = View(book, self.context, self._now())
        self.looks = self._new_looks()
        self.state = "saved"
        self._show_view(words)

    def set_context(self, context: Context) -> None:
        """Show everything from another context."""
        if context == self.context or self.view is None:
            return
        from pmdesk.tui.view import View

        self.context = context
        self.view = View(self.view.book, context, self._now())
        if self.keeper:
            self.keeper.remember("context", context.focus or "")
        self._show_view()

    def desk_screen(self) -> DeskScreen | None:
        """Give the screen under whatever overlays there are."""
        from pmdesk.tui.screens.base import DeskScreen

        return next((screen for screen in self.screen_stack if isinstance(screen, DeskScreen)), None)

    def _show_view(self, words: str = "") -> None:
        screen = self.desk_screen()
        if screen:
            screen.show_view()
            if words:
                screen.say(words)


def run(
    path: Path | None,
    *,
    now: Callable[[], datetime],
    as_of: date | None = None,
    lock: str | None = None,
    demo: bool = False,
) -> None:
    """Run the program on a store (None: where it lies by default); raises what made the store unusable, if it was.

    ``demo`` fills the store with the sample first, if it is empty.
    """
    if lock:
        raise InputError("the terminal can't be locked to a client yet", "leave --lock out")

    def open_desk() -> Desk:
        from pmdesk.desk import Desk

        desk = Desk.open(path, now=now, as_of=as_of)
        if demo and desk.is_empty():
            desk.load_sample()
        return desk

    app = PmdeskApp(open_desk, now=now)
    app.run()
    if app.trouble:
        raise app.trouble

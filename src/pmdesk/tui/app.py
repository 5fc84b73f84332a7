"""The program in the terminal: screens, theme, and what happens when work fails. Everything else is elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

from pmdesk.errors import UNREADABLE, InputError, PmdeskError
from pmdesk.tui.commands import LISTS, TITLES, use_keymap
from pmdesk.tui.context import Context
from pmdesk.tui.drafts import Drafts, Typed
from pmdesk.tui.elsewhere import bindings_elsewhere, words_of
from pmdesk.tui.kept_briefs import Briefs
from pmdesk.tui.line import width_of
from pmdesk.tui.locking import Locking
from pmdesk.tui.screens import mode
from pmdesk.tui.worker import Failed, Worked

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from pmdesk.desk import Desk
    from pmdesk.portfolio import Portfolio
    from pmdesk.tui.book import Book
    from pmdesk.tui.keeper import Keeper
    from pmdesk.tui.screens.base import DeskScreen

LOOK_EVERY = 1.0
"""Seconds between two looks at whether another program changed the store."""
ROOM = 12
"""Cells of the footer that words can't have: what is said at its right."""


class PmdeskApp(Locking):
    """The app; ``open_desk`` opens the store (on the worker), ``now`` gives the present moment in UTC."""

    TITLE = "pmdesk"
    BINDINGS = bindings_elsewhere()
    CSS_PATH = Path(__file__).parent / "styles" / "frame.tcss"
    ENABLE_COMMAND_PALETTE = False
    MODES = {name: mode(name) for name in (*TITLES, *LISTS)}
    DEFAULT_MODE = "today"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]

    def __init__(
        self, open_desk: Callable[[], Desk], *, now: Callable[[], datetime], ascii_only: bool = False,
        live: bool = True, lock: str | None = None, config: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__(now, ascii_only=ascii_only)
        self._config = config
        self._looks_asked: Mapping[str, str] = {}
        self.context = Context()
        self.drafts = Drafts(self._keep_draft)
        self.trouble: PmdeskError | None = None
        self.state = "opening"
        self.briefs = True
        self.kept_briefs = Briefs()
        self.keeper: Keeper | None = None
        self.calendar_folders: Sequence[Path] = ()
        """Where a calendar that somebody sent is looked for."""
        self._open_desk, self._live, self._lock_at_start = open_desk, live, lock

    def on_mount(self) -> None:
        """Paint first, open the store then."""
        self._take_keymap()
        self.call_after_refresh(self._start)
        if not self.is_headless:
            from pmdesk.tui.signals import end_on_signals

            end_on_signals(self, self._finish)

    def _take_keymap(self) -> None:
        """Listen to the keys of the configuration, and say what is wrong with it."""
        if self._config is None or not self._config.exists():
            return
        from pmdesk.tui.keymap import read_keymap, textual_keymap

        found = read_keymap(self._config)
        self._looks_asked = found.looks
        self.take_looks(found.looks)
        use_keymap(found.keys)
        self.set_keymap(textual_keymap(found.keys))
        for problem in found.problems:
            self.notify(problem, title="configuration", severity="warning", timeout=20, markup=False)

    def _start(self) -> None:
        from pmdesk.tui.keeper import Keeper

        self.keeper = Keeper(self, self._open_desk, self._take)
        self.keeper.open(("context", "theme", "glyphs"), self._known, self._no_store, self._lock_at_start)
        self.set_interval(5, self._tick)
        if self._live:
            self.set_interval(LOOK_EVERY, self.keeper.look)

    def _known(self, found: dict[str, str], sketch: Portfolio | None) -> None:
        """Take the settings, show what there is of today, and read all the rest when that is painted."""
        lock = found["lock"] or None
        self.context = Context(focus=lock or found["context"] or None, locked=lock is not None)
        self.take_looks({name: self._looks_asked.get(name) or found[name] for name in ("theme", "glyphs")})
        if sketch is not None and sketch.clients:
            from pmdesk.tui.sketch import sketched

            self.sketch = sketched(sketch, self.context, self._now())
            self.look_again()
            self.show_view()
        if self.keeper:
            self.call_after_refresh(self.keeper.read_all, self._no_store)

    def _tick(self) -> None:
        screen = self.desk_screen()  # none while the program ends
        for bar in screen.query("ContextBar") if screen else ():
            bar.refresh()

    def action_elsewhere(self, key: str) -> None:
        """Say where a key would do something."""
        screen = self.desk_screen()
        if screen:
            screen.say(words_of(key), "dim")

    def action_help_quit(self) -> None:
        """Say how to quit, on ctrl+c."""
        screen = self.desk_screen()
        if screen:
            screen.say("q quits, Esc first where something is open", "dim")

    def _keep_draft(self, scope: str, name: str, typed: Typed | None) -> None:
        if self.keeper:
            self.keeper.keep_draft(scope, name, typed)

    def on_unmount(self) -> None:
        """Finish what was begun."""
        self._finish()

    def _finish(self) -> None:
        if self.keeper:
            self.keeper.close()

    def on_worked(self, message: Worked) -> None:
        """Hand a result to whom it is owed."""
        message.then(message.result)

    def on_failed(self, message: Failed) -> None:
        """Say what could not be done; whoever asked with an answer for that (a form, a live reading) says it there."""
        from pmdesk.tui.overlays.panel import Overlay

        if message.is_stale:
            return
        if not self.view:
            self.state = "not open"
        asked = getattr(message.otherwise, "__self__", None)
        if message.otherwise and not (isinstance(asked, Overlay) and not asked.stands):  # it may have been left since
            message.otherwise(message.error)
        else:
            if self.view is None or not isinstance(message.error, InputError):
                self.state = "not saved" if self.view else "not open"
            self.complain(message.error)

    def complain(self, error: PmdeskError) -> None:
        """Say what went wrong and what to do, without taking the screen away; once, while it still can be read.

        What only can't be done here, and why, is said in the footer, where there is room.
        """
        said, screen, failed = str(error), self.desk_screen(), not isinstance(error, InputError)
        if not failed and screen is self.screen and width_of(said) + ROOM < self.size.width and "\n" not in said:
            screen.say(said)
        elif not any(told.message == said for told in self._notifications):
            how: SeverityLevel = "error" if failed else "warning"
            self.notify(said, title="not done", severity=how, timeout=10, markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """End with the words of damage where that is why something can't be shown; a bug is shown as one."""
        if isinstance(error, UNREADABLE) and self.keeper:
            self.trouble = self.trouble or self.keeper.damage()
            if self.trouble:
                self.exit(return_code=self.trouble.exit_status)
                self._close_messages_no_wait()
                return
        super()._handle_exception(error)

    def _no_store(self, error: PmdeskError) -> None:
        from pmdesk.tui.overlays.trouble import TroubleScreen

        self.trouble = error
        self.push_screen(TroubleScreen(error))

    def _take(self, book: Book, words: str) -> None:
        """Take a new book: show it everywhere, and say what was done; one that was read for another lock is dropped."""
        if book.lock != self.context.lock_of:
            return
        from pmdesk.tui.view import View

        self.context = self.context.among(book.home.portfolio.clients)
        self.view, self.sketch = View(book, self.context, self._now()), None
        self.look_again()
        self.state = "saved" if book.drafts is None else "drafts, not saved"
        self.show_view(words)
        if self.keeper and not self.drafts.is_loaded:
            self.keeper.load_drafts(self._take_drafts)
        if book.alerts is not None:
            from pmdesk.tui.briefing import make_ready

            make_ready(self)

    def _take_drafts(self, rows: dict[tuple[str, str], Typed]) -> None:
        self.drafts.load(rows)
        screen = self.desk_screen()
        if screen and (said := self.drafts.offer()):
            screen.say(said)

    def set_context(self, context: Context) -> None:
        """Show everything from another context."""
        if context == self.context or self.view is None:
            return
        from pmdesk.tui.view import View

        left, self.context = self.context.focus, context
        self.view = View(self.view.book, context, self._now())
        self.show_view()
        if self.briefs:
            from pmdesk.tui.briefing import turn_to

            turn_to(self, left)
        if self.keeper:
            self.keeper.remember("context", context.focus or "")

    async def on_event(self, event: events.Event) -> None:
        """Take a brief away with what the next key does, so that both are painted at once."""
        if isinstance(event, events.Key) and event.is_forwarded:
            screen = self.desk_screen()
            if screen is not None and screen.is_briefing:
                screen.brief([])
        await super().on_event(event)

    def desk_screen(self) -> DeskScreen | None:
        """Give the screen under whatever overlays there are."""
        from pmdesk.tui.screens.base import DeskScreen

        return next((screen for screen in self.screen_stack if isinstance(screen, DeskScreen)), None)

    def show_view(self, words: str = "") -> None:
        """Show the view on the screen, and say what was done."""
        from pmdesk.tui.overlays.panel import Overlay

        screen = self.desk_screen()
        if screen:
            screen.show_view()
            if words:
                screen.say(words)
        for overlay in self.screen_stack:
            if isinstance(overlay, Overlay):
                overlay.view_changed()


def run(
    path: Path | None,
    *,
    now: Callable[[], datetime],
    as_of: date | None = None,
    lock: str | None = None,
    demo: bool = False,
) -> None:
    """Run the program on a store (None: where it lies by default); raises what made the store unusable, if it was.

    A program that a bug ended raises SystemExit with the status that says so.

    ``demo`` fills the store with the sample first, if it is empty.
    """

    def open_desk() -> Desk:
        from pmdesk.desk import Desk

        desk = Desk.open(path, now=now, as_of=as_of)
        if demo and desk.is_empty():
            desk.load_sample()
        return desk

    from pmdesk.paths import calendar_folders, config_file

    app = PmdeskApp(open_desk, now=now, lock=lock, config=config_file())
    app.calendar_folders = calendar_folders()
    app.run()
    if app.trouble:
        raise app.trouble
    if app.return_code:
        raise SystemExit(app.return_code)

"""What every screen has: the frame, the keys that work everywhere, and the view that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from pmdesk.tui.commands import bindings
from pmdesk.tui.frugal import Layered
from pmdesk.tui.line import Line, Span
from pmdesk.tui.screens.deeds import Deeds
from pmdesk.tui.screens.drafting import Drafting
from pmdesk.tui.screens.remembering import Remembering
from pmdesk.tui.widgets.bars import ContextBar, FootBar, TabRow
from pmdesk.tui.widgets.drawn import Pane

if TYPE_CHECKING:
    from textual.timer import Timer

    from pmdesk.store import Entry
    from pmdesk.tui.view import View
    from pmdesk.tui.widgets.row_list import Row

SAID_FOR = 8.0
"""Seconds for which words stand in the footer."""
BRIEF_FOR = 12.0
"""Seconds for which a brief is shown, if no key is pressed."""


class DeskScreen(Layered[None], Deeds, Drafting, Remembering):
    """A screen of the desk; each kind gives its body, fills it from a view, and tells what the cursor is on."""

    BINDINGS = bindings("desk")
    SCOPES: ClassVar[tuple[str, ...]] = ("desk",)

    def __init__(self) -> None:
        super().__init__()
        self._said_timer: Timer | None = None
        self._brief_timer: Timer | None = None
        self.is_briefing = False
        """Whether a brief is shown."""
        self._shown: View | None = None
        self._bars = (ContextBar(), TabRow(), FootBar(*self.SCOPES))

    def compose(self) -> ComposeResult:
        """Compose frame and body."""
        above, tabs, foot = self._bars
        yield above
        yield tabs
        yield Pane(id="welcome")
        with Container(id="body"):
            yield from self.body()
        yield Pane(id="brief", ground="surface")
        yield foot

    def body(self) -> ComposeResult:
        """Give what stands between the bars; to be given by each kind."""
        raise NotImplementedError

    def fill(self, view: View) -> None:
        """Show a view in the body; to be given by each kind."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show what is known already."""
        self.show_view()

    @property
    def foot(self) -> str:
        """Whose keys stand in the footer: the screen's name, as in ``feet``."""
        return self.desk_app.mode_name

    def tell_keys(self) -> None:
        """Have the footer tell the keys that work now: its own, or those of the overlay above."""
        self._bars[-1].refresh()

    def on_screen_resume(self) -> None:
        """Give the keys back, and show what changed while another screen was in view."""
        self.tell_keys()
        if self.view is not self._shown:
            self.show_view()

    def show_view(self) -> None:
        """Show the app's view, in frame and body."""
        if not self.is_mounted:
            return
        for bar in self._bars:
            bar.refresh()
        view = self._shown = self.view
        if view is None:
            return
        welcome = self.query_one("#welcome", Pane)
        welcome.display = view.book.is_empty
        self.query_one("#body").display = not view.book.is_empty
        if view.book.is_empty:
            welcome.show(welcome_of(view.book.redo))
        self.fill(view)  # an empty one too: no key may reach rows that are gone

    async def open_conflict(self, row: Row) -> None:
        """Show a conflict on the timeline: the cursor on the first of its things that has a lane there."""
        from pmdesk.model import Event
        from pmdesk.schedule.conflicts.conflict import Conflict
        from pmdesk.tui import refs

        conflict, view = row.about, self.view
        if not isinstance(conflict, Conflict) or view is None:
            return
        item = next((ref for ref in conflict.items if ref.startswith("milestone/")), conflict.items[0])
        event = refs.row_of(view.portfolio, item)
        if isinstance(event, Event):
            item = f"engagement/{event.engagement}" if event.engagement else "me"
        await self.show_on_timeline(item, row.day)

    def brief(self, lines: list[Line]) -> None:
        """Show a brief over the foot of the screen, until the next key or for a while; without lines take it away."""
        pane = self.query_one("#brief", Pane)
        if self._brief_timer:
            self._brief_timer.stop()
        pane.display = self.is_briefing = bool(lines)
        if lines:
            pane.show(lines)
            self._brief_timer = self.set_timer(BRIEF_FOR, lambda: self.brief([]))

    def say(self, words: str, role: str = "bold") -> None:
        """Say something in the footer for a while."""
        self._bars[-1].say(words, role)
        if self._said_timer:
            self._said_timer.stop()
        self._said_timer = self.set_timer(SAID_FOR, self._hush)

    def _hush(self) -> None:
        self._bars[-1].say("")


def nothing_in(view: View, otherwise: Line = ()) -> list[Line]:
    """Say that a context is empty; without a focus, what else there is to say."""
    if view.client is None:
        return [[], [Span("  "), *otherwise]] if otherwise else []
    name = view.short.get(view.client.key, view.client.key)
    away = [] if view.context.locked else [Span("      0 ", "bold"), Span("all clients", "dim")]
    return [[], [Span(f"  nothing in {name}", "dim"), *away]]


def welcome_of(redo: Entry | None) -> list[Line]:
    """Give what an empty desk says; where it is empty because of an undo, first how to have it all back."""
    if redo is None:
        return WELCOME
    back: Line = [Span("   ctrl+r", "bold"), Span("   brings back what was undone: "), Span(redo.words, "bold")]
    return [*WELCOME[:3], back, [], *WELCOME[3:]]


WELCOME: list[Line] = [
    [],
    [Span("   An empty desk.", "bold")],
    [],
    [Span("   o", "bold"), Span("   loads the sample: six clients, four zones, all that can go wrong", "")],
    [],
    [Span("   A", "bold"), Span("   adds your first client, then an engagement, then its milestones", "")],
    [],
    [Span("   Work that you have already comes in as a folder of CSV files: clients,", "dim")],
    [Span("   engagements, milestones … This writes the sample as such a folder:", "dim")],
    [],
    [Span("       pmdesk demo --workbook FOLDER")],
    [Span("       pmdesk import FOLDER")],
    [],
    [
        Span("   Nothing is lost: importing twice changes nothing, and ", "dim"),
        Span("u", "bold"),
        Span(" undoes an import.", "dim"),
    ],
    [],
    [Span("   ?", "bold"), Span("   the keys", "dim"), Span("      q", "bold"), Span("   quit", "dim")],
]
"""What an empty desk says, in under 80 columns."""

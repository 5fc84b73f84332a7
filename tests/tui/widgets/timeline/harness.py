"""A small app around the timeline, with keys of its own and a record of what the timeline says."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from pmdesk.portfolio import Portfolio
from pmdesk.tui.frugal import paint_frugally
from pmdesk.tui.glyphs import NORMAL, Glyphs
from pmdesk.tui.themes import THEMES
from pmdesk.tui.widgets.timeline import Timeline
from tests.tui.widgets.timeline.small import TODAY, conflicts, portfolio, weeks

KEYS = {
    "j": "lane(1)", "k": "lane(-1)", "l": "column(1)", "h": "column(-1)", "L": "page(1)", "H": "page(-1)",
    "plus": "zoom(1)", "minus": "zoom(-1)", "t": "today", "J": "milestone(1)", "K": "milestone(-1)",
    "n": "conflict(1)", "N": "conflict(-1)", "G": "last", "home": "first", "enter": "open",
}  # fmt: skip


class Counting(Timeline):
    """A timeline that notes which lines are drawn."""

    drawn: list[int]

    def render_line(self, y: int) -> Strip:
        """Draw a line, and note it."""
        self.drawn.append(y)
        return super().render_line(y)


class Harness(App[None]):
    """Shows a portfolio, the small one unless another is given."""

    BINDINGS = [Binding(key, f"do('{action}')") for key, action in KEYS.items()]

    def __init__(self, held: Portfolio | None = None, *, focus: str | None = None, glyphs: Glyphs = NORMAL) -> None:
        super().__init__()
        self.held = held or portfolio()
        self.only = focus
        self.line = Counting(id="timeline", glyphs=glyphs, keys=(("f", "fix"), ("w", "waive")))
        self.line.drawn = []
        self.told: list[Message] = []

    def get_default_screen(self) -> Screen[None]:
        """Give a screen that is painted as those of the program."""
        screen: Screen[None] = Screen(id="_default")
        paint_frugally(screen)
        return screen

    def compose(self) -> ComposeResult:
        """Hold the timeline."""
        yield self.line

    def on_mount(self) -> None:
        """Show the portfolio."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "pmdesk-dark"
        self.line.show(self.held, conflicts() if self.held.milestones else [], weeks(), TODAY, self.only)

    def action_do(self, action: str) -> None:
        """Do one of the timeline's actions."""
        name, _, rest = action.partition("(")
        method = getattr(self.line, f"action_{name}")
        if rest:
            method(int(rest.removesuffix(")")))
        else:
            method()

    def on_timeline_opened(self, message: Timeline.Opened) -> None:
        """Keep it."""
        self.told.append(message)

    def on_timeline_window_wanted(self, message: Timeline.WindowWanted) -> None:
        """Keep it."""
        self.told.append(message)

    def picture(self) -> str:
        """Give what is drawn as plain text."""
        rows = [Timeline.render_line(self.line, y).text.rstrip() for y in range(self.line.size.height)]
        return "\n".join(rows).rstrip() + "\n"

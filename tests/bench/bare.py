"""The least that a Textual app can do for a key: a list of lines whose cursor moves by a row (lines 0 to 39)."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Rows(Widget, can_focus=True):
    """Lines of text, one of them in reverse."""

    DEFAULT_CSS = "Rows { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.row = 0

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        style = self.rich_style
        text = f"{'>' if y == self.row else ' '} row {y}".ljust(self.size.width)
        return Strip([Segment(text, style)], self.size.width)

    def step(self, by: int) -> None:
        """Move the cursor, and paint the two lines again."""
        old, self.row = self.row, (self.row + by) % self.size.height
        self.refresh(Region(0, old, self.size.width, 1), Region(0, self.row, self.size.width, 1))


class Bare(App[None]):
    """The app."""

    BINDINGS = [Binding("j", "step(1)"), Binding("k", "step(-1)")]

    def compose(self) -> ComposeResult:
        """Hold the rows."""
        yield Rows()

    def action_step(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(Rows).step(by)


if __name__ == "__main__":
    Bare().run()

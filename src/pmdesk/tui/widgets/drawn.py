"""Widgets that draw lines of spans: a bar of one line, a pane of some."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from pmdesk.tui.frugal import Plain
from pmdesk.tui.line import Line, Looks, Span, length, strip_of, width_of
from pmdesk.tui.text import shown

if TYPE_CHECKING:
    from textual import events

    from pmdesk.tui.app import PmdeskApp


class Acted(Message):
    """A span that does something was clicked."""

    def __init__(self, act: str) -> None:
        super().__init__()
        self.act = act


class Drawn(Plain):
    """Draws lines by the theme's roles; a click on a span with an ``act`` is told as ``Acted``."""

    can_focus = False
    ground = ""

    @property
    def desk_app(self) -> PmdeskApp:
        """The app, as what it is."""
        return cast("PmdeskApp", self.app)

    @property
    def looks(self) -> Looks:
        """What the roles look like now."""
        return self.desk_app.looks

    def lines(self, width: int) -> list[Line]:
        """Give what is drawn, for a width; to be given by each kind."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give as many lines as there are."""
        return len(self.lines(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Give the width of the longest line."""
        return max((length(line) for line in self.lines(container.width)), default=0)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        rows = self.lines(width)
        return strip_of(rows[y] if y < len(rows) else (), width, self.looks, self.ground)

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked."""
        rows, at = self.lines(self.size.width), 0
        for span in rows[event.y] if event.y < len(rows) else ():
            at += width_of(span.text)
            if event.x < at:
                if span.act:
                    self.post_message(Acted(span.act))
                return


class Pane(Drawn):
    """Some lines, given from outside; what does not fit is left out, and the last line says how much."""

    def __init__(self, *, id: str | None = None, ground: str = "") -> None:  # noqa: A002 (Textual calls it so)
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._room = 0
        self._shown_in: object = None
        self.ground = ground

    def show(self, lines: list[Line], *, keep: bool = False) -> None:
        """Show these lines; ``keep`` leaves it the height that it has, if that is enough, so that nothing moves."""
        room = max(len(lines), self._room) if keep else len(lines)
        before, moves = self._lines, room != self._room and self.styles.is_auto_height
        self._lines, self._room = lines, room
        if moves or self.styles.is_auto_width:
            self.refresh(layout=True)
        elif max(len(before), len(lines)) > self.size.height or self._shown_in is not self.looks:
            self.refresh()
        else:
            pairs = enumerate(zip_longest(before, lines, fillvalue=()))
            changed = [Region(0, y, self.size.width, 1) for y, (was, now) in pairs if list(was) != list(now)]
            if changed:
                self.refresh(*changed)
        self._shown_in = self.looks

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give as many lines as there are to be room for."""
        return self._room

    def lines(self, width: int) -> list[Line]:
        """Give the lines that fit."""
        return self._lines

    def render_line(self, y: int) -> Strip:
        """Draw one line; the last one tells of those that have no room."""
        left = len(self._lines) - self.size.height
        if left > 0 and y == self.size.height - 1:
            return strip_of([Span(f"  … {left + 1} more lines", "faint")], self.size.width, self.looks, self.ground)
        return super().render_line(y)


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` cells, between words where it can."""
    found: list[str] = []
    line = ""
    for word in shown(text).split(" "):
        while width_of(word) > width > 0:
            head = shown(word, width, "")
            if not head:
                break
            found += [line] if line else []
            found.append(head)
            word, line = word[len(head) :], ""
        if line and width_of(line) + 1 + width_of(word) > width:
            found.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*found, line] if line else found

"""A field that is one of a few words: h and l or the arrows go through them, a letter picks."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from pmdesk.tui.line import Line, Span
from pmdesk.tui.widgets.drawn import Acted, Drawn


class Choice(Drawn, can_focus=True):
    """One of ``options``."""

    ground = "surface"

    class Changed(Message):
        """Another option was taken."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    class Submitted(Message):
        """Enter was pressed."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, options: Sequence[str], value: str) -> None:
        super().__init__()
        self.options = tuple(options)
        self.value = value if value in options else self.options[0]

    def lines(self, width: int) -> list[Line]:
        """Give the options in a row, the one taken marked."""
        spans: list[Span] = []
        for option in self.options:
            taken = option == self.value
            role = ("bold label" if self.has_focus else "bold under") if taken else "dim"
            spans += [Span(option, role, option), Span("  ")]
        return [spans]

    def _take(self, option: str) -> None:
        if option != self.value:
            self.value = option
            self.post_message(self.Changed(self))
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Go through the options."""
        at = self.options.index(self.value)
        if event.key in {"left", "h", "right", "l", "space"}:
            step = -1 if event.key in {"left", "h"} else 1
            self._take(self.options[(at + step) % len(self.options)])
            event.stop()
        elif event.character and event.character.isalpha():
            order = self.options[at + 1 :] + self.options[: at + 1]
            self._take(next((option for option in order if option.startswith(event.character)), self.value))
            event.stop()
        elif event.key == "enter":
            event.stop()
            self.post_message(self.Submitted(self))

    def on_acted(self, message: Acted) -> None:
        """Take the option that was clicked."""
        message.stop()
        self._take(message.act)

    def on_focus(self) -> None:
        """Show that it has the keys."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that it has not."""
        self.refresh()

"""The head of what was opened: its name, and the panes that it has."""

from __future__ import annotations

from collections.abc import Sequence

from pmdesk.tui.line import Line, Span, ends, length
from pmdesk.tui.widgets.drawn import Drawn

GAP = 2
"""Blanks between two panes."""


class PaneLine(Drawn):
    """Two lines; a click on a pane's name shows it."""

    DEFAULT_CSS = "PaneLine { height: 2; width: 100%; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self._title: Line = ()
        self._names: Sequence[tuple[str, str]] = ()
        self._chosen = ""
        self._role = ""

    def show(self, title: Line, names: Sequence[tuple[str, str]], chosen: str, role: str) -> None:
        """Show a title and panes, each with how much is in it; ``role`` is the client's."""
        self._title, self._names, self._chosen, self._role = title, names, chosen, role
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """Give title and panes; where there is no room for all, what is in them is left out, then what is far off."""
        out = [Span("   "), Span("Esc", "bold"), Span(" back ", "dim")]
        room = width + GAP  # the blanks after the last one need none
        every = self._drawn(counted=True)
        if length(every) > room:
            every = self._drawn(counted=False)
        if length(every) > room:
            every = self._drawn(counted=False, since=self._since(room))
        return [ends(self._title, out, width), every]

    def _since(self, room: int) -> int:
        """Give the first pane that is named: as few as need be are left out for the one that is shown and the next."""
        at = next((at for at, (name, _) in enumerate(self._names) if name == self._chosen), 0)
        until = min(at + 2, len(self._names))
        fitting = (since for since in range(at) if length(self._drawn(counted=False, since=since, until=until)) <= room)
        return next(fitting, at)

    def _drawn(self, *, counted: bool, since: int = 0, until: int | None = None) -> list[Span]:
        spans = [Span(" " if not since else " … ", "faint")]
        for name, number in self._names[since:until]:
            chosen = name == self._chosen
            role = f"{self._role} bold under".strip() if chosen else "dim"
            spans.append(Span(name, role, f"show_pane('{name}')"))
            spans.append(Span(f" {number}" if counted and number else "", "faint"))
            spans.append(Span(" " * GAP))
        return spans

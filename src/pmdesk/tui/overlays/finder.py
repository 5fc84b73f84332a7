"""A finder: words are typed, the rows that match are listed, Enter takes one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.entry import Entry
from pmdesk.tui.widgets.row_list import Row, RowList

MOST = 200
"""How many hits are listed."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be found: what taking it does, the text that is searched, and how it is drawn."""

    act: str
    text: str
    draw: Callable[[int], Line]
    client: str | None = None


def score(words: Sequence[str], loose: re.Pattern[str] | None, text: str) -> int:
    """Tell how well a casefolded text matches: 0 is not at all, more is better."""
    total = 0
    for word in words:
        at = text.find(word)
        if at < 0:
            return 1 if loose and loose.search(text) else 0
        begins = at == 0 or not text[at - 1].isalnum() or f" {word}" in text
        whole = f" {word} " in f" {text} "
        total += (40 if at == 0 else 30 if begins else 10) + (5 if whole else 0)
    return total + 2


def best(items: Iterable[Item], typed: str) -> list[Item]:
    """Give the items that match what was typed, best first; all of them where nothing was."""
    words = typed.casefold().split()
    if not words:
        return list(items)[:MOST]
    letters = "".join(words)
    loose = re.compile(".*?".join(map(re.escape, letters))) if len(letters) > 1 else None
    ranked = [(score(words, loose, item.text), at, item) for at, item in enumerate(items)]
    hits = sorted((-points, at, item) for points, at, item in _above(ranked))
    return [item for _, _, item in hits[:MOST]]


def _above(ranked: list[tuple[int, int, Item]]) -> list[tuple[int, int, Item]]:
    """Leave out what does not match; loose matches count only where there are no others."""
    good = [row for row in ranked if row[0] > 1]
    return good or [row for row in ranked if row[0] == 1]


class Finder(Overlay[str | None]):
    """Answers the act of the item taken, or None."""

    BINDINGS = [
        Binding("escape", "leave", show=False),
        Binding("up,ctrl+k", "pick(-1)", show=False, priority=True),
        Binding("down,ctrl+j,tab", "pick(1)", show=False, priority=True),
        Binding("pageup", "pages(-1)", show=False),
        Binding("pagedown", "pages(1)", show=False),
    ]

    def __init__(self, items: Sequence[Item], *, hint: str, nothing: str = "nothing found") -> None:
        super().__init__()
        self.items = list(items)
        self._hint, self._nothing = hint, nothing

    def compose(self) -> ComposeResult:
        """Compose the line for words and the list."""
        with Vertical(id="finder"):
            yield Entry(placeholder=self._hint, compact=True, id="typed")
            yield RowList(id="found", ground="surface")

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Tell how a row is taken."""
        return ("Up Down", "row"), ("Enter", "take it"), ("Esc", "leave")

    def on_mount(self) -> None:
        """List everything."""
        self.query_one(Input).focus()
        self._list("")

    def add_items(self, items: Iterable[Item]) -> None:
        """Add what was found meanwhile."""
        known = {item.act for item in self.items}
        self.items = [*self.items, *(item for item in items if item.act not in known)]
        if self.is_mounted and self.stands and self.query_one(Input).value:
            self._list(self.query_one(Input).value, first=False)

    def _list(self, typed: str, *, first: bool = True) -> None:
        rows = [Row(item.act, item.draw, client=item.client) for item in best(self.items, typed)]
        self.query_one(RowList).show(rows, [[Span(f"  {self._nothing}", "dim")]], first=first)

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what matches."""
        self.look_for(event.value)

    def look_for(self, typed: str) -> None:
        """List what matches."""
        self._list(typed)

    def on_input_submitted(self) -> None:
        """Take the row under the cursor."""
        self.submit()

    def submit(self) -> None:
        """Take the row under the cursor."""
        row = self.query_one(RowList).row
        if row:
            self.take(row.ref)

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Take the row that was clicked."""
        self.take(message.row.ref)

    def take(self, act: str) -> None:
        """Answer."""
        self.dismiss(act)

    def action_pick(self, step: int) -> None:
        """Move the cursor in the list."""
        self.query_one(RowList).action_row(step)

    def action_pages(self, step: int) -> None:
        """Move the cursor by a page."""
        self.query_one(RowList).action_rows(step)

    def action_leave(self) -> None:
        """Close without taking anything."""
        self.dismiss(None)

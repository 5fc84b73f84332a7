"""Questions that Enter answers with yes and Esc with no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from pmdesk.model import Milestone
from pmdesk.portfolio import Change, Put
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane

if TYPE_CHECKING:
    from pmdesk.tui.view import View

LISTED = 10
"""How many of the things that go along are named."""


class Ask(Overlay[bool | None]):
    """Answers True on Enter; Esc and q drop it, other keys are told so."""

    def __init__(self, lines: Sequence[Line], yes: str) -> None:
        super().__init__()
        self._lines = list(lines)
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Compose the question."""
        yield Pane(id="ask", ground="surface")

    def on_mount(self) -> None:
        """Show the question."""
        self._show("")

    def _show(self, said: str) -> None:
        keys = [
            Span(" Enter", "bold"), Span(f" {self._yes}   ", "dim"), Span("Esc", "bold"), Span(" leave", "dim"),
            Span(f"   {said}", "warn"),
        ]  # fmt: skip
        self.query_one(Pane).show([*self._lines, [], keys])

    def on_key(self, event: events.Key) -> None:
        """Take the answer."""
        event.stop()
        if event.key == "enter":
            self.dismiss(True)
        elif event.key in {"escape", "q"}:
            self.dismiss(False)
        else:
            self._show("only these two keys work here")


def delete_question(row: Milestone, changes: Sequence[Change], view: View) -> Ask:
    """Ask whether to delete a milestone; ``changes`` are that and what goes along."""
    place = refs.place_of(view.portfolio, row.engagement)
    lines: list[Line] = [
        [Span(" delete ", "high bold"), Span(row.title, "bold"), Span(f"   {place} · {words.week_day(row.due)}", "dim")]
    ]
    along = [change for change in changes if change.ref != row.ref]
    if along:
        lines += [[], [Span(f" {words.count(len(along), 'thing hangs', 'things hang')} on it:", "dim")]]
        lines += [_along(change, row) for change in along[:LISTED]]
        if len(along) > LISTED:
            lines.append([Span(f"   … and {len(along) - LISTED} more", "dim")])
    return Ask(lines, "delete, u brings it back")


def _along(change: Change, row: Milestone) -> Line:
    kind = change.ref.partition("/")[0]
    if isinstance(change, Put):
        name = getattr(change.row, "title", None) or getattr(change.row, "name", None) or change.ref
        what = "no longer comes after it" if kind == "milestone" else "stays, without it"
        return [Span(f"   {kind:<11}", "dim"), Span(str(name)), Span(f"   {what}", "dim")]
    return [Span(f"   {kind:<11}", "dim"), Span(change.ref.partition("/")[2]), Span("   goes along", "high")]


def outside_question(row: Milestone, view: View) -> Ask:
    """Ask whether to go on with a milestone that is not of the client in focus."""
    place = refs.place_of(view.portfolio, row.engagement)
    name = view.short.get(view.focus or "", "")
    lines: list[Line] = [
        [Span(" ", ""), Span(row.title, "bold"), Span(f"   {place}", "dim")],
        [Span(f" this is not {name}'s: another client's data would change", "warn")],
    ]
    return Ask(lines, "go on")


def step_question(what: str, view: View, *, back: bool) -> Ask:
    """Ask whether to undo or redo what does not touch the client in focus."""
    verb = "undo" if back else "redo"
    name = view.short.get(view.focus or "", "")
    lines: list[Line] = [
        [Span(f" {verb} ", "bold"), Span(what)],
        [Span(f" this is not {name}'s: another client's data would change", "warn")],
    ]
    return Ask(lines, verb)

"""The go-to menu: a letter for each screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult

from pmdesk.tui.commands import GO, LISTS, TITLES
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.finder import Finder, Item
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Acted, Pane

ANSWERS = {
    "today": "what now: agenda, due, this week",
    "timeline": "every engagement on one axis",
    "conflicts": "contradictions, worst first",
    "engagements": "terms, hours, next dates",
    "week": "my meetings on a grid",
    "actions": "mine, and what waits on others",
    "vendors": "capacity, load, who is hit",
    "raid": "the register by exposure",
    "scorecards": "KPIs and SLAs against target",
    "reports": "what each client will read",
    "lessons": "search what was learnt",
}


class GoMenu(Overlay[str | None]):
    """Answers the name of a screen, ``first`` for the top of this one, ``lists`` for the other lists, or None."""

    def compose(self) -> ComposeResult:
        """Compose the letters."""
        yield Pane(id="menu", ground="surface")

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Tell the way out."""
        return (("Esc", "leave"),)

    def on_mount(self) -> None:
        """Show the letters."""
        rows: list[Line] = [[Span(" go to", "dim")]]
        for letter, name in GO.items():
            role = "bold under" if name == self.app.current_mode else ""
            act = f"screen {name}"
            rows.append([
                Span(f"  {letter}", "primary bold", act), Span("  "), Span(TITLES[name], role, act),
                cell("", 13 - len(TITLES[name])), Span(ANSWERS[name], "dim", act),
            ])  # fmt: skip
        rows.append([
            Span("  o", "primary bold", "lists"), Span("  other lists  ", "", "lists"),
            Span("clients, contacts, sites, hours …", "dim", "lists"),
        ])  # fmt: skip
        rows.append([Span("  g", "primary bold", "first"), Span("  top of this list", "", "first")])
        lock = "unlock" if self.desk_app.context.locked else "lock the screen to one client"
        rows.append([Span("  x", "primary bold", "lock"), Span(f"  {lock}", "", "lock")])
        self.query_one(Pane).show(rows)

    def on_key(self, event: events.Key) -> None:
        """Take a letter; whatever else closes the menu."""
        event.stop()
        key = event.character or event.key
        self.dismiss({"g": "first", "o": "lists", "x": "lock"}.get(key) or GO.get(key))

    def on_acted(self, message: Acted) -> None:
        """Take a click."""
        message.stop()
        self.dismiss(message.act.rpartition(" ")[2])

    def on_click(self, event: events.Click) -> None:
        """Close on a click beside the menu."""
        if event.widget is self:
            self.dismiss(None)


def lists_finder() -> Finder:
    """Make the choice among the lists of what has no screen of its own."""

    def drawn(title: str) -> Callable[[int], Line]:
        return lambda width: [cell(title, width)]

    items = [Item(f"screen {name}", title.casefold(), drawn(title)) for name, title in LISTS.items()]
    return Finder(items, hint="which list")

"""Who is hit if a vendor slips by so many days: read at every step, and committed where it came true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from pmdesk.desk import edits
from pmdesk.model import Vendor
from pmdesk.schedule.slip import MOVES, OVERTAKEN, PUSHED, RUNS_ON, Hit, Slip, slip
from pmdesk.tui import refs, words
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.panel import Strict, keys_line
from pmdesk.tui.widgets.drawn import Pane

if TYPE_CHECKING:
    from pmdesk.errors import PmdeskError
    from pmdesk.tui.book import Sheet
    from pmdesk.tui.previewing import Preview
    from pmdesk.tui.screens.acting import Acting
    from pmdesk.tui.view import View

FIRST, MOST = 7, 730
"""Days of slip to begin with, and at most."""
LISTED = 12
"""How many things that are hit are named; half of them on a low terminal."""
TALL = 32
"""Lines from which a terminal is not low."""
_ROLES = {RUNS_ON: "warn", MOVES: "warn", PUSHED: "high", OVERTAKEN: "high"}


class SlipScreen(Strict[None]):
    """The panel at the bottom of the screen; ``under`` is the screen beneath."""

    BINDINGS = bindings("slip")
    SCOPE = "slip"

    def __init__(self, vendor: Vendor, under: Acting) -> None:
        super().__init__()
        self.vendor, self.under = vendor, under
        self.days = FIRST
        self.found: Slip | None = None
        self.effect: edits.Effect | None = None
        self.said = ""

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="move"):
            yield Pane(id="effects", ground="surface")

    def on_mount(self) -> None:
        """Begin with a week."""
        self._ask()

    def _ask(self) -> None:
        """Have computed who is hit."""
        view, sheet, keeper = self.under.view, self.under.sheet(), self.desk_app.keeper
        self.effect = None
        if view is None or sheet is None or keeper is None:
            return
        self._draw()
        portfolio, vendor, days = view.portfolio, self.vendor.key, self.days
        keeper.read(lambda _: slip(portfolio, vendor, days), lambda found: self._found(found, sheet), lane="slip")

    def _found(self, found: Slip, sheet: Sheet) -> None:
        """Show who is hit, and have the conflicts computed that it would make."""
        view, keeper = self.under.view, self.desk_app.keeper
        if not self.stands or view is None or keeper is None:
            return
        self.found = found
        self._draw()
        changes = (*found.own, *found.pushed)
        if changes:
            days = (view.today, max((hit.now for hit in found.hits), default=view.today))
            keeper.preview(sheet, changes, days, self._known)

    def _known(self, preview: Preview) -> None:
        if self.stands:
            self.effect = preview.effect
            self._draw()

    def _draw(self) -> None:
        view = self.under.view
        if view is None or self.found is None:
            return
        room = LISTED if self.app.size.height >= TALL else LISTED // 2
        lines: list[Line] = [self._head(view)]
        hits = [hit for hit in self.found.hits if view.is_in(hit.client)]
        other = len(self.found.hits) - len(hits)
        lines += [self._line(hit, view) for hit in hits[:room]]
        if len(hits) > room:
            lines.append([Span(f"   … and {len(hits) - room} more", "dim")])
        if other:
            lines.append([Span(f"   {refs.ELSEWHERE}: {words.count(other, 'more thing', 'more things')}", "dim")])
        if not self.found.hits:
            lines.append([Span("   nothing is promised that could slip", "dim")])
        lines += [[]] * (room + 2 - len(lines))
        lines.append(self._conflicts(view))
        lines.append(keys_line(footer("slip"), self.said, self.app.size.width))
        self.query_one(Pane).show(lines)

    def _head(self, view: View) -> Line:
        names: list[Span] = []
        for key in self.found.clients if self.found else ():
            if view.is_in(key):
                names += [Span(f"{view.short.get(key, key)}  ", f"@{key} bold")]
        told = [Span("   hits ", "dim"), *names] if names else [Span("   hits nobody here", "dim")]
        return [
            Span(" slip ", "accent bold label"), Span(f" {self.vendor.name}", "bold"),
            Span(f"   by {words.count(self.days, 'day')}", "accent bold"), *told,
        ]  # fmt: skip

    def _line(self, hit: Hit, view: View) -> Line:
        row = refs.row_of(view.portfolio, hit.ref)
        title = getattr(row, "title", "") or getattr(row, "role", "") or "the work"
        engagement = view.portfolio.engagements[hit.engagement]
        moved = f"{words.short_day(hit.was, view.today)} → {words.short_day(hit.now, view.today)}"
        if self.desk_app.glyphs.name == "ascii":
            moved = moved.replace("→", "->")
        if hit.how == OVERTAKEN:
            moved = f"{words.short_day(hit.was, view.today)}, before the work"
        width = self.app.size.width
        return [
            Span("   "), cell(view.short.get(hit.client, hit.client), 11, f"@{hit.client}"),
            cell(engagement.name, max(12, width // 6), "dim"), Span(" "), cell(hit.how, 10, _ROLES[hit.how]),
            cell(title, max(16, width // 4), "bold"), Span("  "), Span(moved),
        ]  # fmt: skip

    def _conflicts(self, view: View) -> Line:
        if self.effect is None:
            return [Span("   reading what that breaks …" if self.found and self.found.own else "", "faint")]
        made = [one for one in self.effect.made if view.focus is None or refs.concerns(view.portfolio, one, view.focus)]
        if not made:
            return [Span("   makes no conflict", "dim")]
        kinds: dict[str, int] = {}
        for one in made:
            kinds[one.kind] = kinds.get(one.kind, 0) + 1
        told = ", ".join(f"{number} {words.LONG.get(kind, kind)}" for kind, number in kinds.items())
        return [Span(f"   makes {words.count(len(made), 'conflict')}: ", "high"), Span(told)]

    def action_shift(self, days: int) -> None:
        """Slip by more or less."""
        self.days = min(max(self.days + days, 1), MOST)
        self.said = ""
        self._ask()

    def action_commit(self) -> None:
        """Keep the vendor's own dates as they would be: one change; what comes after is left to be moved on purpose."""
        view, keeper = self.under.view, self.desk_app.keeper
        if self.found is None or not self.found.own or view is None or keeper is None:
            self.dismiss(None)
            return
        if any(not view.is_in(hit.client) for hit in self.found.hits):
            self.tell("that would move other clients' dates too: 0 shows all, then Enter")
            return
        self.desk_app.state = "saving"
        said = f"slipped {self.vendor.name} by {words.count(self.days, 'day')}"
        keeper.apply(self.found.own, said, self._end, self._refused)

    def _end(self) -> None:
        self.dismiss(None)

    def _refused(self, error: PmdeskError) -> None:
        self.not_saved()
        self.tell(error.message.splitlines()[0])

    def tell(self, said: str) -> None:
        """Say something beside the keys."""
        self.said = said
        self._draw()

    def action_drop(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

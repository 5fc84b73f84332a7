"""Ways out of a conflict: each with what it would do, one applied on Enter as one change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from pmdesk.errors import PmdeskError, Refused
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.effects import effects_of, head_of, row_of
from pmdesk.tui.overlays.panel import Strict, keys_line
from pmdesk.tui.widgets.drawn import Pane

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.sight import Sight
    from pmdesk.desk.ways_out import WayOut
    from pmdesk.tui.previewing import Preview
    from pmdesk.tui.screens.acting import Acting

TALL = 32
"""Lines from which a terminal is not low."""
LISTED, TOLD = 6, 9
"""How many ways are listed, and how many lines of effects told; on a low terminal 4 and 5."""
EVERY = 5
"""After so many tried candidates the screen is told."""


class GivenUpError(PmdeskError):
    """Nobody waits for the search any more."""


class Search:
    """One search: what the worker tells of it, and whether somebody still waits."""

    def __init__(self, screen: FixScreen) -> None:
        self._screen = screen
        self.is_wanted = True

    def heard(self, tried: int) -> None:
        """Take note, on the worker, of how many candidates were tried; give up where nobody waits."""
        if not self.is_wanted:
            raise GivenUpError("the search was given up")
        if tried % EVERY == 0:
            self._screen.post_message(Tried(self, tried))


class Tried(Message):
    """So many candidates were tried."""

    def __init__(self, search: Search, count: int) -> None:
        super().__init__()
        self.search, self.count = search, count


class FixScreen(Strict[str | None]):
    """The panel at the bottom; ``conflicts`` are those under the cursor of ``under``. Answers the id to be waived."""

    BINDINGS = bindings("fix")
    SCOPE = "fix"

    def __init__(self, conflicts: Sequence[Conflict], under: Acting) -> None:
        super().__init__()
        self.conflicts, self.under = list(conflicts), under
        self.which = self.at = 0
        self.ways: tuple[WayOut, ...] | None = None
        self.said = ""
        self._search = Search(self)
        self._tried = 0
        self._version: object = None
        self._is_ending = False
        self._place = (under.target(), under.target_day())

    @property
    def conflict(self) -> Conflict:
        """The conflict that a way out is sought of."""
        return self.conflicts[self.which]

    @property
    def way(self) -> WayOut | None:
        """The way out under the cursor."""
        return self.ways[self.at] if self.ways else None

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="move"):
            yield Pane(id="effects", ground="surface")

    def on_mount(self) -> None:
        """Begin with the first conflict."""
        self._seek()

    def on_unmount(self) -> None:
        """Have the search given up."""
        self._search.is_wanted = False

    # -- seeking -----------------------------------------------------------------------------------------------------

    def _seek(self) -> None:
        """Have ways out sought on the worker."""
        sheet, keeper, view = self.under.sheet(), self.desk_app.keeper, self.under.view
        self._search.is_wanted = False
        search = self._search = Search(self)
        self.ways, self.at, self._tried = None, 0, 0
        self.under.preview(None)
        self._draw()
        if sheet is None or keeper is None or view is None:
            return
        self._version = view.book.version
        window, wanted = sheet.span, self.conflict.id

        def job(sight: Sight) -> tuple[object, tuple[WayOut, ...]]:
            return sight.version(), sight.ways_out(window, wanted, search.heard)

        def failed(error: PmdeskError) -> None:
            if search.is_wanted:
                self.tell(error.message.splitlines()[0])

        def found(result: tuple[object, tuple[WayOut, ...]]) -> None:
            if search.is_wanted and not self._is_ending:
                self._version, self.ways = result
                self._choose(0)

        keeper.read(job, found, lane="ways out", otherwise=failed)

    def on_tried(self, message: Tried) -> None:
        """Say how far the search is."""
        if message.search is self._search and self.ways is None:
            self._tried = message.count
            self._draw()

    def view_changed(self) -> None:
        """Seek again where something was changed meanwhile."""
        view = self.under.view
        if self._is_ending or view is None or view.book.version == self._version:
            return
        now = {one.id: one for one in view.conflicts_of(self.under.sheet() or view.book.home)}
        self.conflicts = [now[one.id] for one in self.conflicts if one.id in now]
        if not self.conflicts:
            self._leave(None)
            self.under.say("that conflict is gone: something was changed meanwhile")
            return
        self.which = min(self.which, len(self.conflicts) - 1)
        self._seek()

    # -- showing -----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        view = self.under.view
        if view is None or not self.is_mounted or not self.stands:
            return
        listed, told = (LISTED, TOLD) if self.app.size.height >= TALL else (4, 5)
        width = self.app.size.width
        lines: list[Line] = head_of(self.conflict, (self.which, len(self.conflicts)), width, self.desk_app.glyphs)
        top = max(0, min(self.at - listed // 2, len(self.ways or ()) - listed))
        rows: list[Line] = []
        if self.ways is None:
            rows.append([Span(f"  seeking ways out … {self._tried or ''}", "dim"), Span("   Esc leaves", "faint")])
        for at, way in list(enumerate(self.ways or ()))[top : top + listed]:
            mark = Span(self.desk_app.glyphs.cursor if at == self.at else " ", "primary")
            rows.append([mark, *row_of(way, width - 1, is_cursor=at == self.at)])
        if self.ways == ():
            instead = Span(" accepts it, with a reason", "dim")
            rows.append([Span("  no fix is known: ", "dim"), Span("w", "bold"), instead])
        room = told + listed - len(rows)
        effects = effects_of(self.way, view, room, width, self.desk_app.glyphs) if self.way else []
        lines += [*rows, [], *effects, *[[]] * (room - len(effects) + 1)]
        lines.append(keys_line(footer("fix"), self.said, self.app.size.width))
        self.query_one(Pane).show(lines)

    def tell(self, said: str) -> None:
        """Say something beside the keys."""
        self.said = said
        self._draw()

    def _choose(self, at: int) -> None:
        """Put the cursor on a way out, and have the screen beneath show it."""
        self.at, self.said = max(0, min(at, len(self.ways or ()) - 1)), ""
        self._draw()
        sheet, keeper, way = self.under.sheet(), self.desk_app.keeper, self.way
        if way is None or sheet is None or keeper is None or not self.under.SHOWS_PREVIEWS:
            return
        days = [now.due for pairs in way.moved.values() for _, now in pairs]

        def known(preview: Preview) -> None:
            if self.way is way and not self._is_ending:
                self.under.preview(preview)

        keeper.preview(sheet, way.edit.changes, [sheet.span.first, *days], known)

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_choose(self, step: int) -> None:
        """Go to the next way out."""
        self._choose(self.at + step)

    def action_conflict(self, step: int) -> None:
        """Go to the next conflict under the cursor."""
        if len(self.conflicts) == 1:
            self.tell("this is the only conflict under the cursor")
            return
        self.which, self.said = (self.which + step) % len(self.conflicts), ""
        self._seek()

    def action_commit(self) -> None:
        """Apply the way out under the cursor: one change, one undo step."""
        way, keeper, version = self.way, self.desk_app.keeper, self._version
        if way is None or keeper is None:
            self.tell("still seeking" if self.ways is None else "there is nothing to apply")
            return
        if self._is_ending:
            return

        def make(sight: Sight) -> Edit:
            if sight.version() != version:
                raise Refused(["something was changed meanwhile: they are sought again"])
            return way.edit

        self._is_ending = True
        self.desk_app.state = "saving"
        keeper.perform(make, self._applied, self._refused)

    def _applied(self) -> None:
        self._place = (self._place[0], None)
        self._leave(None)

    def _refused(self, error: PmdeskError) -> None:
        self.not_saved()
        self._is_ending = False
        self.tell(error.message.splitlines()[0])
        if self.desk_app.keeper:
            self.desk_app.keeper.look(when_idle=False)

    def action_waive_instead(self) -> None:
        """Leave, and waive the conflict."""
        self._leave(self.conflict.id)

    def action_drop(self) -> None:
        """Leave everything as it is."""
        if not self._is_ending:
            self._leave(None)

    def _leave(self, answer: str | None) -> None:
        self._is_ending = True
        self._search.is_wanted = False
        self.under.preview(None)
        if self.under.SHOWS_PREVIEWS:
            self.under.point_at(*self._place)
        self.dismiss(answer)

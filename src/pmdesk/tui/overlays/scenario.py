"""The scenario that is open: its drafts, the conflicts and alerts that they make and clear, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from pmdesk.desk.scenario import Difference, Scenario
from pmdesk.errors import InputError
from pmdesk.tui import refs, words
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.effects import SEVERITY_ROLE
from pmdesk.tui.overlays.panel import Strict, keys_line
from pmdesk.tui.widgets.drawn import Pane

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.errors import PmdeskError
    from pmdesk.schedule.alerts import Alert
    from pmdesk.schedule.conflicts.conflict import Conflict
    from pmdesk.tui.screens.acting import Acting
    from pmdesk.tui.view import View

EDGE = 4
"""Lines of the terminal that the panel leaves free."""
_VERB = 10


def _open(desk: Desk) -> Scenario:
    found = desk.scenario()
    if found is None:
        raise InputError("the scenario was closed meanwhile")
    return found


_BARE = (("Enter", "end the scenario"), ("Esc", "go on in it"))
"""The keys where there is no draft yet."""


def apply_all(desk: Desk) -> str:
    """Make all drafts for good, as one change."""
    entry = _open(desk).apply_all()
    return entry.words if entry else "the scenario changed nothing: it is closed"


def drop_all(desk: Desk) -> str:
    """Close the scenario; nothing of it is made."""
    number = _open(desk).draft_count()
    _open(desk).drop_all()
    return f"dropped the scenario with {words.count(number, 'draft')}; nothing was changed"


def drop_one(desk: Desk, number: int) -> str:
    """Let go of one draft."""
    _open(desk).drop(number)
    return "dropped the draft"


class ScenarioScreen(Strict[None]):
    """The panel; ``under`` is the screen beneath."""

    BINDINGS = bindings("scenario")
    SCOPE = "scenario"

    def __init__(self, under: Acting) -> None:
        super().__init__()
        self.under = under
        self.at = 0
        self.said = ""
        self.found: Difference | None = None
        self._is_asked = False
        self._is_ending = False

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="scenario"):
            yield Pane(id="effects", ground="surface")

    def on_mount(self) -> None:
        """Have the difference computed."""
        self._ask()

    def view_changed(self) -> None:
        """Compute it again where something was changed."""
        view = self.under.view
        if view is not None and view.book.drafts is None:
            self._leave()
        elif not self._is_ending:
            self._ask()

    def _ask(self) -> None:
        self._draw()
        sheet, keeper = self.under.view.book.home if self.under.view else None, self.desk_app.keeper
        if sheet is None or keeper is None:
            return
        window = sheet.span

        def failed(error: PmdeskError) -> None:
            self.tell(error.message.splitlines()[0])

        def known(found: Difference) -> None:
            if self.stands and not self._is_ending:
                self.found, self.at = found, min(self.at, max(0, len(found.drafts) - 1))
                self._draw()

        keeper.read(lambda sight: _seen(sight).difference(window), known, lane="scenario", otherwise=failed)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        view = self.under.view
        if view is None or not self.is_mounted or not self.stands:
            return
        room = max(6, self.app.size.height - EDGE - 4)
        lines: list[Line] = [[Span(" scenario ", "accent bold label"), *self._head()], []]
        if self.found is not None:
            shown = min(len(self.found.drafts), max(2, room // 3))
            lines += self._drafts(self.found, shown)
            lines += [[], *self._effects(self.found, view, room - shown - 1)]
        keys = footer("scenario") if self.found is None or self.found.drafts else _BARE
        lines += [[Span(f" {self.said}", "warn")], keys_line(keys, "", self.app.size.width)]
        self.query_one(Pane).show(lines)

    def _head(self) -> list[Span]:
        if self.found is None:
            return [Span(" reading what that does …", "faint")]
        number = len(self.found.drafts)
        if not number:
            return [Span(" no draft yet: what you change from here on is one", "dim")]
        return [Span(f" {words.count(number, 'draft')}", "bold"), Span(", nothing is saved yet", "dim")]

    def _drafts(self, found: Difference, shown: int) -> list[Line]:
        top = max(0, min(self.at - shown // 2, len(found.drafts) - shown))
        lines: list[Line] = []
        for at, draft in list(enumerate(found.drafts))[top : top + shown]:
            chosen = at == self.at
            mark = Span(self.desk_app.glyphs.cursor if chosen else " ", "primary")
            reason = found.unfit.get(draft.number)
            said = Span(f"  {draft.words}", "bold" if chosen else "")
            lines.append([mark, cell(str(at + 1), 3, "dim", right=True), said])
            if reason:
                lines.append([Span(f"      does not fit any more: {reason}", "high")])
        return lines

    def _effects(self, found: Difference, view: View, room: int) -> list[Line]:
        lines: list[Line] = [_conflict("makes", one, SEVERITY_ROLE[one.severity]) for one in self._here(found.made)]
        lines += [_alert("makes", one, "warn") for one in found.alerts_made if view.is_in(one.client)]
        lines += [_conflict("clears", one, "good") for one in self._here(found.cleared)]
        lines += [_conflict("eases", one, "warn") for one in self._here(found.eased)]
        lines += [_alert("clears", one, "good") for one in found.alerts_cleared if view.is_in(one.client)]
        if not lines:
            return [[Span("   makes no conflict and clears none, nor any alert", "dim")]] if found.drafts else []
        if len(lines) > room:
            left = len(lines) - room + 1
            lines = [*lines[: room - 1], [Span(f"   … and {words.count(left, 'line')} more", "dim")]]
        return lines

    def _here(self, found: tuple[Conflict, ...]) -> list[Conflict]:
        """Give those of the client in focus."""
        view = self.under.view
        if view is None or view.focus is None:
            return list(found)
        return [one for one in found if refs.concerns(view.portfolio, one, view.focus)]

    def tell(self, said: str) -> None:
        """Say something beside the keys."""
        self.said = said
        self._draw()

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_choose(self, step: int) -> None:
        """Go to another draft."""
        number = len(self.found.drafts) if self.found else 0
        self.at, self.said, self._is_asked = max(0, min(self.at + step, number - 1)), "", False
        self._draw()

    def action_commit(self) -> None:
        """Make all drafts for good: one change, one undo step."""
        keeper = self.desk_app.keeper
        if keeper is None or self._is_ending:
            return
        self._is_ending = True
        self.desk_app.state = "saving"
        keeper.turn(apply_all, self._leave, self._refused)

    def action_drop_one(self) -> None:
        """Let go of the draft under the cursor."""
        keeper = self.desk_app.keeper
        if keeper is None or self.found is None or not self.found.drafts or self._is_ending:
            self.tell("there is no draft to drop")
            return
        number = self.found.drafts[self.at].number
        keeper.turn(lambda desk: drop_one(desk, number), None, self._refused)

    def action_drop_all(self) -> None:
        """Close the scenario; the drafts are lost, so it asks for the key once more."""
        keeper = self.desk_app.keeper
        if keeper is None or self._is_ending:
            return
        if not self._is_asked and self.found is not None and self.found.drafts:
            self._is_asked = True
            self.tell("X once more drops all drafts")
            return
        self._is_ending = True
        keeper.turn(drop_all, self._leave, self._refused)

    def action_leave(self) -> None:
        """Go on in the scenario."""
        if not self._is_ending:
            self._leave()

    def _leave(self) -> None:
        self._is_ending = True
        if self.stands and self.app.screen is self:
            self.dismiss(None)

    def _refused(self, error: PmdeskError) -> None:
        self.not_saved()
        self._is_ending = False
        self.tell(error.message.splitlines()[0])


def _seen(sight: object) -> Scenario:
    if not isinstance(sight, Scenario):
        raise InputError("the scenario was closed meanwhile")
    return sight


def _conflict(verb: str, one: Conflict, role: str) -> Line:
    kind = words.LONG.get(one.kind, one.kind)
    return [cell(f"  {verb}", _VERB, f"{role} bold"), cell(kind, 20, role), Span(one.message)]


def _alert(verb: str, one: Alert, role: str) -> Line:
    return [cell(f"  {verb}", _VERB, f"{role} bold"), cell("alert", 20, "dim"), Span(one.message)]

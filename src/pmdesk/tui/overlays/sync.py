"""Syncing calendars: what would be sent is shown first, Enter sends it; what others changed is taken or put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from pmdesk.errors import PmdeskError
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.overlays.sync_lines import calendar_lines, called, proposal_lines
from pmdesk.tui.widgets.drawn import Pane

if TYPE_CHECKING:
    from pmdesk.desk.edits import Effect
    from pmdesk.desk.sight import Sight
    from pmdesk.desk.syncing import Progress, Synced
    from pmdesk.desk.syncing.offers import Offer
    from pmdesk.portfolio.remote import Binding

    Found = tuple[tuple[Binding, ...], tuple[Offer, ...]]

LISTED, LOW = 6, 3
"""So many proposals, and effects of one, are named; the second on a low terminal."""
TALL = 32
"""Lines from which a terminal is not low."""
WIDE = 96
"""The most cells that the panel takes."""
AROUND = 4
"""Lines around what is listed: the panel's edges, and the keys."""


class SyncScreen(Overlay[str | None]):
    """Shows what a sync of a client's calendar (None: all that are bound) would send; Enter does it.

    It may be left while a sync runs, which goes on; then what came of it is said in the footer.
    """

    BINDINGS = bindings("sync")

    def __init__(self, client: str | None) -> None:
        super().__init__()
        self.client = client
        self.offers: tuple[Offer, ...] = ()
        self.at = 0
        self.done: tuple[Synced, ...] | None = None
        self._said, self._role = "", "dim"
        self._effects: dict[int, Effect] = {}
        self._bound: tuple[Binding, ...] | None = None
        self._sent = False
        self._sends_on_enter = False

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="ask"):
            yield Pane(id="differences", ground="surface")

    def on_mount(self) -> None:
        """Read what is bound, and what waits."""
        self._say(" looking …")
        self._read(self._known)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _audiences(self) -> tuple[str, ...] | None:
        return (f"client/{self.client}",) if self.client is not None else None

    def _read(self, then: Callable[[Found], None]) -> None:
        keeper, wanted = self.desk_app.keeper, self._audiences()

        def job(sight: Sight) -> Found:
            remotes = sight.remotes()
            bound = tuple(row for row in remotes.bindings() if wanted is None or row.audience in wanted)
            offers = tuple(one for one in remotes.offers() if wanted is None or one.proposal.audience in wanted)
            return bound, offers

        if keeper is not None:
            keeper.read(job, then, lane="sync", otherwise=self._failed)

    def _known(self, found: Found) -> None:
        if not self.stands:
            return
        self._bound, self.offers = found
        if not self._bound:
            self._say("")
        elif self._syncer_is_free():
            self._begin(dry=True)
        else:
            self._say("a sync runs already; it goes on when you leave")

    def _syncer_is_free(self) -> bool:
        keeper = self.desk_app.keeper
        return keeper is not None and not keeper.syncer.is_running

    def _offered(self, found: Found) -> None:
        if self.stands:
            self.offers = found[1]
            self.at = min(self.at, max(0, len(self.offers) - 1))
            self._draw()
            self._ask_effects()

    def _ask_effects(self) -> None:
        """Have the conflicts of the proposal under the cursor worked out."""
        offer, keeper = self.offer, self.desk_app.keeper
        if offer is None or keeper is None or offer.number in self._effects:
            return

        def known(effect: Effect) -> None:
            self._effects[offer.number] = effect
            if self.stands:
                self._draw()

        keeper.read(lambda sight: sight.remotes().effects(offer), known, lane="sync effects", otherwise=self._failed)

    # -- syncing -----------------------------------------------------------------------------------------------------

    def _begin(self, *, dry: bool) -> None:
        from pmdesk.desk.syncing import Asked

        app = self.desk_app
        if app.keeper is None:
            return
        asked = Asked(self._audiences(), dry_run=dry)
        then = self._looked if dry else self._synced
        if app.keeper.syncer.begin(asked, app.context.lock_of, self._heard, then, self._failed):
            self._say("looking at what is there …" if dry else "sending …")

    def _heard(self, at: Progress) -> None:
        counted = f" {at.done} of {at.total}" if at.total else ""
        if self.stands:
            self._say(f"{at.words} {called(at.audience)}{counted} …")
        elif screen := self.desk_app.desk_screen():
            screen.say(f"{at.words} {called(at.audience)}{counted} …", "dim")

    def _looked(self, done: tuple[Synced, ...]) -> None:
        if not self.stands:
            return
        self.done = done
        self._say(self._asks(done))
        self._ask_effects()
        if self._sends_on_enter:
            self.action_send()

    def _asks(self, done: tuple[Synced, ...]) -> str:
        sends = "Enter sends" if any(one.deeds for one in done) else ""
        if sum(one.waiting for one in done) > len(self.offers):
            return f"{sends}, and lists what others changed" if sends else "Enter lists what others changed"
        return sends or "nothing to send"

    def _synced(self, done: tuple[Synced, ...]) -> None:
        if not self.stands:
            if screen := self.desk_app.desk_screen():
                screen.say("; ".join(str(one) for one in done), "high" if any(one.error for one in done) else "bold")
            return
        self.done, self._sent = done, True
        self._say("done", "good")
        self._read(self._offered)

    def _failed(self, error: PmdeskError) -> None:
        if self.stands:
            self._say(str(error), "high")
        else:
            self.desk_app.complain(error)

    # -- drawing -----------------------------------------------------------------------------------------------------

    @property
    def offer(self) -> Offer | None:
        """The proposal under the cursor."""
        return self.offers[self.at] if self.offers else None

    def _say(self, said: str, role: str = "dim") -> None:
        self._said, self._role = said, role
        self._draw()

    def _draw(self) -> None:
        said = "" if self._bound == () else f"  {self._said}"
        lines: list[Line] = [[Span(" sync calendars ", "bold label"), Span(said, self._role)], []]
        if self._bound == ():
            whose = self.client or "KEY"
            lines += [
                [Span(" no calendar on a server is bound here")],
                [Span(f" pmdesk sync bind {whose} URL --user NAME", "bold"), Span("   binds one, outside", "dim")],
            ]
        most = LISTED if self.app.size.height >= TALL else LOW
        effect = self._effects.get(self.offer.number) if self.offer else None
        proposals = proposal_lines(self.offers, self.at, most, effect, min(WIDE, self.app.size.width * 9 // 10) - 2)
        done = self.done or ()
        room = self.app.size.height * 9 // 10 - AROUND - len(lines) - len(proposals)
        for one in done:
            lines += calendar_lines(one, max(0, room // len(done) - 2))
        lines += proposals
        keys: list[Span] = []
        for key, brief in footer("sync"):
            if self.offers or (key not in {"j k", "a", "x"} and (self._bound != () or key == "Esc")):
                keys += [Span(f" {key}", "bold"), Span(f" {brief}  ", "dim")]
        self.query_one(Pane).show([*lines, [], keys])

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_send(self) -> None:
        """Send, when it is known what."""
        if self._sent or not self._bound:
            return
        if self.done is None:
            self._sends_on_enter = True
        elif self._syncer_is_free():
            self._begin(dry=False)

    def action_choose(self, by: int) -> None:
        """Go to another proposal."""
        if self.offers:
            self.at = max(0, min(len(self.offers) - 1, self.at + by))
            self._draw()
            self._ask_effects()

    def action_accept(self) -> None:
        """Take what they changed."""
        offer, keeper = self.offer, self.desk_app.keeper
        if offer is None or keeper is None:
            return

        def job(sight: Sight) -> str:
            entry = sight.remotes().accept(offer.number)
            return entry.words if entry else "the desk has it so already"

        def done(said: str) -> None:
            keeper.reload(said)
            self._decided(said)

        keeper.read(job, done, otherwise=self._failed)

    def action_reject(self) -> None:
        """Have ours put back."""
        offer, keeper = self.offer, self.desk_app.keeper
        if offer is not None and keeper is not None:
            keeper.read(
                lambda sight: sight.remotes().reject([offer.number]),
                lambda _: self._decided("ours goes back at the next sync"), otherwise=self._failed,
            )  # fmt: skip

    def _decided(self, said: str) -> None:
        if self.stands:
            self._sent, self.done = False, ()
            self._said, self._role = said, "good"
            self._effects.clear()
            self._read(self._offered)

    def action_leave(self) -> None:
        """Leave; what runs goes on."""
        self.dismiss(None)

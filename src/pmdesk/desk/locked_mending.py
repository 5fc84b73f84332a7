"""Ways out and waivers for a locked desk: of the conflicts as one client sees them, with edits of its own things."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from pmdesk.audience.fixes import ClientBench, SeenFix
from pmdesk.desk.edits import Edit
from pmdesk.desk.mending import is_taken
from pmdesk.desk.ways_out import Pairs, WayOut, known_dates
from pmdesk.model import Milestone, Waiver
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.schedule.conflicts.groups import conflict_id as id_of
from pmdesk.schedule.fixes.fix import told
from pmdesk.schedule.waiving import waive

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.desk.locked import LockedDesk
    from pmdesk.portfolio import Window
    from pmdesk.schedule.fixes.find import Heard


class LockedMending:
    """A locked desk as far as it mends: the client's own things, told in what it may see."""

    client: str
    _desk: Desk
    _waived: set[tuple[Any, ...]]
    _bench: ClientBench | None = None

    def _mending(self, window: Window) -> ClientBench:
        """Give where the client's ways out are sought; kept as long as the whole one is."""
        bench = self._desk.bench(window)
        if self._bench is None or self._bench.bench is not bench:
            self._bench = ClientBench(bench, self.client)
        return self._bench

    def ways_out(self, window: Window, conflict_id: str, heard: Heard | None = None) -> tuple[WayOut, ...]:
        """Give what would clear or ease a conflict by moving the client's own things; what it says is redacted."""
        return ways_out(cast("LockedDesk", self), self._desk, self._mending(window), conflict_id, heard)

    def waiver(self, window: Window, conflict_id: str, reason: str, until: date) -> Edit:
        """Give the edit that accepts a conflict, all that it stands for, up to a day."""
        return self._waiving(waiver(self._mending(window), conflict_id, reason, until))

    def no_waiver(self, window: Window, conflict_id: str) -> Edit:
        """Give the edit that takes back the waivers of what a conflict stands for."""
        return self._waiving(no_waiver(self._mending(window), conflict_id))

    def _waiving(self, edit: Edit) -> Edit:
        """Take note of the waivers of an edit: they may be applied here."""
        self._waived |= {change.identity for change in edit.changes}
        return edit


def ways_out(
    locked: LockedDesk, desk: Desk, bench: ClientBench, conflict_id: str, heard: Heard | None
) -> tuple[WayOut, ...]:
    """Give the ways out that the store would take, each in what the client may see; InputError for an unknown id."""
    lookup = desk.store.lookup()
    found = bench.fixes(conflict_id, heard)
    taken = [one for one in found if is_taken(one.fix, bench.bench.portfolio, lookup)]
    return tuple(way for one in taken if (way := _way(locked, desk, bench, one)) is not None)


def _way(locked: LockedDesk, desk: Desk, bench: ClientBench, one: SeenFix) -> WayOut | None:
    """Put a fix into what may be seen; None where some of it may not."""
    portfolio = bench.bench.portfolio
    changes: list[Change] = []
    pairs: list[tuple[Milestone, Milestone]] = []
    for change in one.fix.changes:
        if not isinstance(change, Put):
            return None
        row = next(iter(locked.shown(change.noun, [change.row])), None)
        if row is None:
            return None
        seen = locked.get(change.noun, *change.identity)
        changes.append(Put(row, seen))
        if isinstance(row, Milestone) and isinstance(seen, Milestone) and row.due != seen.due:
            pairs.append((seen, row))
    refs = {row.ref for row, _ in pairs}
    others = [line for change in one.fix.changes if change.ref not in refs for line in told(portfolio, change)]
    moved: dict[str, Pairs] = {bench.client: tuple(pairs)} if pairs else {}
    known = tuple(row for row in known_dates(desk, portfolio, one.fix.changes) if row.client == bench.client)
    return WayOut(
        Edit(tuple(changes), one.fix.words), one.fix.proposal, one.effect, one.cleared, one.eased, one.made, moved,
        known, tuple(others),
    )  # fmt: skip


def waiver(bench: ClientBench, conflict_id: str, reason: str, until: date) -> Edit:
    """Give the edit that accepts all that a seen conflict stands for; InputError if there is none, or no reason."""
    recount = bench.bench.recount
    puts = [waive(id_of(*key), recount.occurrences(key), reason, until) for key in bench.parts(conflict_id)]
    return Edit(tuple(puts), f"waived {bench.conflict(conflict_id).message} until {until}")


def no_waiver(bench: ClientBench, conflict_id: str) -> Edit:
    """Give the edit that takes the waivers of all that a seen conflict stands for back."""
    known = bench.bench.portfolio.waivers
    ids: Sequence[str] = [one for key in bench.parts(conflict_id) if (one := id_of(*key)) in known]
    words = f"took back the waiver of {bench.conflict(conflict_id).message}"
    return Edit(tuple(Remove(Waiver, (one,)) for one in ids), words)

"""A desk as far as it mends: ways out of conflicts, waivers, what moves along, and what still fits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.ways_out import WayOut
    from pmdesk.portfolio import Change, Portfolio, Window
    from pmdesk.schedule.bid import Answer, Bid
    from pmdesk.schedule.effects import Recount
    from pmdesk.schedule.fixes import Bench
    from pmdesk.schedule.fixes.find import Heard


class Mended:
    """The part of a desk that seeks; what it keeps is kept until something changes."""

    _bench: tuple[object, Bench] | None = None

    @property
    def _desk(self) -> Desk:
        return cast("Desk", self)

    def bench(self, window: Window) -> Bench:
        """Give where fixes of a window's conflicts are sought; kept until something changes."""
        at = (self._desk.version(), self._desk.today(), window)
        if self._bench is None or self._bench[0] != at:
            from pmdesk.desk.mending import bench_of

            self._bench = (at, bench_of(self._desk, window))
        return self._bench[1]

    def counted_for_ways_out(self, window: Window) -> Recount | None:
        """Give what counts the conflicts of a window, if ways out of them were sought since the last change."""
        at = (self._desk.version(), self._desk.today(), window)
        return self._bench[1].recount if self._bench is not None and self._bench[0] == at else None

    def ways_out(self, window: Window, conflict_id: str, heard: Heard | None = None) -> tuple[WayOut, ...]:
        """Give what would clear or ease a conflict, with all that each would do; see ``desk.ways_out``."""
        from pmdesk.desk.ways_out import ways_out

        return ways_out(self._desk, window, conflict_id, heard)

    def waiver(self, window: Window, conflict_id: str, reason: str, until: date) -> Edit:
        """Give the edit that accepts a conflict up to a day; InputError if there is none, or no reason."""
        from pmdesk.desk.ways_out import waiver

        return waiver(self._desk, window, conflict_id, reason, until)

    def no_waiver(self, window: Window, conflict_id: str) -> Edit:
        """Give the edit that takes the waiver of a conflict back; InputError if there is none."""
        from pmdesk.desk.ways_out import no_waiver

        return no_waiver(self._desk, conflict_id)

    def ripple(self, portfolio: Portfolio, key: str, due: date) -> tuple[Change, ...]:
        """Give the changes that move a milestone and carry its successors along; Refused off the calendar."""
        from pmdesk.desk.mending import ripple_of

        return ripple_of(self._desk, portfolio, key, due)

    def bid(self, bid: Bid, *, with_: frozenset[str] = frozenset()) -> Answer:
        """Answer a bid; ``with_`` are proposed engagements that count as won. InputError where it can't be asked."""
        from pmdesk.desk.bidding import answer

        return answer(self._desk.store, bid, self._desk.today(), with_)

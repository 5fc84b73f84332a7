"""What an export would add, move, change, cancel and leave alone."""

from __future__ import annotations

from dataclasses import dataclass

from pmdesk.exchange.ics.seen import CANCELLED, Seen, from_text
from pmdesk.portfolio.publication import Publication

ACTS = ("add", "move", "change", "cancel", "same")


@dataclass(frozen=True, slots=True)
class Difference:
    """One item: what happens to it (one of ACTS), what it is, and its days or wall times before and after."""

    act: str
    ref: str
    title: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """Give it as a line for people."""
        words = {"add": self.after, "move": f"{self.before} → {self.after}"}.get(self.act, self.before)
        return f"{self.act:<6}  {self.ref}  {self.title}  {words}".rstrip()


def difference(before: Publication | None, after: Publication) -> Difference:
    """Compare what was told of an item with what would be told."""
    seen = from_text(after.seen)
    if before is None:
        return Difference("add", after.ref, seen.title, "", _when(seen))
    if before.digest == after.digest:
        return Difference("same", after.ref, seen.title, _when(seen), _when(seen))
    told = from_text(before.seen)
    if seen.status == CANCELLED:
        act = "cancel" if told.status != CANCELLED else "change"
        return Difference(act, after.ref, seen.title, _when(told), _when(seen))
    if told.status == CANCELLED:
        return Difference("add", after.ref, seen.title, "", _when(seen))
    act = "move" if _moments(told) != _moments(seen) else "change"
    return Difference(act, after.ref, seen.title, _when(told), _when(seen))


def _moments(seen: Seen) -> tuple[object, ...]:
    moved = [list(held[:3]) for held in seen.overrides]
    return seen.start, seen.end, seen.zone, seen.rrule, list(seen.exdates), moved


def _when(seen: Seen) -> str:
    return seen.start if seen.start == seen.end or seen.zone else f"{seen.start} to {seen.end}"

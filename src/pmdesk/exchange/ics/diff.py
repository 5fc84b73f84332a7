"""What an export would add, move, change, cancel and leave alone."""

from __future__ import annotations

from dataclasses import dataclass

from pmdesk.exchange.ics.seen import CANCELLED, Seen, from_text
from pmdesk.portfolio.publication import Publication

ACTS = ("add", "move", "change", "cancel", "same")


@dataclass(frozen=True, slots=True)
class Difference:
    """One item: what happens to it (one of ACTS), what was told of it (None: nothing), and what is told now."""

    act: str
    told: Publication | None
    tells: Publication

    @property
    def ref(self) -> str:
        """The item's ref."""
        return self.tells.ref

    @property
    def title(self) -> str:
        """The item's title, as its audience sees it."""
        return from_text(self.tells.seen).title

    @property
    def before(self) -> str:
        """Its days or wall times as they were told; empty where it is new to them."""
        return "" if self.told is None or self.act == "add" else _when(from_text(self.told.seen))

    @property
    def after(self) -> str:
        """Its days or wall times now."""
        return _when(from_text(self.tells.seen))

    def __str__(self) -> str:
        """Give it as a line for people."""
        when = f"{self.before} → {self.after}" if self.act == "move" else self.after
        return f"{self.act:<6}  {self.ref}  {self.title}  {when}"


def difference(before: Publication | None, after: Publication) -> Difference:
    """Compare what was told of an item with what is told now."""
    return Difference(_act(before, after), before, after)


def _act(before: Publication | None, after: Publication) -> str:
    seen = from_text(after.seen)
    if before is None:
        return "cancel" if seen.status == CANCELLED else "add"
    if before.digest == after.digest:
        return "same"
    told = from_text(before.seen)
    if seen.status == CANCELLED:
        return "change" if told.status == CANCELLED else "cancel"
    if told.status == CANCELLED:
        return "add"
    return "move" if _moments(told) != _moments(seen) else "change"


def _moments(seen: Seen) -> tuple[object, ...]:
    return seen.start, seen.end, seen.zone, seen.rrule, seen.exdates, [held[:3] for held in seen.overrides]


def _when(seen: Seen) -> str:
    return seen.start if seen.start == seen.end or seen.zone else f"{seen.start} to {seen.end}"

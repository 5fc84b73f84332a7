"""Proposals as they are shown: what somebody changed, what taking it changes here, which conflicts that makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pmdesk.audience import MINE
from pmdesk.desk.edits import Effect, compare
from pmdesk.desk.syncing.taking import OTHER_DATES, Row, Taken, taken
from pmdesk.desk.syncing.told import name_of
from pmdesk.errors import PmdeskError
from pmdesk.exchange.caldav.held import from_text
from pmdesk.model import Blackout, Event, Milestone
from pmdesk.portfolio import Change, Put, Window
from pmdesk.portfolio.remote import Proposal

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

AROUND = 14
"""Conflicts are told of so many days around the days that change."""
Effects = Effect


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal: whose calendar and item, what differs as (what, before, now), and the changes that take it.

    ``left`` says in words what is seen and not taken over; ``why_not`` why it can't be taken at all (empty: it can).
    """

    proposal: Proposal
    title: str
    lines: tuple[tuple[str, str, str], ...] = ()
    left: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    why_not: str = ""
    words: str = ""

    @property
    def number(self) -> int:
        """What it is called by."""
        return self.proposal.id or 0

    @property
    def calendar(self) -> str:
        """Whose calendar it is: a client's key, or ``me``."""
        return name_of(self.proposal.audience)

    def json(self, effects: Effect) -> dict[str, Any]:
        """Give it as a JSON object, with the conflicts that taking it would make and clear."""
        return {
            "id": self.number,
            "calendar": self.calendar,
            "item": self.proposal.ref,
            "title": self.title,
            "act": self.proposal.act,
            "seen": self.proposal.seen,
            "changes": [{"what": what, "before": before, "now": now} for what, before, now in self.lines],
            "left": list(self.left),
            "can_accept": not self.why_not,
            "why_not": self.why_not or None,
            "makes": [{"id": one.id, "severity": one.severity, "text": one.message} for one in effects.made],
            "clears": [{"id": one.id, "severity": one.severity, "text": one.message} for one in effects.cleared],
        }


def offer_of(sight: Sight, proposal: Proposal, *, locked: bool = False) -> Offer:
    """Say what a proposal is, by what the desk holds now; ``locked`` where not all of a row may be seen."""
    base = from_text(proposal.base) if proposal.base else None
    row = _row(sight, proposal.ref)
    title = row.title if row is not None else base.first.title if base else proposal.ref
    if row is None:
        return Offer(proposal, title, why_not="it is not in the desk any more")
    if proposal.act == "deleted":
        return _deletion(sight, proposal, row)
    if proposal.act == "unreadable" or base is None:
        return Offer(proposal, title, why_not="what is there can't be understood")
    theirs = from_text(proposal.theirs)
    made = taken(sight, row, base, theirs, is_mine=proposal.audience == MINE, may_note=not locked)
    why = "it has other dates than it had" if OTHER_DATES in made.left else ""
    why = "it would go into notes, which are not seen while locked" if made.hidden else why
    words = f"took from the calendar of {name_of(proposal.audience)}: {_said(title, made)}"
    return Offer(proposal, title, tuple(made.lines), tuple(made.left), tuple(made.changes), why, words)


def _said(title: str, made: Taken) -> str:
    for what, before, now in made.lines:
        if what in {"due", "when"}:
            return f"{title} from {before} to {now}"
    return f"{title}: {made.lines[0][0]}" if made.lines else f"{title} as it is there"


def _deletion(sight: Sight, proposal: Proposal, row: Row) -> Offer:
    try:
        changes = sight.dependents(type(row), *row.identity)
    except PmdeskError as error:
        return Offer(proposal, row.title, why_not=error.message)
    along = [change.ref for change in changes if change.ref != row.ref]
    lines = [("deleted", row.title, "")]
    lines += [("with it", ref, "") for ref in along]
    words = f"took from the calendar of {name_of(proposal.audience)}: deleted {row.title}"
    return Offer(proposal, row.title, tuple(lines), (), changes, "", words)


def _row(sight: Sight, ref: str) -> Row | None:
    kind, _, key = ref.partition("/")
    if kind == "milestone":
        return sight.get(Milestone, key)
    if kind == "blackout":
        return sight.get(Blackout, key)
    return sight.get(Event, key) if kind == "event" else None


def effects_of(sight: Sight, offer: Offer) -> Effect:
    """Give the conflicts that taking it would make and clear, around the days that it touches."""
    days = sorted(_days(sight, offer))
    if not days:
        return Effect((), ())
    window = Window(days[0], days[-1]).wider(AROUND)
    portfolio = sight.portfolio(window)
    before = sight.conflicts(portfolio, window)
    return compare(before, sight.what_if(portfolio, offer.changes, window).conflicts)


def _days(sight: Sight, offer: Offer) -> set[date]:
    found: set[date] = set()
    for change in offer.changes:
        rows: list[Any] = [change.row] if isinstance(change, Put) else []
        rows.append(_row(sight, change.ref))
        for row in rows:
            if isinstance(row, Milestone):
                found.add(row.due)
            elif isinstance(row, Event):
                found |= {row.start.date(), row.end.date()}
            elif isinstance(row, Blackout):
                found |= {row.start, row.end}
    return found

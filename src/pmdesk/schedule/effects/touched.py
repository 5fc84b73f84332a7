"""Which rows an edit concerns: those that it changes, and those whose conflicts can change with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pmdesk.model import (
    Allocation,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Event,
    Milestone,
    Noun,
    Override,
    Profile,
    Vendor,
    Waiver,
)
from pmdesk.portfolio import Change, Put, row_of
from pmdesk.schedule.effects.index import Index


@dataclass(slots=True)
class Touched:
    """Keys of rows that an edit concerns, by noun; ``waivers`` are ids.

    ``engagements`` are those whose hours may change, ``who`` those of me, clients, vendors that have changed
    themselves, ``leave`` tells that days of mine off have, ``everything`` that no less than all must be computed.
    """

    milestones: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    assignments: set[str] = field(default_factory=set)
    blackouts: set[str] = field(default_factory=set)
    engagements: set[str] = field(default_factory=set)
    who: set[str] = field(default_factory=set)
    waivers: set[str] = field(default_factory=set)
    leave: bool = False
    everything: bool = False

    def refs(self) -> set[str]:
        """Give the refs under which conflicts name these rows."""
        named = {
            "milestone": self.milestones, "event": self.events, "assignment": self.assignments,
            "blackout": self.blackouts, "engagement": self.engagements,
        }  # fmt: skip
        return {f"{head}/{key}" for head, keys in named.items() for key in keys} | self.who


def touched_by(index: Index, changes: Iterable[Change]) -> Touched:
    """Gather what an edit concerns."""
    found = Touched()
    for change in changes:
        if change.noun in _BY_IDENTITY:
            getattr(found, _BY_IDENTITY[change.noun]).add(change.identity[0])
        old = row_of(index.portfolio, change.noun, change.identity)
        new = change.row if isinstance(change, Put) else None
        act = _ACTS.get(change.noun)
        if act is not None:
            for row in (old, new):
                if row is not None:
                    act(found, index, row)
    return found


def _client(found: Touched, index: Index, row: Any) -> None:
    _who(found, index, f"client/{row.key}")
    for deal in index.portfolio.engagements_by_client.get(row.key, ()):
        _engagement(found, index, deal)


def _vendor(found: Touched, index: Index, row: Any) -> None:
    _who(found, index, f"vendor/{row.key}")
    found.assignments.update(index.work_of.get(row.key, ()))
    found.events.update(index.events_of.get(row.key, ()))


def _who(found: Touched, index: Index, who: str) -> None:
    found.who.add(who)
    found.milestones.update(index.owned.get(who, ()))
    found.blackouts.update(row.key for row in index.blackouts_of.get(who, ()))
    for contact in index.contacts_of.get(who, ()):
        found.milestones.update(index.owned.get(f"contact/{contact}", ()))


def _contact(found: Touched, index: Index, row: Any) -> None:
    found.milestones.update(index.owned.get(f"contact/{row.key}", ()))


def _engagement(found: Touched, index: Index, row: Any) -> None:
    portfolio, key = index.portfolio, row.key
    found.engagements.add(key)
    found.milestones.update(item.key for item in portfolio.milestones_by_engagement.get(key, ()))
    found.assignments.update(item.key for item in portfolio.assignments_by_engagement.get(key, ()))
    found.events.update(item.key for item in portfolio.events_by_engagement.get(key, ()))


def _blackout(found: Touched, _index: Index, row: Any) -> None:
    found.blackouts.add(row.key)
    found.leave |= row.who == "me"


def _profile(found: Touched, _index: Index, _row: Any) -> None:
    found.everything = True


_BY_IDENTITY: Mapping[type[Noun], str] = {Allocation: "engagements", Override: "events", Waiver: "waivers"}
_ACTS: Mapping[type[Noun], Callable[[Touched, Index, Any], None]] = {
    Client: _client,
    Vendor: _vendor,
    Contact: _contact,
    Engagement: _engagement,
    Assignment: lambda found, _index, row: found.assignments.add(row.key),
    Milestone: lambda found, _index, row: found.milestones.add(row.key),
    Event: lambda found, _index, row: found.events.add(row.key),
    Blackout: _blackout,
    Profile: _profile,
}

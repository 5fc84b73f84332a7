"""The rows around an edit that its conflicts can hang on: whatever lies outside stays as it is.

What is gathered may always be more than needed: a conflict between rows that no change concerns comes out the same
before and after. What lies around an event in time is gathered apart (``crowds``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pmdesk.model import Assignment, Blackout, Event, Milestone, Noun
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.touched import Touched

_DAYS = 2
"""Days between what the clock shows in one zone and in another, at most."""


@dataclass(slots=True)
class Near:
    """Keys of the rows to look at, by noun."""

    milestones: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    assignments: set[str] = field(default_factory=set)
    blackouts: set[str] = field(default_factory=set)

    @property
    def nouns(self) -> frozenset[type[Noun]]:
        """The nouns of which there are rows."""
        held = {
            Milestone: self.milestones, Event: self.events, Assignment: self.assignments, Blackout: self.blackouts,
        }  # fmt: skip
        return frozenset(noun for noun, keys in held.items() if keys)


def near(index: Index, after: Portfolio, touched: Touched) -> Near:
    """Gather what an edit's conflicts can hang on, as it was and as it will be (``after``)."""
    found = Near(set(touched.milestones), set(touched.events), set(touched.assignments), set(touched.blackouts))
    both = (index.portfolio, after)
    for key in touched.milestones:
        for portfolio in both:
            row = portfolio.milestones.get(key)
            if row is not None:
                _by_milestone(index, portfolio, row, found)
    for key in touched.events:
        for portfolio in both:
            event = portfolio.events.get(key)
            if event is not None:
                _by_event(index, portfolio, event, found)
    for key in touched.assignments:
        for vendor in {row.vendor for row in (side.assignments.get(key) for side in both) if row is not None}:
            found.assignments.update(index.work_of.get(vendor, ()))
            found.blackouts.update(row.key for row in index.blackouts_of.get(f"vendor/{vendor}", ()))
    for key in touched.blackouts:
        for blackout in (side.blackouts.get(key) for side in both):
            if blackout is not None:
                _by_blackout(index, blackout, found)
    return found


def _by_milestone(index: Index, portfolio: Portfolio, row: Milestone, found: Near) -> None:
    found.milestones.update(index.successors.get(row.key, ()))
    for who in {f"client/{portfolio.client_of(row.engagement)}", portfolio.stands_for(row.owner)}:
        rows = index.blackouts_of.get(who, ())
        found.blackouts.update(off.key for off in rows if off.start <= row.due <= off.end)


def _by_blackout(index: Index, row: Blackout, found: Near) -> None:
    """Add the milestones due in it, the events that overlap it, the assignments of its vendor."""
    scene = index.scene
    days = scene.clip(row.start.toordinal(), row.end.toordinal())
    if days and row.concerns != "events":
        due = (key for day in range(days[0], days[1] + 1) for key in index.open_due.get(date.fromordinal(day), ()))
        found.milestones.update(key for key in due if row.who in _takers(index.portfolio, key))
    if row.concerns == "milestones":
        return
    party = scene.parties.get(row.who)
    if party is not None:
        place = scene.zone_of(row.who)
        for one in party.overlapping(place.midnight(row.start), place.after(row.end)):
            found.events.add(scene.events[one.event].key)
    if row.who.startswith("vendor/"):
        found.assignments.update(index.work_of.get(row.who.removeprefix("vendor/"), ()))


def _takers(portfolio: Portfolio, key: str) -> tuple[str, str]:
    """Give who takes part in a milestone: its client and its owner."""
    row = portfolio.milestones[key]
    return f"client/{portfolio.client_of(row.engagement)}", portfolio.stands_for(row.owner)


def attendants(portfolio: Portfolio, row: Event) -> Iterator[str]:
    """Give who takes part in an event, archived ones included."""
    if row.me:
        yield "me"
    if row.engagement is not None:
        yield f"client/{portfolio.client_of(row.engagement)}"
    yield from (f"vendor/{key}" for key in row.vendors)


def _by_event(index: Index, portfolio: Portfolio, row: Event, found: Near) -> None:
    """Add the blackouts of who takes part, for an event that happens once those about its day."""
    once = not row.rrule
    first, last = row.start.date().toordinal() - _DAYS, row.end.date().toordinal() + _DAYS
    for who in attendants(portfolio, row):
        for off in index.blackouts_of.get(who, ()):
            if not once or (off.start.toordinal() <= last and off.end.toordinal() >= first):
                found.blackouts.add(off.key)

"""The rows around an edit that its conflicts can hang on: whatever lies outside stays as it is.

What is gathered may always be more than needed: a conflict between rows that no change concerns comes out the same
before and after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from pmdesk.model import Assignment, Blackout, Event, Milestone, Noun
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.conflicts.scene import Party
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.touched import Touched
from pmdesk.schedule.instants import DAY, moment
from pmdesk.schedule.recurrence import runs

_TRAVEL = 3600
Span = tuple[int, int]


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
    _by_events(index, both, touched.events, found)
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
    found.milestones.update(item.key for item in row.after)
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


def _by_events(index: Index, both: Iterable[Portfolio], keys: Iterable[str], found: Near) -> None:
    """Add the blackouts of who takes part, what overlaps in a chain, and what is near enough to travel from."""
    spans: dict[str, list[Span]] = {}
    for key in keys:
        for portfolio in both:
            row = portfolio.events.get(key)
            if row is None:
                continue
            happenings = _spans(index, portfolio, row)
            days = _days(happenings)
            for who in attendants(portfolio, row):
                for off in index.blackouts_of.get(who, ()):
                    if days is not None and days.touches(off.start, off.end):
                        found.blackouts.add(off.key)
                if not who.startswith("client/"):
                    spans.setdefault(who, []).extend(happenings)
    for who, happenings in spans.items():
        party = index.scene.parties.get(who)
        if who in index.wide:
            _all_of(index, who, found)
            continue
        if party is None:
            continue
        if who == "me":
            wide = [(start - _TRAVEL, end + _TRAVEL) for start, end in happenings]
            found.events.update(index.scene.events[one.event].key for span in wide for one in party.overlapping(*span))
        _chain(index, who, party, happenings, found)


def _spans(index: Index, portfolio: Portfolio, row: Event) -> list[Span]:
    """Give the occurrences of an event in the window and a day around it."""
    scene = index.scene
    if portfolio is index.portfolio and row.key in index.numbers:
        return [one[:2] for one in scene.happenings[index.numbers[row.key]]]
    overrides = portfolio.overrides.get(row.key, ()) if row.rrule else ()
    found = runs(row, overrides, portfolio.event_zone(row), scene.opens - DAY, scene.closes + DAY)
    return [one[:2] for one in found]


def _days(spans: Collection[Span]) -> Window | None:
    """Give the days that instants may lie in, whatever the zone."""
    if not spans:
        return None
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return Window(moment(first - DAY).date(), moment(last + DAY).date())


def _all_of(index: Index, who: str, found: Near) -> None:
    scene = index.scene
    found.events.update(row.key for row, whos in zip(scene.events, scene.attendants, strict=True) if who in whos)


def _chain(index: Index, who: str, party: Party, happenings: list[Span], found: Near) -> None:
    """Add what overlaps these occurrences, and what overlaps that, and so on.

    Where a chain leaves what was looked at, a double booking is sought further away: then all events count.
    """
    scene = index.scene
    queue, seen = list(happenings), set[tuple[int, int, int]]()
    while queue:
        start, end = queue.pop()
        if start <= scene.opens - DAY or end >= scene.closes + DAY:
            _all_of(index, who, found)
            return
        for one in party.overlapping(start, end):
            if one[:3] not in seen:
                seen.add(one[:3])
                found.events.add(scene.events[one.event].key)
                queue.append(one[:2])

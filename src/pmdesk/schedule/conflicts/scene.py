"""What takes part in the conflicts of a window, gathered once and indexed by who."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pmdesk.model import Assignment, Blackout, Engagement, Event, Milestone
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.instants import DAY, Zone, moment, zone
from pmdesk.schedule.load import takes_part
from pmdesk.schedule.recurrence import runs
from pmdesk.schedule.working import Calendars

if TYPE_CHECKING:
    from pmdesk.schedule.conflicts.held import Held

FAR = 3_652_059
"""The last day that a date can hold, as an ordinal: the end of what is open."""


class Happening(NamedTuple):
    """An occurrence of an event: start and end (instants), the event's place in ``Scene.events``, how firm it is."""

    start: int
    end: int
    event: int
    tentative: bool


class Work(NamedTuple):
    """An assignment that takes part, its days as ordinals (both included) and its units in ten-thousandths."""

    start: int
    end: int
    ref: str
    units: int
    tentative: bool
    row: Assignment


class Party(NamedTuple):
    """The happenings of one who by start, and the length in seconds of the longest."""

    happenings: list[Happening]
    longest: int

    def overlapping(self, start: int, end: int) -> Iterator[Happening]:
        """Give those that share time with ``start`` to ``end``."""
        found = self.happenings
        at = bisect_left(found, (start - self.longest,))
        while at < len(found) and found[at].start < end:
            if found[at].end > start:
                yield found[at]
            at += 1


def _is_over(row: Event, low: datetime) -> bool:
    """Tell quickly that an event surely ended before a wall time in any zone; its overrides aside."""
    if not row.rrule:
        return row.end < low
    at = row.rrule.find("UNTIL=")
    if at < 0:
        return False
    until = row.rrule[at + 6 : at + 14]
    last = date(int(until[:4]), int(until[4:6]), int(until[6:])).toordinal()
    return last + (row.end - row.start).days + 4 < low.toordinal()


class Scene:
    """Everything that the rules look at: nothing cancelled, archived, closed, nor proposed unless asked for.

    All of it is worked out when first asked for, among the rows of ``held``: the portfolio's, or some of them.
    ``first`` and ``last`` are the window's days as ordinals, ``opens`` and ``closes`` its instants in my zone.
    """

    def __init__(self, portfolio: Portfolio, window: Window, with_: frozenset[str] = frozenset()) -> None:
        self.portfolio, self.window, self.with_ = portfolio, window, with_
        self.held: Held = portfolio
        self.zone: Zone = zone(portfolio.profile.timezone)
        self.first, self.last = window.first.toordinal(), window.last.toordinal()
        self.opens, self.closes = self.zone.midnight(window.first), self.zone.after(window.last)
        self.calendars = Calendars(portfolio, (self.opens, self.closes))
        self.widest = (self.opens, self.closes - 1)
        """The first and last instant that was looked at: a double booking can reach far beyond the window."""
        self.double_bookings: list[Hit] | None = None
        """Those that touch the window, once they were looked for."""

    def touches(self, start: int, end: int) -> bool:
        """Tell whether a timed occurrence touches the window; one without length does if it starts in it."""
        if start == end:
            return self.opens <= start < self.closes
        return start < self.closes and end > self.opens

    def clip(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the days (ordinals) inside the window, None if there are none."""
        start, end = max(start, self.first), min(end, self.last)
        return (start, end) if start <= end else None

    def zone_of(self, who: str) -> Zone:
        """Give the zone of a who."""
        return zone(self.portfolio.zone_of(who))

    @cached_property
    def engagements(self) -> Mapping[str, Engagement]:
        """Engagements that take part."""
        rows = self.held.engagements.items()
        return {key: row for key, row in rows if takes_part(self.portfolio, row, self.with_)}

    @cached_property
    def clients(self) -> Mapping[str, str]:
        """Refs of the clients of the engagements that take part, by engagement."""
        return {key: f"client/{row.client}" for key, row in self.engagements.items()}

    def is_archived(self, who: str) -> bool:
        """Tell whether a client or vendor is archived; I never am."""
        head, _, key = who.partition("/")
        if head == "client":
            return self.portfolio.clients[key].status == "archived"
        return head == "vendor" and self.portfolio.vendors[key].status == "archived"

    @cached_property
    def vendors(self) -> frozenset[str]:
        """Keys of the vendors that take part."""
        return frozenset(key for key, row in self.held.vendors.items() if row.status != "archived")

    @cached_property
    def milestones(self) -> list[Milestone]:
        """Open milestones that are due in the window."""
        first, last, engagements = self.window.first, self.window.last, self.engagements
        return [
            row
            for row in self.held.milestones.values()
            if first <= row.due <= last and row.engagement in engagements and row.status in {"planned", "at-risk"}
        ]

    @cached_property
    def work(self) -> Mapping[str, list[Work]]:
        """Assignments that share days with the window, by vendor, each by start."""
        found: dict[str, list[Work]] = {}
        first, last = self.window.first, self.window.last
        for row in self.held.assignments.values():
            deal = self.engagements.get(row.engagement)
            if row.start > last or deal is None or row.status == "cancelled" or row.vendor not in self.vendors:
                continue
            end = row.end or deal.end
            if end is not None and end < first:
                continue
            work = Work(
                row.start.toordinal(), end.toordinal() if end else FAR, row.ref, int(row.units * 10_000),
                row.status == "tentative", row,
            )  # fmt: skip
            found.setdefault(row.vendor, []).append(work)
        for rows in found.values():
            rows.sort(key=lambda work: work[:3])
        return found

    @cached_property
    def blackouts(self) -> Mapping[str, list[Blackout]]:
        """Blackouts that count, by who."""
        found: dict[str, list[Blackout]] = {}
        for row in self.held.blackouts.values():
            if not self.is_archived(row.who):
                found.setdefault(row.who, []).append(row)
        return found

    @cached_property
    def events(self) -> list[Event]:
        """Events that take part."""
        engagements = self.engagements
        return [
            row
            for row in self.held.events.values()
            if row.status != "cancelled" and (row.engagement is None or row.engagement in engagements)
        ]

    @cached_property
    def refs(self) -> list[str]:
        """Refs of ``events``, in their order."""
        return [f"event/{row.key}" for row in self.events]

    @cached_property
    def attendants(self) -> list[tuple[str, ...]]:
        """Who takes part in each of ``events``, in their order: me, the client, the vendors."""
        clients, vendors = self.clients, {key: f"vendor/{key}" for key in self.vendors}
        return [
            (("me",) if row.me else ())
            + ((clients[row.engagement],) if row.engagement else ())
            + tuple(vendors[key] for key in row.vendors if key in vendors)
            for row in self.events
        ]

    def happenings_of(self, event: int, first: int, last: int) -> list[Happening]:
        """Give the occurrences of one of ``events`` that share time with ``first`` to ``last`` (instants)."""
        row = self.events[event]
        portfolio = self.portfolio
        overrides = portfolio.overrides.get(row.key, ()) if row.rrule else ()
        found = runs(row, overrides, row.timezone or self._zones[row.engagement or ""], first, last)
        return [Happening(start, end, event, tentative) for start, end, tentative in found]

    @cached_property
    def _zones(self) -> Mapping[str, str]:
        """Zone names in which events stand that have none of their own, by engagement (empty: none)."""
        zones = {key: self.portfolio.zone_of(client) for key, client in self.clients.items()}
        return {**zones, "": self.portfolio.profile.timezone}

    @cached_property
    def happenings(self) -> list[list[Happening]]:
        """The occurrences of each of ``events`` in the window and a day around it."""
        first, last = self.opens - DAY, self.closes + DAY
        low, high = moment(first - 2 * DAY).replace(tzinfo=None), moment(last + 2 * DAY).replace(tzinfo=None)
        moved = self.portfolio.overrides
        none: list[Happening] = []
        return [
            none
            if row.key not in moved and (row.start > high or _is_over(row, low))
            else self.happenings_of(number, first, last)
            for number, row in enumerate(self.events)
        ]

    @cached_property
    def in_window(self) -> list[list[Happening]]:
        """The occurrences of each of ``events`` that touch the window."""
        opens, closes = self.opens, self.closes
        return [
            found
            if not found or all(one[0] < closes and one[1] > opens for one in found)
            else [one for one in found if one[0] < closes and one[1] > opens]
            for found in self.happenings
        ]

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        """The occurrences in the window and a day around it, by who takes part."""
        found: dict[str, list[Happening]] = {}
        for whos, happenings in zip(self.attendants, self.happenings, strict=True):
            if happenings:
                for who in whos:
                    found.setdefault(who, []).extend(happenings)
        for rows in found.values():
            rows.sort()
        return {who: Party(rows, max(one[1] - one[0] for one in rows)) for who, rows in found.items()}

    def forget_happenings(self) -> None:
        """Let go of the occurrences, which take most of the room; they are worked out again if they are asked for."""
        for name in ("happenings", "in_window", "parties"):
            vars(self).pop(name, None)

    def wider_party(self, who: str, first: int, last: int) -> list[Happening]:
        """Give the occurrences of a who that share time with ``first`` to ``last``, by start."""
        numbers = [number for number, whos in enumerate(self.attendants) if who in whos]
        return sorted(one for number in numbers for one in self.happenings_of(number, first, last))

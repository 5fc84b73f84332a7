"""Every kind of conflicts.md by brute force: hits, not yet grouped, that touch the window.

Readings, where the document leaves one open:
- available hours are the lengths that the clock shows, also on a day on which a change makes one longer or shorter;
- an assignment of 0 units is one of "the assignments of those days";
- a day with two overlapping commitments of one pair counts once: equal occurrences of one conflict are one;
- a proposed engagement named in `with_` counts like an active one; naming another status changes nothing;
- `overbooked` compares all assignments of a vendor on a day, two of the same engagement too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import combinations, pairwise

from .naive_time import (
    DAY,
    Occurrence,
    event_occurrences,
    in_one_stretch,
    is_working_day,
    midnight,
    zone_of,
)
from .naive_values import Assignment, Blackout, Desk, Engagement, Milestone, Party

FAR = date(9999, 12, 31)
Moment = date | datetime


@dataclass(frozen=True)
class Hit:
    """One occurrence of one conflict: dated (both ends included) or timed (UTC, half-open)."""

    kind: str
    who: str
    items: frozenset[str]
    start: Moment
    end: Moment
    severity: str
    peak: Fraction | None = None
    limit: Fraction | None = None


class Scene:
    """What takes part, and the window that is looked at."""

    def __init__(self, desk: Desk, start: date, end: date, with_: frozenset[str]) -> None:
        """Leave out the cancelled, the archived, the closed, and the proposed that nobody asked for."""
        self.desk, self.start, self.end, self.with_ = desk, start, end, with_
        self.opens, self.closes = midnight(start, desk.me.zone), midnight(end + DAY, desk.me.zone)
        self.deals = {k: e for k, e in desk.engagements.items() if self.counts(e)}
        self.vendors = {k: v for k, v in desk.vendors.items() if not v.archived}
        self.milestones = [
            m for m in desk.milestones.values() if m.engagement in self.deals and m.status in {"planned", "at-risk"}
        ]
        self.assignments = [
            a
            for a in desk.assignments.values()
            if a.engagement in self.deals and a.vendor in self.vendors and a.status != "cancelled"
        ]
        self.blackouts = [b for b in desk.blackouts.values() if not self.is_archived(b.who)]
        self.occurrences = [
            o
            for e in desk.events.values()
            if e.engagement is None or e.engagement in self.deals
            for o in event_occurrences(e, self.attendants(e.me, e.engagement, e.vendors), end)
        ]
        self.near = [o for o in self.occurrences if self.touches(o.start, o.end)]

    def counts(self, deal: Engagement) -> bool:
        """Whether an engagement takes part at all."""
        asked = deal.status == "proposed" and deal.key in self.with_
        return not self.desk.clients[deal.client].archived and (deal.status in {"active", "paused"} or asked)

    def is_archived(self, who: str) -> bool:
        """Whether a client or vendor is archived (I never am)."""
        kind, _, key = who.partition("/")
        known = {"client": self.desk.clients, "vendor": self.desk.vendors}
        return kind != "me" and known[kind][key].archived

    def attendants(self, me: bool, deal: str | None, vendors: frozenset[str]) -> frozenset[str]:
        """Who takes part in an event."""
        who = {f"vendor/{v}" for v in vendors if v in self.vendors}
        if me:
            who.add("me")
        if deal:
            who.add(f"client/{self.desk.engagements[deal].client}")
        return frozenset(who)

    def stakeholders(self, milestone: Milestone) -> set[str]:
        """Who takes part in a milestone: its client and its owner."""
        owner = set() if self.is_archived(milestone.owner) else {milestone.owner}
        return owner | {f"client/{self.client(milestone.engagement)}"}

    def client(self, deal: str) -> str:
        """Give the client's key of an engagement."""
        return self.desk.engagements[deal].client

    def party(self, who: str) -> Party:
        """Me, a client or a vendor."""
        kind, _, key = who.partition("/")
        return self.desk.me if kind == "me" else (self.desk.clients if kind == "client" else self.desk.vendors)[key]

    def touches(self, start: Moment, end: Moment) -> bool:
        """Whether an occurrence touches the window; a timed one without length does if it starts in it."""
        if isinstance(start, datetime) and isinstance(end, datetime):
            if start == end:
                return self.opens <= start < self.closes
            return start < self.closes and end > self.opens
        return start <= self.end and end >= self.start

    def days(self) -> Iterator[date]:
        """Give the days of the window."""
        return (self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1))

    def clip(self, start: date, end: date) -> tuple[date, date] | None:
        """Days inside the window, if there are any."""
        start, end = max(start, self.start), min(end, self.end)
        return (start, end) if start <= end else None


def hit_event(kind: str, who: str, o: Occurrence, severity: str, *more: str) -> Hit:
    """Give an occurrence of an event as a hit, low where the event is tentative."""
    items = frozenset({f"event/{o.event}", *more})
    return Hit(kind, who, items, o.start, o.end, "low" if o.tentative else severity)


def crowded(runs: list[Occurrence], limit: int) -> list[tuple[datetime, datetime, int]]:
    """Maximal intervals with more than `limit` runs at once, and how many at most.

    Two that touch are one only if a run crosses the touching instant.
    """
    points = sorted({t for o in runs for t in (o.start, o.end)})
    begins: dict[datetime, int] = {}
    ends: dict[datetime, int] = {}
    for o in runs:
        begins[o.start] = begins.get(o.start, 0) + 1
        ends[o.end] = ends.get(o.end, 0) + 1
    found: list[tuple[datetime, datetime, int]] = []
    count = 0
    for here, there in pairwise(points):
        crossing = count - ends.get(here, 0)
        count = crossing + begins.get(here, 0)
        if count <= limit:
            continue
        if found and found[-1][1] == here and crossing > 0:
            found[-1] = (found[-1][0], there, max(found[-1][2], count))
        else:
            found.append((here, there, count))
    return found


def double_booking(scene: Scene) -> Iterator[Hit]:
    """More occurrences at once than me (1) or a vendor (capacity rounded down, at least 1) can attend."""
    for who in [scene.desk.me, *scene.vendors.values()]:
        limit = 1 if who.ref == "me" else max(1, int(who.capacity))
        mine = [o for o in scene.occurrences if who.ref in o.who]
        firm = crowded([o for o in mine if not o.tentative], limit)
        for start, end, peak in crowded(mine, limit):
            if not scene.touches(start, end):
                continue
            items = frozenset(f"event/{o.event}" for o in mine if o.start < end and o.end > start)
            severity = "high" if any(a < end and b > start for a, b, _ in firm) else "low"
            yield Hit("double-booking", who.ref, items, start, end, severity, Fraction(peak), Fraction(limit))


def total(assignments: frozenset[Assignment]) -> Fraction:
    """Give the units of some assignments, exactly."""
    return sum((Fraction(a.units) for a in assignments), Fraction(0))


def overbooked(scene: Scene) -> Iterator[Hit]:
    """Units above capacity, a run of days with the same assignments."""
    for who in scene.vendors.values():
        limit = Fraction(who.capacity)
        runs: list[tuple[date, date, frozenset[Assignment]]] = []
        for day in scene.days():
            there = frozenset(
                a for a in scene.assignments if f"vendor/{a.vendor}" == who.ref and a.start <= day <= (a.end or FAR)
            )
            if total(there) <= limit:
                continue
            if runs and runs[-1][1] == day - DAY and runs[-1][2] == there:
                runs[-1] = (runs[-1][0], day, there)
            else:
                runs.append((day, day, there))
        for start, end, there in runs:
            firm = total(frozenset(a for a in there if a.status == "confirmed"))
            items = frozenset(f"assignment/{a.key}" for a in there)
            severity = "high" if firm > limit else "low"
            yield Hit("overbooked", who.ref, items, start, end, severity, total(there), limit)


def exclusivity(scene: Scene) -> Iterator[Hit]:
    """Give an exclusive assignment shares days with one of the same vendor to another client."""
    for a, b in combinations(scene.assignments, 2):
        other = scene.client(a.engagement) != scene.client(b.engagement)
        if a.vendor != b.vendor or not other or not (a.exclusive or b.exclusive):
            continue
        days = scene.clip(max(a.start, b.start), min(a.end or FAR, b.end or FAR))
        if days:
            severity = "low" if "tentative" in {a.status, b.status} else "high"
            items = frozenset({f"assignment/{a.key}", f"assignment/{b.key}"})
            yield Hit("exclusivity", f"vendor/{a.vendor}", items, *days, severity)


def weekly_hours(scene: Scene, deal: Engagement, day: date) -> Fraction:
    """Weekly hours in force on a day of the term: an allocation's, else the engagement's."""
    for allocation in scene.desk.allocations:
        if allocation.engagement == deal.key and allocation.start <= day <= allocation.end:
            return Fraction(allocation.weekly_hours)
    return Fraction(deal.weekly_hours)


def overload(scene: Scene) -> Iterator[Hit]:
    """Planned hours of an ISO week above the available ones."""
    me = scene.desk.me
    first = scene.start - timedelta(days=scene.start.weekday())
    for monday in (first + timedelta(days=n) for n in range(0, (scene.end - first).days + 1, 7)):
        week = [monday + timedelta(days=n) for n in range(7)]
        normal = [d for d in week if d.weekday() in me.hours]
        planned: dict[str, Fraction] = {}
        for deal in scene.deals.values():
            if deal.status != "paused":
                term = [d for d in normal if deal.start <= d <= (deal.end or FAR)]
                hours = sum((weekly_hours(scene, deal, d) / len(normal) for d in term), Fraction(0))
                planned |= {deal.key: hours} if hours > 0 else {}
        away = [b for b in scene.blackouts if b.who == "me"]
        there = [d for d in normal if is_working_day(me, d) and not any(b.start <= d <= b.end for b in away)]
        available = Fraction(sum(end - begin for d in there for begin, end in me.hours[d.weekday()]), 60)
        promised = sum(planned.values(), Fraction(0))
        if promised > available:
            severity = "high" if promised > available * Fraction(5, 4) else "medium"
            items = frozenset(f"engagement/{key}" for key in planned)
            yield Hit("overload", "me", items, monday, week[-1], severity, promised, available)


def blackout(scene: Scene) -> Iterator[Hit]:
    """Give a due date, an event or an assignment of somebody on days of their blackout."""
    for black in scene.blackouts:
        name = f"blackout/{black.key}"
        if black.blocks in {"milestones", "all"}:
            for m in scene.milestones:
                if black.start <= m.due <= black.end and black.who in scene.stakeholders(m):
                    yield Hit("blackout", black.who, frozenset({f"milestone/{m.key}", name}), m.due, m.due, "high")
        if black.blocks in {"events", "all"}:
            yield from blocked_work(scene, black, name)


def blocked_work(scene: Scene, black: Blackout, name: str) -> Iterator[Hit]:
    """Events and assignments on days of a blackout that blocks events."""
    zone = zone_of(scene.desk, black.who)
    opens, closes = midnight(black.start, zone), midnight(black.end + DAY, zone)
    for o in scene.near:
        if black.who in o.who and o.start < closes and o.end > opens:
            yield hit_event("blackout", black.who, o, "high", name)
    for a in scene.assignments:
        days = scene.clip(max(a.start, black.start), min(a.end or FAR, black.end))
        if days and black.who == f"vendor/{a.vendor}":
            severity = "low" if a.status == "tentative" else "medium"
            yield Hit("blackout", black.who, frozenset({f"assignment/{a.key}", name}), *days, severity)


def non_working_day(scene: Scene) -> Iterator[Hit]:
    """Give a due date on no working day of its client."""
    for m in scene.milestones:
        client = scene.desk.clients[scene.client(m.engagement)]
        if not is_working_day(client, m.due):
            severity = "medium" if m.due.weekday() in client.hours else "low"
            yield Hit("non-working-day", client.ref, frozenset({f"milestone/{m.key}"}), m.due, m.due, severity)


def outside_term(scene: Scene) -> Iterator[Hit]:
    """Due dates, events and assignment days before an engagement's start or after its end."""
    for deal in scene.deals.values():
        name, last = f"engagement/{deal.key}", deal.end or FAR
        zone = scene.desk.clients[deal.client].zone
        for m in scene.milestones:
            if m.engagement == deal.key and not deal.start <= m.due <= last:
                yield Hit("outside-term", name, frozenset({f"milestone/{m.key}"}), m.due, m.due, "medium")
        for o in scene.near:
            same = scene.desk.events[o.event].engagement == deal.key
            if same and not deal.start <= o.start.astimezone(zone).date() <= last:
                yield hit_event("outside-term", name, o, "medium")
        for a in scene.assignments:
            if a.engagement == deal.key:
                yield from days_outside(scene, a, deal)


def days_outside(scene: Scene, a: Assignment, deal: Engagement) -> Iterator[Hit]:
    """Give the runs of an assignment's days outside its engagement's term."""
    runs = [scene.clip(a.start, min(a.end or FAR, deal.start - DAY))]
    if deal.end:
        runs.append(scene.clip(max(a.start, deal.end + DAY), a.end or FAR))
    severity = "low" if a.status == "tentative" else "medium"
    for days in runs:
        if days:
            yield Hit("outside-term", f"engagement/{deal.key}", frozenset({f"assignment/{a.key}"}), *days, severity)


def dependency(scene: Scene) -> Iterator[Hit]:
    """Give a due date before a predecessor's plus lag, or after a cancelled one."""
    for m in scene.milestones:
        for key, lag in m.after:
            first = scene.desk.milestones[key]
            when = first.done_on if first.status == "done" else first.due
            cancelled = first.status == "cancelled"
            if cancelled or m.due < when + timedelta(days=lag):
                items = frozenset({f"milestone/{m.key}", f"milestone/{key}"})
                severity = "medium" if cancelled else "high"
                yield Hit("dependency", f"engagement/{m.engagement}", items, m.due, m.due, severity)


def pile_up(scene: Scene) -> Iterator[Hit]:
    """Three or more due dates of two or more clients on one day."""
    for day in scene.days():
        due = [m for m in scene.milestones if m.due == day and m.kind not in {"report", "payment"}]
        if len(due) >= 3 and len({scene.client(m.engagement) for m in due}) >= 2:
            items = frozenset(f"milestone/{m.key}" for m in due)
            yield Hit("pile-up", "me", items, day, day, "medium", Fraction(len(due)), Fraction(2))


def outside_hours(scene: Scene) -> Iterator[Hit]:
    """Give an event of an engagement that is not wholly inside one stretch of a participant's working hours."""
    for o in scene.near:
        if scene.desk.events[o.event].engagement:
            for who in sorted(o.who):
                if not in_one_stretch(scene.party(who), o.start, o.end):
                    yield hit_event("outside-hours", who, o, "low")


def travel(scene: Scene) -> Iterator[Hit]:
    """Less than an hour between the end of one event of mine and the start of another at a different site."""
    mine = [o for o in scene.occurrences if "me" in o.who and scene.desk.events[o.event].site]
    starts: dict[datetime, list[Occurrence]] = {}
    for o in mine:
        starts.setdefault(o.start, []).append(o)
    for first in mine:
        for gap in range(60):
            for second in starts.get(first.end + timedelta(minutes=gap), []):
                apart = scene.desk.events[first.event].site != scene.desk.events[second.event].site
                if apart and scene.touches(first.end, second.start):
                    severity = "low" if first.tentative or second.tentative else "medium"
                    items = frozenset({f"event/{first.event}", f"event/{second.event}"})
                    yield Hit("travel", "me", items, first.end, second.start, severity)


KINDS: list[Callable[[Scene], Iterator[Hit]]] = [
    double_booking,
    overbooked,
    exclusivity,
    overload,
    blackout,
    non_working_day,
    outside_term,
    dependency,
    pile_up,
    outside_hours,
    travel,
]


def hits(scene: Scene) -> list[Hit]:
    """All occurrences of all conflicts that touch the window, each once with its worst severity."""
    return [h for kind in KINDS for h in kind(scene) if scene.touches(h.start, h.end)]

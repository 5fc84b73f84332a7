"""What lanes a portfolio has: client by client its engagements, their vendors and blackouts, at the end my leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from pmdesk.model import Assignment, Blackout, Client, Engagement, Milestone
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui.context import in_order
from pmdesk.tui.widgets.timeline.lane import Bar, Lane, Mark
from pmdesk.tui.widgets.timeline.troubles import Trouble, troubles_by_item, worst

SOON = timedelta(days=14)
"""From how far off an open milestone is drawn filled."""
OVER = timedelta(days=28)
"""How long a closed engagement stays in view after its end."""
_LOOKS = {"proposed": "proposed", "paused": "paused", "closed": "closed"}


def number(value: Decimal) -> str:
    """Write a number without trailing zeros: ``12``, ``7.5``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Lanes:
    """Builds the lanes of one portfolio with its conflicts."""

    def __init__(self, portfolio: Portfolio, conflicts: Iterable[Conflict], times: str) -> None:
        self.portfolio = portfolio
        self.today = portfolio.today
        self.times = times
        self.troubles = troubles_by_item(conflicts, ZoneInfo(portfolio.profile.timezone))
        self.events = self._by_engagement()
        self.blackouts: dict[str, list[Blackout]] = {}
        for row in sorted(portfolio.blackouts.values(), key=lambda row: (row.start, row.key)):
            self.blackouts.setdefault(row.who, []).append(row)

    def _by_engagement(self) -> Mapping[str, list[Trouble]]:
        """Give the troubles of events by their engagement; those of none are under the empty key."""
        found: dict[str, list[Trouble]] = {}
        for ref, rows in self.troubles.items():
            kind, _, key = ref.partition("/")
            event = self.portfolio.events.get(key) if kind == "event" else None
            if event:
                found.setdefault(event.engagement or "", []).extend(rows)
        return found

    def hours(self, row: Engagement) -> Decimal:
        """Give the weekly hours in force today, or on the first or last day of a term that today is not in."""
        day = max(self.today, row.start)
        day = min(day, row.end) if row.end else day
        for period in self.portfolio.allocations.get(row.key, ()):
            if period.start <= day <= period.end:
                return period.weekly_hours
        return row.weekly_hours

    def is_told(self, row: Engagement) -> bool:
        """Tell whether an engagement has a lane: those that are over have one for some weeks more."""
        return row.status != "closed" or (row.end is not None and row.end >= self.today - OVER)

    def client(self, client: Client) -> Iterator[Lane]:
        rows = [row for row in self.portfolio.engagements_by_client.get(client.key, ()) if self.is_told(row)]
        who = f"client/{client.key}"
        running = [row for row in rows if row.end is None or row.end >= self.today]
        active = sum((self.hours(row) for row in running if row.status == "active"), Decimal(0))
        maybe = sum((self.hours(row) for row in running if row.status == "proposed"), Decimal(0))
        hours = number(active) if active else f"({number(maybe)})" if maybe else ""
        yield Lane(who, "client", who, client.key, client.name, hours=hours)
        for row in rows:
            yield self.engagement(row)
            yield from self.vendors(row)
        yield from self.closures(who, client.key)

    def engagement(self, row: Engagement) -> Lane:
        marks = tuple(self.mark(item) for item in self.portfolio.milestones_by_engagement.get(row.key, ()))
        waiting = [item.day for item in marks if item.look not in {"done", "cancelled"}]
        hours = number(self.hours(row)) if row.weekly_hours or row.key in self.portfolio.allocations else ""
        return Lane(
            key=row.ref,
            kind="engagement",
            ref=row.ref,
            client=row.client,
            label=row.name,
            level=1,
            hours=f"({hours})" if row.status != "active" and hours else hours,
            next=waiting[0] if waiting else None,
            next_late=bool(waiting) and waiting[0] < self.today,
            bars=(Bar(row.start, row.end, _LOOKS.get(row.status, "term"), row.ref),),
            marks=marks,
            troubles=tuple(self.events.get(row.key, ())) + self.troubles.get(row.ref, ()),
        )

    def mark(self, row: Milestone) -> Mark:
        look = row.status
        if look == "planned":
            left = row.due - self.today
            look = "late" if left.days < 0 else "soon" if left < SOON else "planned"
        elif look == "at-risk" and row.due < self.today:
            look = "late"
        return Mark(row.due, row.ref, look, worst(item.severity for item in self.troubles.get(row.ref, ())))

    def vendors(self, row: Engagement) -> Iterator[Lane]:
        """Give one lane for each vendor of an engagement, with the vendor's own blackouts on it."""
        found: dict[str, list[Assignment]] = {}
        for item in self.portfolio.assignments_by_engagement.get(row.key, ()):
            vendor = self.portfolio.vendors.get(item.vendor)
            if vendor and vendor.status == "active" and item.status != "cancelled":
                found.setdefault(item.vendor, []).append(item)
        for key, items in found.items():
            bars = [self.bar(item) for item in items]
            bars += [Bar(off.start, off.end, "blackout", off.ref) for off in self.blackouts.get(f"vendor/{key}", ())]
            yield Lane(
                key=f"{row.ref}/vendor/{key}",
                kind="assignment",
                ref=items[0].ref,
                client=row.client,
                label=self.portfolio.vendors[key].name,
                level=2,
                hours=number(max(item.units for item in items)) + self.times,
                bars=tuple(bars),
                troubles=tuple(trouble for item in items for trouble in self.troubles.get(item.ref, ())),
            )

    def bar(self, row: Assignment) -> Bar:
        look = "tentative" if row.status == "tentative" else "assignment"
        return Bar(row.start, self.portfolio.assignment_end(row), look, row.ref)

    def closures(self, who: str, client: str) -> Iterator[Lane]:
        """Give one lane for each title among the blackouts of a ``who``."""
        found: dict[str, list[Blackout]] = {}
        for row in self.blackouts.get(who, ()):
            found.setdefault(row.title.casefold(), []).append(row)
        for title, rows in found.items():
            bars = tuple(Bar(row.start, row.end, "blackout", row.ref) for row in rows)
            yield Lane(f"{who}/{title}", "blackout", rows[0].ref, client, rows[0].title, 1, bars=bars)

    def mine(self) -> Iterator[Lane]:
        """Give the lane of my own leave, and of trouble with meetings that are of no engagement."""
        rows = self.blackouts.get("me", ())
        bars = tuple(Bar(row.start, row.end, "blackout", row.ref) for row in rows)
        troubles = tuple(self.events.get("", ()))
        if bars or troubles:
            yield Lane("me", "me", "me", "", "my leave", bars=bars, troubles=troubles)


def build(
    portfolio: Portfolio, conflicts: Iterable[Conflict], focus: str | None = None, times: str = "×"
) -> tuple[Lane, ...]:
    """Give the lanes in order; with a ``focus`` one client's and mine. ``times`` stands after a vendor's units."""
    lanes = _Lanes(portfolio, conflicts, times)
    found: list[Lane] = []
    for client in in_order(portfolio.clients):
        if focus is None or client.key == focus:
            found.extend(lanes.client(client))
    return (*found, *lanes.mine()) if found else ()


def moved(lanes: tuple[Lane, ...], before: Portfolio) -> tuple[Lane, ...]:
    """Give the lanes with each milestone that lies elsewhere than in the portfolio ``before`` marked as moved."""
    found = []
    for lane in lanes:
        marks = tuple(_moved(mark, before) for mark in lane.marks)
        found.append(replace(lane, marks=marks) if marks != lane.marks else lane)
    return tuple(found)


def _moved(mark: Mark, before: Portfolio) -> Mark:
    old = before.milestones.get(mark.ref.partition("/")[2])
    return replace(mark, was=old.due) if old and old.due != mark.day else mark


def first_open(lane: Lane, today: date) -> date | None:
    """Give the day of the next milestone of a lane that is due today or later."""
    return next((mark.day for mark in lane.marks if mark.day >= today and mark.look not in {"done", "cancelled"}), None)

"""What lanes a portfolio has: client by client its engagements, their vendors and blackouts, at the end my leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import overload
from zoneinfo import ZoneInfo

from pmdesk.model import Assignment, Blackout, Client, Engagement, Milestone, Noun
from pmdesk.portfolio import Portfolio
from pmdesk.tui.context import in_order
from pmdesk.tui.widgets.timeline.caught import Caught, Changed, work_of
from pmdesk.tui.widgets.timeline.lane import Bar, Lane, Mark
from pmdesk.tui.widgets.timeline.troubles import Trouble, troubles_of, worst

SOON = timedelta(days=14)
"""From how far off an open milestone is drawn filled."""
OVER = timedelta(days=28)
"""How long a closed engagement stays in view after its end."""
_LOOKS = {"proposed": "proposed", "paused": "paused", "closed": "closed"}


def number(value: Decimal) -> str:
    """Write a number without trailing zeros: ``12``, ``7.5``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Lanes(Sequence[Lane]):
    """The lanes of one portfolio with its conflicts, in order; each is made when it is first looked at.

    With a ``focus`` they are one client's and mine; with ``kept`` those that it keeps, or of which it keeps something.
    ``times`` stands after a vendor's units. Milestones that lie elsewhere than in the portfolio ``before`` say from
    where they were moved.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        caught: Caught,
        focus: str | None = None,
        times: str = "×",
        before: Portfolio | None = None,
        kept: Callable[[Noun], bool] | None = None,
    ) -> None:
        self.portfolio, self.before, self.kept = portfolio, before, kept
        self.today = portfolio.today
        self.times = times
        self.caught = caught
        self.zone = ZoneInfo(portfolio.profile.timezone)
        self.blackouts: dict[str, list[Blackout]] = {}
        for row in sorted(portfolio.blackouts.values(), key=lambda row: (row.start, row.key)):
            self.blackouts.setdefault(row.who, []).append(row)
        self._clients = [client for client in in_order(portfolio.clients) if focus in {None, client.key}]
        self._plan = [entry for client in self._clients for entry in self._of_client(client)]
        if kept is not None:
            mine = any(kept(off) for off in self.blackouts.get("me", ()))
        else:
            mine = bool(self._plan and ("me" in self.blackouts or self._troubles("me")))
        if mine:
            self._plan.append(("me", Lanes._mine))
        self._made: list[Lane | None] = [None] * len(self._plan)
        self.places = {key: place for place, (key, _) in enumerate(self._plan)}
        """The place of each lane by its key."""

    def __len__(self) -> int:
        return len(self._plan)

    @overload
    def __getitem__(self, index: int) -> Lane: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Lane, ...]: ...

    def __getitem__(self, index: int | slice) -> Lane | tuple[Lane, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        lane = self._made[index]
        if lane is None:
            lane = self._made[index] = self._plan[index][1](self)
        return lane

    def after(
        self, portfolio: Portfolio, caught: Caught, changed: Changed, refs: Iterable[str]
    ) -> tuple[Lanes, frozenset[int]] | None:
        """Give the lanes as an edit leaves them, and the places of those that it touches; the others are shared.

        ``changed`` are the conflicts that it changes, ``caught`` all of them by ref, ``refs`` the rows that are edited.
        None where there may be other lanes then.
        """
        held = self.portfolio
        same = ("clients", "vendors", "engagements", "allocations", "assignments", "blackouts")
        if held.profile != portfolio.profile:
            return None
        if any(getattr(held, name) is not getattr(portfolio, name) for name in same):
            return None
        if any(work_of(portfolio, ref) not in {None, was} for ref in refs if (was := work_of(held, ref)) is not None):
            return None
        told = {ref for pair in changed for one in pair if one is not None
                for side in (self.caught, caught) for ref in side.refs(one)}  # fmt: skip
        if "me" in told and ("me" not in self.places or "me" not in self.blackouts):
            return None
        made = copy(self)
        made.portfolio, made.before, made.caught = portfolio, held, caught
        found = (place for ref in (*told, *refs) for side in (self, made) if (place := side._drawn(ref)) is not None)
        touched = frozenset(found)
        made._made = [None if at in touched else lane for at, lane in enumerate(self._made)]
        return made, touched

    @property
    def engagements(self) -> tuple[int, int]:
        """How many engagements have a lane, and how many would without a filter."""
        rows = [row for one in self._clients for row in self.portfolio.engagements_by_client.get(one.key, ())]
        told = [row for row in rows if self.is_told(row)]
        return sum(row.ref in self.places for row in told), len(told)

    def _troubles(self, *refs: str) -> tuple[Trouble, ...]:
        return tuple(trouble for ref in refs for trouble in troubles_of(self.caught.of(ref), self.zone))

    def _drawn(self, ref: str) -> int | None:
        """Give the place of the lane on which a thing is drawn with its troubles."""
        return None if ref.startswith("blackout/") else self.place(ref)

    def place(self, ref: str) -> int | None:
        """Give the place of the lane on which a thing lies, by its ref; of a thing on several lanes, the first."""
        kind, _, key = ref.partition("/")
        held = self.portfolio
        if kind == "milestone" and key in held.milestones:
            return self.places.get(f"engagement/{held.milestones[key].engagement}")
        if kind == "assignment" and (work := held.assignments.get(key)):
            return self.places.get(f"engagement/{work.engagement}/vendor/{work.vendor}")
        if kind == "event" and (event := held.events.get(key)):
            return self.places.get(f"engagement/{event.engagement}" if event.engagement else "me")
        if kind == "blackout" and (off := held.blackouts.get(key)):
            if off.who.startswith("vendor/"):
                return next((place for name, place in self.places.items() if name.endswith("/" + off.who)), None)
            return self.places.get("me" if off.who == "me" else f"{off.who}/{off.title.casefold()}")
        return self.places.get(ref)

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

    def _keeps(self, row: Engagement) -> bool:
        """Tell whether an engagement stays: it, one of its milestones, or one of its assignments is kept."""
        kept = self.kept
        if kept is None or kept(row):
            return True
        held = self.portfolio
        return any(map(kept, held.milestones_by_engagement.get(row.key, ()))) or any(
            map(kept, held.assignments_by_engagement.get(row.key, ()))
        )

    def _of_client(self, client: Client) -> Iterator[tuple[str, Callable[[Lanes], Lane]]]:
        """Plan a client's lanes: its own, its engagements with their vendors, its blackouts by title."""
        rows = [
            row for row in self.portfolio.engagements_by_client.get(client.key, ())
            if self.is_told(row) and self._keeps(row)
        ]  # fmt: skip
        who = f"client/{client.key}"
        titles: dict[str, list[Blackout]] = {}
        for off in self.blackouts.get(who, ()):
            if self.kept is None or self.kept(off):
                titles.setdefault(off.title.casefold(), []).append(off)
        if self.kept is not None and not rows and not titles:
            return
        yield who, partial(Lanes._client, client=client, rows=rows)
        for row in rows:
            yield row.ref, partial(Lanes._engagement, row=row)
            found: dict[str, list[Assignment]] = {}
            for item in self.portfolio.assignments_by_engagement.get(row.key, ()):
                vendor = self.portfolio.vendors.get(item.vendor)
                if vendor and vendor.status == "active" and item.status != "cancelled":
                    found.setdefault(item.vendor, []).append(item)
            for key, items in found.items():
                yield f"{row.ref}/vendor/{key}", partial(Lanes._vendor, row=row, vendor=key, items=items)
        for title, closed in titles.items():
            named = partial(Lanes._closure, key=f"{who}/{title}", client=client.key, rows=closed)
            yield f"{who}/{title}", named

    def _client(self, client: Client, rows: list[Engagement]) -> Lane:
        running = [row for row in rows if row.end is None or row.end >= self.today]
        active = sum((self.hours(row) for row in running if row.status == "active"), Decimal(0))
        maybe = sum((self.hours(row) for row in running if row.status == "proposed"), Decimal(0))
        hours = number(active) if active else f"({number(maybe)})" if maybe else ""
        return Lane(client.ref, "client", client.ref, client.key, client.name, hours=hours)

    def _engagement(self, row: Engagement) -> Lane:
        marks = tuple(self._mark(item) for item in self.portfolio.milestones_by_engagement.get(row.key, ()))
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
            troubles=self._troubles(row.ref),
        )

    def _mark(self, row: Milestone) -> Mark:
        look = row.status
        if look == "planned":
            left = row.due - self.today
            look = "late" if left.days < 0 else "soon" if left < SOON else "planned"
        elif look == "at-risk" and row.due < self.today:
            look = "late"
        old = self.before.milestones.get(row.key) if self.before else None
        was = old.due if old and old.due != row.due else None
        ref = row.ref
        severity = worst(item.severity for item in self._troubles(ref)) if self.caught.of(ref) else ""
        return Mark(row.due, ref, look, severity, was)

    def _vendor(self, row: Engagement, vendor: str, items: list[Assignment]) -> Lane:
        """Make the lane of one vendor of an engagement, with the vendor's own blackouts on it."""
        bars = [self._bar(item) for item in items]
        bars += [Bar(off.start, off.end, "blackout", off.ref) for off in self.blackouts.get(f"vendor/{vendor}", ())]
        return Lane(
            key=f"{row.ref}/vendor/{vendor}",
            kind="assignment",
            ref=items[0].ref,
            client=row.client,
            label=self.portfolio.vendors[vendor].name,
            level=2,
            hours=number(max(item.units for item in items)) + self.times,
            bars=tuple(bars),
            troubles=self._troubles(*(item.ref for item in items)),
        )

    def _bar(self, row: Assignment) -> Bar:
        look = "tentative" if row.status == "tentative" else "assignment"
        return Bar(row.start, self.portfolio.assignment_end(row), look, row.ref)

    def _closure(self, key: str, client: str, rows: list[Blackout]) -> Lane:
        bars = tuple(Bar(row.start, row.end, "blackout", row.ref) for row in rows)
        return Lane(key, "blackout", rows[0].ref, client, rows[0].title, 1, bars=bars)

    def _mine(self) -> Lane:
        """Make the lane of my own leave, and of trouble with meetings that are of no engagement."""
        bars = tuple(Bar(row.start, row.end, "blackout", row.ref) for row in self.blackouts.get("me", ()))
        return Lane("me", "me", "me", "", "my leave", bars=bars, troubles=self._troubles("me"))

"""What a screen may show: the book, seen from a context. Screens get nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from pmdesk.model import Action, Client, Engagement, Event, Milestone, Override
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.instants import moment, zone
from pmdesk.schedule.recurrence import runs
from pmdesk.tui import refs
from pmdesk.tui.book import Book, Sheet
from pmdesk.tui.context import Context

if TYPE_CHECKING:
    from pmdesk.schedule.alerts import Alert
    from pmdesk.schedule.conflicts.conflict import Conflict

ELSEWHERE = Event(title=refs.ELSEWHERE)
"""What a locked screen shows of other commitments."""


@dataclass(frozen=True)
class Meeting:
    """One occurrence of an event, or (``ELSEWHERE``) of another commitment, in aware UTC moments."""

    event: Event
    start: datetime
    end: datetime
    is_tentative: bool


@dataclass(frozen=True)
class View:
    """The book, seen from a context."""

    book: Book
    context: Context
    now: datetime

    @property
    def today(self) -> date:
        """The day that everything is computed for."""
        return self.book.today

    @property
    def focus(self) -> str | None:
        """The client in focus."""
        return self.context.focus

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio around today."""
        return self.book.home.portfolio

    @property
    def client(self) -> Client | None:
        """The client in focus, as a row."""
        return self.portfolio.clients.get(self.focus or "")

    @property
    def short(self) -> Mapping[str, str]:
        """The clients' names for narrow places."""
        return self.book.home.short

    @property
    def active(self) -> list[Client]:
        """All active clients, whatever is in focus, the pinned ones first."""
        return self.book.home.active

    @property
    def zone(self) -> str:
        """My zone."""
        return self.portfolio.profile.timezone

    def is_in(self, client: str | None) -> bool:
        """Tell whether what belongs to a client (None: to nobody) stands in this context."""
        return self.focus is None or client == self.focus

    def of_engagement(self, key: str | None) -> bool:
        """Tell whether what belongs to an engagement stands in this context."""
        row = self.portfolio.engagements.get(key or "")
        return self.is_in(row.client if row else None)

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """The conflicts of this context that are not over, worst first; waived ones come last."""
        rows = self.conflicts_of(self.book.home)
        return sorted(rows, key=lambda conflict: conflict.waived is not None)

    def conflicts_of(self, sheet: Sheet) -> list[Conflict]:
        """Give the conflicts of a sheet that stand in this context."""
        if self.focus is None:
            return list(sheet.conflicts)
        return sheet.conflicts_by_client.get(self.focus, [])

    @cached_property
    def troubles(self) -> Counter[str]:
        """How many conflicts there are of each client (by key) and each vendor (by ref), whatever is in focus."""
        found: Counter[str] = Counter()
        for one in self.book.home.conflicts:
            if one.waived is None:
                own = refs.client_of(self.portfolio, one.who)
                found.update({*one.clients, *((own,) if own else ()), one.who})
        return found

    @property
    def unwaived(self) -> int:
        """How many conflicts are neither over nor accepted."""
        return self.book.home.unwaived.get(self.focus, 0)

    @cached_property
    def in_conflict(self) -> dict[str, str]:
        """The worst severity of what each ref is caught in."""
        found: dict[str, str] = {}
        for conflict in self.conflicts:
            if conflict.waived is None:
                for item in conflict.items:
                    found.setdefault(item, conflict.severity)
        return found

    @cached_property
    def milestones(self) -> list[Milestone]:
        """The milestones of this context, by due; those long overdue come first."""
        if self.focus is None:
            return list(self.book.milestones)
        mine = {row.key for row in self.portfolio.engagements_by_client.get(self.focus, ())}
        return [row for row in self.book.milestones if row.engagement in mine]

    def find_milestone(self, ref: str) -> Milestone | None:
        """Give the milestone that a ref names, from whatever is at hand."""
        kind, _, key = ref.partition("/")
        if kind != "milestone":
            return None
        sheets = (self.book.far, self.book.home)
        found = next(
            (sheet.portfolio.milestones[key] for sheet in sheets if sheet and key in sheet.portfolio.milestones), None
        )
        return found or next((row for row in self.book.milestones if row.key == key), None)

    @cached_property
    def actions(self) -> list[Action]:
        """The open actions of this context, by due; those without one come last."""
        mine = [row for row in self.book.actions if self.of_engagement(row.engagement)]
        return sorted(mine, key=lambda row: (row.due or date.max, row.key))

    @cached_property
    def alerts(self) -> list[Alert] | None:
        """What needs attention in this context, worst first; None until it is read."""
        found = self.book.alerts
        return None if found is None else [one for one in found if self.is_in(one.client)]

    @cached_property
    def engagements(self) -> list[Engagement]:
        """The engagements of this context, by client and start."""
        if self.focus is not None:
            mine = self.portfolio.engagements_by_client.get(self.focus, ())
            return sorted(mine, key=lambda row: (row.status == "closed", row.start, row.key))
        order = {key: index for index, key in enumerate(self.client_order)}
        rows = self.portfolio.engagements.values()
        return sorted(rows, key=lambda row: (order.get(row.client, 99), row.status == "closed", row.start, row.key))

    @cached_property
    def client_order(self) -> list[str]:
        """Keys of the clients: pinned ones first, archived ones last."""
        rows = self.portfolio.clients.values()
        rank = sorted(rows, key=lambda row: (row.status != "active", row.pin or 10, row.name.casefold(), row.key))
        return [row.key for row in rank]

    def next_due(self, engagement: str) -> Milestone | None:
        """Give an engagement's next open milestone, from today on."""
        rows = self.portfolio.milestones_by_engagement.get(engagement, ())
        return next((row for row in rows if row.is_open and row.due >= self.today), None)

    def coming(self, engagement: str) -> Milestone | None:
        """Give what an engagement's milestones wait for: the first open one at hand, a late one before any other."""
        return next((row for row in self.portfolio.milestones_by_engagement.get(engagement, ()) if row.is_open), None)

    def meetings(self, first: date, last: date) -> list[Meeting]:
        """Give what I attend on some days of my zone, by start; in focus, that client's."""
        place = zone(self.zone)
        low, high = place.midnight(first), place.after(last)
        found = []
        for event in self.portfolio.events.values():
            if not event.me or not self.of_engagement(event.engagement):
                continue
            changed: tuple[Override, ...] = self.portfolio.overrides.get(event.key, ())
            for start, end, tentative in runs(event, changed, self.portfolio.event_zone(event), low, high):
                found.append(Meeting(event, moment(start), moment(end), tentative))
        within = (one for one in self.book.home.busy if one.end > moment(low) and one.start < moment(high))
        found += [Meeting(ELSEWHERE, one.start, one.end, False) for one in within]
        return sorted(found, key=lambda meeting: (meeting.start, meeting.end, meeting.event.key))

"""One week of the project manager's: meetings, dates that are due, days off; read on the worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.model import Blackout, Event, Milestone, Noun, Override
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.instants import moment, zone
from pmdesk.schedule.recurrence import runs
from pmdesk.schedule.working import Calendars

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

DAYS = 7


@dataclass(frozen=True, slots=True)
class Sitting:
    """One occurrence of a meeting that I attend, as aware moments in UTC; ``event`` None is another commitment."""

    start: datetime
    end: datetime
    event: Event | None = None
    client: str | None = None
    is_tentative: bool = False
    title: str = ""

    @property
    def ref(self) -> str:
        """How the occurrence is known in the week: the event's ref and its moment."""
        return f"{self.event.ref if self.event else 'elsewhere'}#{self.start:%Y%m%dT%H%M}"


@dataclass(frozen=True)
class WeekSheet:
    """The week from a Monday on, with the portfolio that it was read from."""

    monday: date
    portfolio: Portfolio
    sittings: tuple[Sitting, ...]
    kept: Callable[[Noun], bool] | None = None
    """Which rows a filter keeps; all without one."""

    def sieved(self, kept: Callable[[Noun], bool]) -> WeekSheet:
        """Give the week with what a filter keeps."""
        sittings = tuple(one for one in self.sittings if one.event is not None and kept(one.event))
        return replace(self, sittings=sittings, kept=kept)

    def _keeps(self, row: Noun) -> bool:
        return self.kept is None or self.kept(row)

    @property
    def days(self) -> list[date]:
        """Its seven days; fewer at the end of the calendar."""
        return days_of(self.monday)

    def milestones_on(self, day: date) -> list[Milestone]:
        """Give what is due on a day, cancelled ones left out."""
        rows = [row for row in self.portfolio.milestones.values() if row.due == day and row.status != "cancelled"]
        return sorted(filter(self._keeps, rows), key=lambda row: (not row.is_open, row.key))

    def blackouts_on(self, day: date, who: set[str]) -> list[Blackout]:
        """Give the days off of some parties that a day lies in."""
        rows = self.portfolio.blackouts.values()
        found = (row for row in rows if row.who in who and row.start <= day <= row.end and self._keeps(row))
        return sorted(found, key=lambda row: row.key)

    def working(self, who: str, day: date) -> list[tuple[int, int]]:
        """Give the stretches of a day of my zone in which a who works, in minutes from its midnight."""
        place = zone(self.portfolio.profile.timezone)
        low, high = place.midnight(day), place.after(day)
        found = []
        for start, end in Calendars(self.portfolio).of(who).stretches(low, high):
            first, last = max(start, low), min(end, high)
            begun = place.wall_of(first)
            minutes = begun.hour * 60 + begun.minute
            found.append((minutes, minutes + (last - first) // 60))
        return found

    def occurrence_of(self, sitting: Sitting) -> datetime | None:
        """Give the time stamp by the rule of a recurring meeting's occurrence, wherever it was moved to."""
        event = sitting.event
        if event is None or not event.rrule:
            return None
        wall = sitting.start.astimezone(ZoneInfo(self.portfolio.event_zone(event))).replace(tzinfo=None)
        for override in self.portfolio.overrides.get(event.key, ()):
            if override.start is not None and override.start == wall:
                return override.occurrence
        return wall


def days_of(monday: date) -> list[date]:
    """Give the days of a week; fewer at the end of the calendar."""
    last = date.max.toordinal()
    return [date.fromordinal(day) for day in range(monday.toordinal(), monday.toordinal() + DAYS) if day <= last]


def monday_of(day: date) -> date:
    """Give the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def read_week(desk: Sight, monday: date) -> WeekSheet:
    """Read a week; slow, so never on the loop."""
    days = days_of(monday)
    window = Window(days[0], days[-1])
    portfolio = desk.portfolio(window)
    place = zone(portfolio.profile.timezone)
    low, high = place.midnight(days[0]), place.after(days[-1])
    found: list[Sitting] = []
    for event in portfolio.events.values():
        if not event.me:
            continue
        changed: tuple[Override, ...] = portfolio.overrides.get(event.key, ())
        client = portfolio.client_of(event.engagement) if event.engagement else None
        place_name = portfolio.event_zone(event)
        for start, end, tentative in runs(event, changed, place_name, low, high):
            title = _title(event, changed, place_name, start) if changed else event.title
            found.append(Sitting(moment(start), moment(end), event, client, tentative, title))
    found += [Sitting(one.start, one.end) for one in desk.busy(portfolio, window)]
    return WeekSheet(monday, portfolio, tuple(sorted(found, key=lambda one: (one.start, one.end, one.ref))))


def _title(event: Event, changed: tuple[Override, ...], zone_name: str, start: int) -> str:
    """Give the title of an occurrence: what its override says, else the event's."""
    place = zone(zone_name)
    for override in changed:
        if override.title and place.instant(override.start or override.occurrence) == start:
            return override.title
    return event.title

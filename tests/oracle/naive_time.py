"""Time for the oracle: instants, occurrences, working days and stretches, as conflicts.md's paragraph Time says.

Readings, where the document leaves one open:
- "runs across", "running at once" and "takes part" are said of occurrences, not of whole series;
- wall times of working hours that a clock change skips move forward like any other, and a stretch that then has no
  length is none; two that then overlap are one;
- an override's end without a start goes with the start by the rule; its length is its own two instants' distance;
- an UNTIL with a Z is compared as an instant, one without a zone as wall time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from dateutil.rrule import rrulestr

from .naive_values import Desk, Event, Party

DAY = timedelta(days=1)
MOST = 5000
YEARS_AHEAD = 60


@dataclass(frozen=True)
class Occurrence:
    """One run of an event, in instants (UTC), with everyone who takes part, as refs."""

    event: str
    start: datetime
    end: datetime
    tentative: bool
    who: frozenset[str]


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Wall time to UTC: what a change skips moves forward by the gap, what happens twice is the first (fold 0)."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Give the instant at which a day begins in a zone."""
    return instant(datetime.combine(day, time()), zone)


def wall_times(event: Event, last: date) -> list[datetime]:
    """Give the wall times of a rule, exdates still in, until some years after the last day or override asked for."""
    if not event.rrule:
        return [event.start]
    last = max([last, *(wall.date() for wall in event.overrides)])
    until = re.search(r"UNTIL=([0-9TZ]+);?", event.rrule)
    rule = rrulestr(re.sub(r"UNTIL=[0-9TZ]+;?", "", event.rrule).strip(";"), dtstart=event.start)
    found: list[datetime] = []
    for wall in rule:
        if len(found) == MOST or wall.year > last.year + YEARS_AHEAD:
            break
        if until and wall > datetime.strptime(until[1][:8], "%Y%m%d") + 3 * DAY:  # noqa: DTZ007  a wall time
            break
        if not until or not_after(wall, until[1], event.zone):
            found.append(wall)
    return found


def not_after(wall: datetime, until: str, zone: ZoneInfo) -> bool:
    """Whether a wall time lies no later than a rule's UNTIL: a date (that day included), a UTC or a wall time."""
    if "T" not in until:
        return wall.date() <= datetime.strptime(until, "%Y%m%d").date()  # noqa: DTZ007
    limit = datetime.strptime(until.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    return instant(wall, zone) <= limit.replace(tzinfo=UTC) if until.endswith("Z") else wall <= limit


def event_occurrences(event: Event, who: frozenset[str], last: date) -> list[Occurrence]:
    """All occurrences of one event that takes part; none of a cancelled one, whatever its overrides say."""
    if event.status == "cancelled":
        return []
    length = instant(event.end, event.zone) - instant(event.start, event.zone)
    found = []
    for wall in wall_times(event, last):
        change = event.overrides.get(wall)
        if wall in event.exdates or (change and change.status == "cancelled"):
            continue
        start = instant(change.start if change and change.start else wall, event.zone)
        end = instant(change.end, event.zone) if change and change.end else start + length
        status = (change.status if change else None) or event.status
        found.append(Occurrence(event.key, start, end, status == "tentative", who))
    return found


@cache
def region(name: str) -> holidays.HolidayBase:
    """Give the public holidays of `ES` or `ES-MD`, observed days included."""
    country, _, part = name.partition("-")
    return holidays.country_holidays(country, subdiv=part or None, observed=True, categories=(holidays.PUBLIC,))


def is_holiday(who: Party, day: date) -> bool:
    """Whether a day is a public holiday of somebody's region."""
    return bool(who.holidays) and day in region(who.holidays)


def is_working_day(who: Party, day: date) -> bool:
    """Hours have that weekday, and it is no public holiday."""
    return day.weekday() in who.hours and not is_holiday(who, day)


def in_one_stretch(who: Party, start: datetime, end: datetime) -> bool:
    """Whether an interval lies wholly inside one stretch of working hours on working days, touching ones joined."""
    day, last = start.astimezone(who.zone).date() - 2 * DAY, end.astimezone(who.zone).date() + 2 * DAY
    stretches: list[tuple[datetime, datetime]] = []
    while day <= last:
        if is_working_day(who, day):
            base = datetime.combine(day, time())
            for begin, stop in who.hours[day.weekday()]:
                one = instant(base + timedelta(minutes=begin), who.zone)
                two = instant(base + timedelta(minutes=stop), who.zone)
                if one < two:
                    stretches.append((one, two))
        day += DAY
    joined: list[tuple[datetime, datetime]] = []
    for one, two in sorted(stretches):
        if joined and one <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(two, joined[-1][1]))
        else:
            joined.append((one, two))
    return any(one <= start and end <= two for one, two in joined)


def zone_of(desk: Desk, who: str) -> ZoneInfo:
    """Give the zone of me, client/KEY or vendor/KEY."""
    kind, _, key = who.partition("/")
    if kind == "me":
        return desk.me.zone
    return (desk.clients if kind == "client" else desk.vendors)[key].zone

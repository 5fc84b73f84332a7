"""Dates, times, lengths and lists of them, as wall times: RFC 5545, sections 3.3.4 to 3.3.9."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from pmdesk.exchange.ics.reading.package import date_of, datetime_of, duration_of
from pmdesk.exchange.ics.reading.places import Places, local
from pmdesk.exchange.ics.reading.properties import Property
from pmdesk.exchange.ics.reading.trouble import LeftOut
from pmdesk.model.rule import MAX_YEAR, MIN_YEAR
from pmdesk.schedule.instants import zone

MOST_DATES = 5000
"""The most dates that a list may hold."""
_DAYS = re.compile(r"(\d+)D", re.ASCII)
_WEEKS = re.compile(r"\d+W\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class When:
    """A wall time, in whole seconds, in an IANA zone (None floats); ``is_day`` marks the midnight of a date."""

    wall: datetime
    zone: str | None = None
    is_day: bool = False

    def within(self, place: str | None) -> datetime:
        """Give the wall time that another zone's clock shows then; what floats, or is a date, is as it is."""
        if self.zone == place or self.zone is None or place is None or self.is_day:
            return self.wall
        return zone(place).wall_of(zone(self.zone).instant(self.wall))

    def plus(self, length: Length) -> datetime:
        """Give the wall time after a length: days by the calendar, the rest as it elapses."""
        try:
            wall = self.wall + length.days
            if self.zone is None or not length.exact:
                return wall + length.exact
            place = zone(self.zone)
            return place.wall_of(place.instant(wall) + round(length.exact.total_seconds()))
        except OverflowError:
            raise LeftOut("ends after the year 9998") from None


@dataclass(frozen=True, slots=True)
class Length:
    """A length: whole days by the calendar, and time that elapses."""

    days: timedelta = timedelta()
    exact: timedelta = timedelta()


def floor(wall: datetime) -> datetime:
    """Give the minute in which a wall time lies."""
    return wall.replace(second=0, microsecond=0)


def ceiling(wall: datetime) -> datetime:
    """Give the minute with which a wall time is over."""
    return floor(wall) if wall == floor(wall) else floor(wall) + timedelta(minutes=1)


def read_length(held: Property) -> Length:
    """Read a DURATION."""
    text = held.value.strip().upper()
    try:
        total = duration_of(text)
    except (ValueError, OverflowError) as error:
        raise held.refuse("is no length of time") from error
    if _WEEKS.search(text):
        return Length(total)
    match = _DAYS.search(text.partition("T")[0])
    days = timedelta(days=min(int(match[1][:7]), 9_999_999)) if match else timedelta()
    return Length(days, total - days)


class Reader:
    """Reads the values of properties in the zones that their calendar knows; ``recurs`` as in ``Places.find``."""

    def __init__(self, places: Places, *, recurs: bool) -> None:
        self.places = places
        self.recurs = recurs

    def when(self, held: Property) -> When:
        """Read DTSTART, DTEND, RECURRENCE-ID."""
        return self._value(held, held.value.strip())

    def dates(self, held: Property) -> Iterator[tuple[When, When | Length | None]]:
        """Read RDATE or EXDATE: each moment, with the end or the length where it is a period."""
        parts = [part.strip() for part in held.value.split(",", MOST_DATES + 1) if part.strip()]
        if len(parts) > MOST_DATES:
            raise held.refuse(f"holds more than {MOST_DATES:,} dates")
        for part in parts:
            start, slash, end = part.partition("/")
            if not slash:
                yield self._value(held, part), None
            elif end[:1] in {"P", "+", "-"}:
                yield self._value(held, start), read_length(held._replace(value=end))
            else:
                yield self._value(held, start), self._value(held, end)

    def _value(self, held: Property, text: str) -> When:
        wall = _wall(held, text)
        if not isinstance(wall, datetime):
            return When(self._bounded(held, datetime.combine(wall, time())), is_day=True)
        if text.upper().endswith("Z"):
            return When(self._bounded(held, wall.replace(tzinfo=None)), "UTC")
        tzid = held.params.get("TZID")
        if not tzid:
            return When(self._bounded(held, wall))
        return self._placed(held, self._bounded(held, wall), tzid)

    def _placed(self, held: Property, wall: datetime, tzid: str) -> When:
        try:
            place = self.places.find(tzid, wall.year, recurs=self.recurs)
        except LeftOut as error:
            raise held.refuse(error.words) from error
        if isinstance(place, str):
            return When(wall, place)
        if self.recurs:
            raise held.refuse(f"stands in {tzid[:60]!r}, which has the clock changes of no known zone")
        return replace(When(wall, "UTC"), wall=zone("UTC").wall_of(local(place, wall)))

    @staticmethod
    def _bounded(held: Property, wall: datetime) -> datetime:
        if not MIN_YEAR <= wall.year <= MAX_YEAR:
            raise held.refuse(f"lies outside the years {MIN_YEAR:04} to {MAX_YEAR}")
        return wall


def _wall(held: Property, text: str) -> date | datetime:
    try:
        if len(text) == 8:
            return date_of(text)
        if len(text) <= 16:
            return datetime_of(text.upper())
    except (ValueError, OverflowError):
        pass
    raise held.refuse(f"is {text[:40]!r}, which is no date and no time")

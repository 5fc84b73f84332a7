"""A VTIMEZONE that a calendar brings along: RFC 5545, section 3.6.5; its offsets, and the IANA zone that has the same.

Instants and offsets are seconds. Observances repeat by the year or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from pmdesk.exchange.ics.reading.components import Component
from pmdesk.exchange.ics.reading.package import datetime_of, offset_of
from pmdesk.exchange.ics.reading.properties import Properties, Property
from pmdesk.exchange.ics.reading.trouble import LeftOut
from pmdesk.model.rule import parse_rule, parts_of, until_wall
from pmdesk.schedule.instants import DAY, EPOCH, moment, zone
from pmdesk.schedule.recurrence import wall_seconds
from pmdesk.schedule.series import series_of

_ORIGIN = EPOCH * DAY
_MOST = 200
"""The most observances and single onsets that a zone may have."""
_USUAL = ("Europe/Berlin", "Europe/London", "Europe/Helsinki", "America/New_York", "America/Chicago")
_HALF_DAY = 12 * 3600


class Observance(NamedTuple):
    """When offsets change: wall times before the change, single or by a yearly rule."""

    before: int
    after: int
    start: int
    rule: str
    onsets: tuple[int, ...]

    def between(self, first: int, last: int) -> Sequence[int]:
        """Give the instants of the changes that lie between two instants."""
        low, high = first + _ORIGIN + self.before, last + _ORIGIN + self.before
        walls = [wall for wall in (self.start, *self.onsets) if low <= wall <= high]
        if self.rule:
            until = parts_of(self.rule).get("UNTIL")
            end = None
            if until:
                end = wall_seconds(until_wall(until.removesuffix("Z"), "UTC"))
                end += self.before if until.endswith("Z") else 0
            walls += series_of(self.rule, self.start, end).between(low, high)
        return [wall - _ORIGIN - self.before for wall in walls]


class Embedded:
    """A zone as its calendar describes it."""

    def __init__(self, observances: Sequence[Observance]) -> None:
        self.observances = observances
        earliest = min(observances, key=lambda item: item.start)
        self.first = earliest.before

    def changes(self, first: int, last: int) -> list[tuple[int, int]]:
        """Give (instant, offset from then on), sorted, of the changes between two instants."""
        return sorted({(at, item.after) for item in self.observances for at in item.between(first, last)})

    def instant(self, wall: datetime) -> int:
        """Give the instant of a wall time."""
        seconds = wall_seconds(wall) - _ORIGIN
        ahead = self.first
        for at, offset in self.changes(-(2**40), seconds + DAY):
            if at + ahead <= seconds:
                ahead = offset
        return seconds - ahead

    def same_as(self, first: int, last: int) -> str | None:
        """Give the IANA zone that has the same offsets from ``first`` to ``last`` (instants); None if there is none."""
        found = self.changes(-(2**40), last)
        samples: list[tuple[int, int]] = []
        ahead = self.first
        for at, offset in found:
            if at > first:
                samples += [(at - 1, ahead), (at, offset), (at + _HALF_DAY, offset)]
            ahead = offset
        held = self._at(found, first)
        samples = [(first, held), *[item for item in samples if first <= item[0] <= last], (last, ahead)]
        samples += [(at, self._at(found, at)) for at in range(first, last, 30 * DAY)]
        return next((name for name in _candidates() if _fits(name, samples)), None)

    def _at(self, found: Iterable[tuple[int, int]], at: int) -> int:
        ahead = self.first
        for change, offset in found:
            if change <= at:
                ahead = offset
        return ahead


def _fits(name: str, samples: Iterable[tuple[int, int]]) -> bool:
    info = zone(name).info
    return all(moment(at).astimezone(info).utcoffset() == timedelta(seconds=ahead) for at, ahead in samples)


@lru_cache(maxsize=1)
def _candidates() -> tuple[str, ...]:
    """Give IANA zones, those first that most mean, then those that Windows knows, then by name; bare offsets last."""
    known = available_timezones()
    usual = [name for name in dict.fromkeys(WINDOWS_TO_OLSON.values()) if name in known and "/" in name]
    rest = [name for name in sorted(known) if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))]
    bare = [f"Etc/GMT{hours:+d}" for hours in range(-14, 13) if hours]
    first = [name for name in usual if not name.startswith("Etc/")]
    return tuple(dict.fromkeys(["UTC", *_USUAL, *first, *rest, *[name for name in bare if name in known]]))


def _offset(held: Property | None, line: int) -> int:
    if held is None:
        raise LeftOut("has an observance without an offset", line)
    try:
        value = offset_of(held.value.strip())
    except ValueError as error:
        raise held.refuse("is no offset") from error
    return round(value.total_seconds())


def _wall(text: str, held: Property) -> int:
    try:
        value = datetime_of(text.strip())
    except ValueError as error:
        raise held.refuse("can't be read") from error
    return wall_seconds(value.replace(tzinfo=None))


def _rule(held: Property) -> str:
    try:
        text = parse_rule(held.value)
    except ValueError as error:
        raise held.refuse(str(error)) from error
    if parts_of(text)["FREQ"] != "YEARLY":
        raise held.refuse("is not by the year")
    return text


def _observance(component: Component) -> Observance:
    held = Properties(component)
    start, rule = held.first("DTSTART"), held.first("RRULE")
    if start is None:
        raise LeftOut("has an observance without a start", component.line)
    onsets = [_wall(part, item) for item in held.all("RDATE") for part in item.value.split(",")[: _MOST + 1]]
    if len(onsets) > _MOST:
        raise LeftOut(f"has more than {_MOST} changes", component.line)
    return Observance(
        _offset(held.first("TZOFFSETFROM"), component.line), _offset(held.first("TZOFFSETTO"), component.line),
        _wall(start.value, start), _rule(rule) if rule else "", tuple(onsets),
    )  # fmt: skip


def read_zone(component: Component) -> Embedded:
    """Read a VTIMEZONE; LeftOut where it can't be understood."""
    if component.wrong:
        raise LeftOut(component.wrong, component.line)
    if not component.parts or len(component.parts) > _MOST:
        raise LeftOut("describes no offsets" if not component.parts else f"has more than {_MOST} parts", component.line)
    return Embedded([_observance(part) for part in component.parts])


def start_of(year: int) -> int:
    """Give the instant at which a UTC year begins."""
    return round(datetime(min(max(year, 1), 9999), 1, 1, tzinfo=UTC).timestamp())

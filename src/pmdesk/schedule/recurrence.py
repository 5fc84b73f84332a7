"""Occurrences of events: RFC 5545, sections 3.3.10 and 3.8.5, within the bounds of data.md.

Wall times of a rule are kept as whole seconds: the day's ordinal times 86,400 plus the second of the day. A rule ends
with its 5,000th occurrence, those that an exdate takes out included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from pmdesk.model import Event, Override
from pmdesk.model.rule import parts_of, until_wall
from pmdesk.schedule.instants import DAY, Zone, seconds_of, zone
from pmdesk.schedule.series import Series, series_of

Run = tuple[int, int, bool]
"""Start and end of an occurrence as instants, and whether it is tentative."""

_SPREAD = 2 * DAY
"""More than any wall clock is away from UTC, in seconds."""


def wall_seconds(wall: datetime) -> int:
    """Give a wall time as seconds, counted as a rule counts them."""
    return wall.toordinal() * DAY + wall.hour * 3600 + wall.minute * 60 + wall.second


@lru_cache(maxsize=2048)
def _series(rule: str, start: datetime, zone_name: str) -> tuple[Series, int | None]:
    """Give the series of a rule, and the instant that UNTIL is where it stands in UTC."""
    until = parts_of(rule).get("UNTIL")
    last, instant = None, None
    if until:
        if "T" in until:
            last = wall_seconds(until_wall(until, zone_name))
        else:  # that day is included
            last = date(int(until[:4]), int(until[4:6]), int(until[6:])).toordinal() * DAY + DAY - 1
        if until.endswith("Z"):
            last += DAY
            instant = seconds_of(datetime.fromisoformat(until))
    return series_of(rule, wall_seconds(start), last), instant


def length_of(event: Event, place: Zone) -> int:
    """Give how long each occurrence lasts, in elapsed seconds: as long as the first."""
    ahead = place.info.utcoffset
    begins, ends = ahead(event.start), ahead(event.end)
    elapsed = event.end - event.start
    if begins != ends and begins is not None and ends is not None:
        elapsed += begins - ends
    return elapsed.days * DAY + elapsed.seconds


def runs(event: Event, overrides: Iterable[Override], zone_name: str, first: int, last: int) -> list[Run]:
    """Give the occurrences of an event that share time with ``first`` to ``last`` (instants), by start.

    ``zone_name`` is the zone in which its wall times stand. A cancelled event has none, whatever an override says.
    """
    if event.status == "cancelled":
        return []
    place = zone(zone_name)
    tentative = event.status == "tentative"
    length = length_of(event, place)
    if not event.rrule:
        start = place.instant(event.start)
        return [(start, start + length, tentative)] if start < last and start + length > first else []
    series, until = _series(event.rrule, event.start, zone_name)
    changed = {wall_seconds(row.occurrence): row for row in overrides}
    left_out = {wall_seconds(wall) for wall in event.exdates} if event.exdates else set()
    found = _regular(series, place, (first, last, length, tentative), until, left_out | changed.keys())
    if changed:
        found += _moved(event, changed, left_out, series, place, (first, last, length, until))
        found.sort()
    return found


def _regular(
    series: Series, place: Zone, bounds: tuple[int, int, int, bool], until: int | None, passed_over: set[int]
) -> list[Run]:
    first, last, length, tentative = bounds
    offsets, origin = place.offsets, place.origin
    found = []
    for wall in series.between(first - length + origin - _SPREAD, last + origin + _SPREAD):
        offset = offsets[wall // DAY]
        start = wall - origin - offset if offset is not None else place.at(*divmod(wall, DAY))
        if start < last and start + length > first and wall not in passed_over and (until is None or start <= until):
            found.append((start, start + length, tentative))
    return sorted(found)


def _moved(
    event: Event,
    changed: Mapping[int, Override],
    left_out: set[int],
    series: Series,
    place: Zone,
    bounds: tuple[int, int, int, int | None],
) -> list[Run]:
    """Give the occurrences that an override speaks of, wherever it puts them; an exdate wins."""
    first, last, length, until = bounds
    found = []
    for wall, row in changed.items():
        status = row.status or event.status
        by_rule = place.at(*divmod(wall, DAY))
        start = place.instant(row.start) if row.start else by_rule
        end = place.instant(row.end) if row.end else start + length
        if status == "cancelled" or wall in left_out or start >= last or end <= first:
            continue
        if (until is None or by_rule <= until) and series.between(wall, wall):
            found.append((start, max(start, end), status == "tentative"))
    return found

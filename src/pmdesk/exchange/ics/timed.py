"""The moments of an event as a calendar can hold them: RFC 5545, sections 3.3.5 and 3.8.5."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from pmdesk.exchange.ics.zones import UTC_NAMES, skipped
from pmdesk.model import Event, Override
from pmdesk.model.rule import occurrences, parts_of, until_wall
from pmdesk.schedule.instants import DAY, Zone, moment, zone
from pmdesk.schedule.recurrence import wall_seconds
from pmdesk.schedule.series import series_of

_SKIPPED_YEARS = 30
"""For how many years from its start a recurring event's skipped occurrences are written out."""


class Timed(NamedTuple):
    """An event's moments as text: wall times in ``zone``, or UTC with ``Z``.

    ``overrides`` are (occurrence, start, end, title, status); a cancelled occurrence is an exdate, which every reader
    leaves out.
    """

    start: str
    end: str
    zone: str
    exdates: tuple[str, ...]
    overrides: tuple[tuple[str, str, str, str, str], ...]


def timed(event: Event, overrides: Iterable[Override], zone_name: str) -> Timed:
    """Give the moments of an event whose wall times stand in a zone.

    A wall time that a clock change skips is written as the one that the clock shows then. The start of a recurring
    event stays as it is, for its rule repeats it; its skipped occurrences are overrides, for readers differ over them.
    """
    place = zone("UTC" if zone_name in UTC_NAMES else zone_name)
    length = place.instant(event.end) - place.instant(event.start)
    if not event.rrule:
        start = _text(place, place.instant(event.start))
        return Timed(start, _text(place, place.instant(event.end)), place.name, (), ())
    left_out = set(event.exdates)
    changed = []
    known = {row.occurrence: row for row in overrides}
    for wall in _skipped(event.rrule, event.start, place):
        known.setdefault(wall, Override(event.key, wall, place.wall_of(place.instant(wall))))
    for row in sorted(known.values(), key=lambda row: row.occurrence):
        if row.occurrence in left_out:
            continue
        status = row.status or event.status
        if status == "cancelled":
            left_out.add(row.occurrence)
            continue
        begins = place.instant(row.start or row.occurrence)
        ends = place.instant(row.end) if row.end else begins + length
        title = event.title if row.title is None else row.title
        changed.append(
            (_wall(place, row.occurrence), _text(place, begins), _text(place, max(begins, ends)), title, status)
        )
    return Timed(
        _wall(place, event.start),
        _text(place, place.instant(event.end), repeats=True),
        place.name,
        tuple(_wall(place, wall) for wall in sorted(left_out)),
        tuple(changed),
    )


def _skipped(rule: str, start: datetime, place: Zone) -> list[datetime]:
    """Give the occurrences of a rule that clock changes skip, in the first years of it."""
    if place.name == "UTC":
        return []
    parts = parts_of(rule)
    elsewhere = "BYHOUR" in parts or "BYMINUTE" in parts
    gaps = [
        gap
        for gap in skipped(place.name, start.year, min(start.year + _SKIPPED_YEARS, 9999))
        if gap[1] > start and (elsewhere or (_clock(start) - _clock(gap[0])) % timedelta(days=1) < gap[1] - gap[0])
    ]
    if not gaps:
        return []
    last = until_wall(parts["UNTIL"], place.name) if "UNTIL" in parts else None
    series = series_of(rule, wall_seconds(start), wall_seconds(last) if last else None)
    return [
        datetime.fromordinal(seconds // DAY) + timedelta(seconds=seconds % DAY)
        for low, high in gaps
        for seconds in series.between(wall_seconds(low), wall_seconds(high) - 1)
    ]


def _clock(wall: datetime) -> timedelta:
    return timedelta(hours=wall.hour, minutes=wall.minute, seconds=wall.second)


def _wall(place: Zone, wall: datetime) -> str:
    text = wall.isoformat(timespec="minutes")
    return f"{text}Z" if place.name == "UTC" else text


def _text(place: Zone, instant: int, *, repeats: bool = False) -> str:
    """Give an instant as wall time; as UTC where the clock shows that time twice: readers differ over which it is.

    The end of what ``repeats`` stays as its start is written, or a reader that takes the second has it end before that.
    """
    wall = place.wall_of(instant)
    if place.name == "UTC" or place.instant(wall) != instant or (not repeats and _comes_twice(place, wall)):
        return moment(instant).replace(tzinfo=None).isoformat(timespec="minutes") + "Z"
    return wall.isoformat(timespec="minutes")


def _comes_twice(place: Zone, wall: datetime) -> bool:
    """Tell whether a clock shows a wall time, which it does show, a second time."""
    if place.offsets[wall.toordinal()] is not None:
        return False
    aware = wall.replace(tzinfo=place.info)
    return aware.utcoffset() != aware.replace(fold=1).utcoffset()


def last_day(start: str, end: str, rrule: str | None, zone_name: str) -> str | None:
    """Give the last day that a timed item touches by its rule; None where the rule has no end."""
    if not rrule:
        return end[:10]
    parts = parts_of(rrule)
    first = datetime.fromisoformat(start.removesuffix("Z"))
    if "UNTIL" in parts:
        latest = until_wall(parts["UNTIL"], zone_name)
    elif "COUNT" in parts:
        *_, latest = [first, *occurrences(rrule, first, zone_name)]
    else:
        return None
    span = datetime.fromisoformat(end.removesuffix("Z")) - first
    try:
        return (latest + max(span, timedelta())).date().isoformat()
    except OverflowError:
        return None

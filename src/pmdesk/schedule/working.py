"""Working days, and stretches of working hours as instants.

A day is a working day if the hours have its weekday and it is no public holiday. Stretches that touch are one, across
midnight too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeVar

from pmdesk.model.hours import Hours, parse_hours
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.instants import DAY, Zone, zone

S = TypeVar("S", bound=tuple[int, ...])
_CHUNK = 14
"""Days that are worked out beyond those asked for."""

_Stretches = tuple[list[int], list[int]]
"""Where stretches start, and where they end; sorted."""
_NOTHING: _Stretches = ([], [])


class Working:
    """The working time of one who: me, a client or a vendor. Equal calendars share one."""

    def __init__(
        self, hours: str, holidays: Mapping[date, str], place: Zone, span: tuple[int, int] | None = None
    ) -> None:
        """``span`` is what will be asked about first, as instants."""
        self.hours: Hours = parse_hours(hours)
        self.holidays: Collection[date] = holidays.keys()
        self.place = place
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.span = span
        self._days: tuple[int, int] = (0, -1)
        self._off = frozenset(day.toordinal() for day in self.holidays)
        self._week = _by_weekday(self.hours)

    def on(self, day: date) -> bool:
        """Tell whether a day is a working day."""
        return bool(self.hours[day.weekday()]) and day not in self.holidays

    def minutes_on(self, day: date) -> int:
        """Give the minutes of working hours of a day, by the clock; 0 on no working day."""
        return sum(end - start for start, end in self.hours[day.weekday()]) if self.on(day) else 0

    def normal_weekdays(self) -> frozenset[int]:
        """Give the weekdays that have hours; Monday is 0."""
        return frozenset(number for number, stretches in enumerate(self.hours) if stretches)

    def holds(self, start: int, end: int) -> bool:
        """Tell whether ``start`` to ``end`` (instants) lies wholly inside one stretch of working hours."""
        return not self.outside([(start, end)])

    def outside(self, spans: Iterable[S]) -> list[S]:
        """Give those of some spans (start, end, and whatever more) that don't lie wholly inside one stretch."""
        offsets, origin, week, off = self.place.offsets, self.place.origin, self._week, self._off
        found = []
        for span in spans:
            start, end = span[0], span[1]
            wall = start + origin
            offset = offsets[wall // DAY]
            day, second = divmod(wall + (offset or 0), DAY)
            if offset is None or offsets[day] != offset:
                if not self._holds(start, end):
                    found.append(span)
                continue
            starts, ends = week[(day - 1) % 7] if day not in off else _NOTHING
            at = bisect_right(starts, second) - 1
            if at >= 0 and second + end - start <= ends[at]:
                continue
            reaches_midnight = second == 0 or (at >= 0 and ends[at] == DAY)
            if not (reaches_midnight and self._holds(start, end)):
                found.append(span)
        return found

    def _holds(self, start: int, end: int) -> bool:
        """Tell it by the stretches themselves: for what other days, or a clock change, may have a say in."""
        origin = self.place.origin
        starts, ends = self._built((start + origin) // DAY - 3, (end + origin) // DAY + 3)
        at = bisect_right(starts, start) - 1
        return at >= 0 and end <= ends[at]

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """Give the stretches of working hours that share time with ``start`` to ``end``, whole, as instants."""
        self._cover(start, end)
        at = max(bisect_right(self._starts, start) - 1, 0)
        found = []
        while at < len(self._starts) and self._starts[at] < end:
            if self._ends[at] > start:
                found.append((self._starts[at], self._ends[at]))
            at += 1
        return found

    def _cover(self, start: int, end: int) -> None:
        """Work out the days from well before ``start`` to well after ``end``, where that is not done yet."""
        place = self.place
        if self.span:
            start, end, self.span = min(start, self.span[0]), max(end, self.span[1]), None
        first, last = (start + place.origin) // DAY - 3, (end + place.origin) // DAY + 3
        known_first, known_last = self._days
        if known_first <= first and last <= known_last:
            return
        if known_last >= known_first:
            first, last = min(first, known_first), max(last, known_last)
        self._fill(first - _CHUNK, last + _CHUNK)

    def _fill(self, first: int, last: int) -> None:
        self._starts, self._ends = self._built(first, last)
        self._days = max(first, 1), min(last, date.max.toordinal())

    def _built(self, first: int, last: int) -> _Stretches:
        """Work out the stretches of some days (ordinals), as instants."""
        spans: list[tuple[int, int]] = []
        place, offsets = self.place, self.place.offsets
        for day in range(max(first, 1), min(last, date.max.toordinal()) + 1):
            stretches = self.hours[(day - 1) % 7]
            if not stretches or day in self._off:
                continue
            offset = offsets[day]
            if offset is None or stretches[-1][1] * 60 == DAY:
                spans += [(place.at(day, begin * 60), place.at(day, end * 60)) for begin, end in stretches]
            else:
                base = day * DAY - place.origin - offset
                spans += [(base + begin * 60, base + end * 60) for begin, end in stretches]
        return _joined(spans)


@lru_cache(maxsize=4096)
def _by_weekday(hours: Hours) -> tuple[_Stretches, ...]:
    """Give the stretches of each weekday in seconds of the day, joined where they touch."""
    return tuple(_joined([(begin * 60, end * 60) for begin, end in stretches]) for stretches in hours)


def _joined(spans: list[tuple[int, int]]) -> _Stretches:
    """Join what touches; a clock change can leave a stretch without length, which is none."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


class Calendars:
    """The working times of everybody in a portfolio, each calendar worked out once."""

    def __init__(self, portfolio: Portfolio, span: tuple[int, int] | None = None) -> None:
        """``span`` is what will be asked about, as instants: it is worked out together."""
        self.portfolio, self.span = portfolio, span
        self._shared: dict[tuple[str, str, str], Working] = {}
        self._of: dict[str, Working] = {}

    def of(self, who: str) -> Working:
        """Give the working time of ``me``, ``client/KEY`` or ``vendor/KEY``."""
        found = self._of.get(who)
        if found is None:
            portfolio = self.portfolio
            mine, party = portfolio.profile, portfolio.party(who)
            key = (party.hours or mine.hours, party.timezone or mine.timezone, party.holidays or "")
            if key not in self._shared:
                self._shared[key] = Working(key[0], portfolio.holidays_of(who), zone(key[1]), self.span)
            found = self._of[who] = self._shared[key]
        return found

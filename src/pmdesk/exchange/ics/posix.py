"""POSIX TZ rules (RFC 9636, section 3.3.2) such as ``CET-1CEST,M3.5.0,M10.5.0/3``, and RRULEs that say the same."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pmdesk.exchange.ics.tzif import Change

_NAME = r"([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_TIME = r"([+-]?\d{1,3}(?::\d{2}){0,2})"
_RULE = re.compile(rf"{_NAME}{_TIME}(?:{_NAME}{_TIME}?,([^,/]+)(?:/{_TIME})?,([^,/]+)(?:/{_TIME})?)?\Z", re.ASCII)
_ONSET = re.compile(r"M(\d{1,2})\.([1-5])\.([0-6])\Z|(J?)(\d{1,3})\Z", re.ASCII)
_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class Onset:
    """A day of the year and the seconds from its midnight, on the clock before the change; either may be beyond a day.

    ``week`` 1 to 5 (last) of ``month`` with ``weekday`` 0 (Sunday) to 6; without a week, ``day`` is a day of the year
    (``julian``: 1 to 365, 29 February never counted; else 0 to 365).
    """

    month: int
    week: int
    weekday: int
    day: int
    julian: bool
    seconds: int

    def on(self, year: int) -> datetime:
        """Give the wall time of a year's change."""
        return datetime.combine(self._day(year), datetime.min.time()) + timedelta(seconds=self.seconds)

    def _day(self, year: int) -> date:
        if not self.week:
            start = date(year, 1, 1)
            if not self.julian:
                return start + timedelta(days=self.day)
            leap = monthrange(year, _FEBRUARY)[1] == 29 and self.day >= 60
            return start + timedelta(days=self.day - 1 + leap)
        first, length = monthrange(year, self.month)
        earliest = (self.weekday - 1 - first) % 7 + 1
        latest = earliest + 7 * (self.week - 1)
        return date(year, self.month, latest if latest <= length else latest - 7)

    def rules(self) -> list[str]:
        """Give the RRULEs that together have this day of every year; none where there are no such.

        A time beyond the day moves the weekday: the day after the last Thursday of October is a Friday from 26 to 31
        October or on 1 November, which takes two rules.
        """
        shift = self.seconds // 86_400
        if not self.week:
            return []
        if not shift:
            number = self.week if self.week < 5 else -1
            return [f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={number}{_DAYS[self.weekday]}"]
        length = monthrange(2001, self.month)[1]
        last = 7 * self.week if self.week < 5 else length
        days = [day + shift for day in range(last - 6, last + 1)]
        past, early = days[-1] > length, days[0] < 1
        by_leap_day = (self.month == _FEBRUARY and (past or self.week == 5)) or (early and self.month == _FEBRUARY + 1)
        if by_leap_day or (past and self.month == 12) or (early and self.month == 1):
            return []
        return list(self._monthly(days, length, _DAYS[(self.weekday + shift) % 7]))

    def _monthly(self, days: list[int], length: int, weekday: str) -> Iterator[str]:
        before = monthrange(2001, self.month - 1)[1] if self.month > 1 else 31
        parts = {
            self.month - 1: [day + before for day in days if day < 1],
            self.month: [day for day in days if 1 <= day <= length],
            self.month + 1: [day - length for day in days if day > length],
        }
        for month, held in parts.items():
            if held:
                listed = ",".join(str(day) for day in held)
                yield f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={listed};BYDAY={weekday}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for good: an offset (seconds ahead of UTC) and a name; with daylight time, both and their onsets."""

    name: str
    offset: int
    dst_name: str = ""
    dst_offset: int = 0
    start: Onset | None = None
    end: Onset | None = None

    def turns(self) -> list[tuple[Onset, int, int, bool, str]]:
        """Give the two changes of a year: onset, offsets before and after it, whether to daylight time, the name."""
        if self.start is None or self.end is None:
            return []
        return [
            (self.start, self.offset, self.dst_offset, True, self.dst_name),
            (self.end, self.dst_offset, self.offset, False, self.name),
        ]

    def changes(self, year: int) -> list[Change]:
        """Give the changes of a year, in order."""
        found = []
        for onset, before, after, dst, name in self.turns():
            at = int(onset.on(year).replace(tzinfo=UTC).timestamp()) - before
            found.append(Change(at, before, after, dst, name))
        return sorted(found)


def _seconds(text: str) -> int:
    numbers = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    value = numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
    return -value if text.startswith("-") else value


def _onset(text: str, time: str | None) -> Onset:
    match = _ONSET.match(text)
    if not match:
        raise ValueError(f"{text!r} is no onset of a POSIX TZ rule")
    month, week, weekday, julian, day = match.groups()
    seconds = _seconds(time) if time else 7200
    if month:
        return Onset(int(month), int(week), int(weekday), 0, False, seconds)
    return Onset(0, 0, 0, int(day), bool(julian), seconds)


def parse(footer: str) -> Rule | None:
    """Read the footer of a TZif file; None where it is empty. ValueError where it is no POSIX TZ rule."""
    if not footer:
        return None
    match = _RULE.match(footer)
    if not match:
        raise ValueError(f"{footer!r} is no POSIX TZ rule")
    name, west, dst_name, dst_west, start, start_time, end, end_time = match.groups()
    offset = -_seconds(west)
    if not dst_name:
        return Rule(name.strip("<>"), offset)
    ahead = -_seconds(dst_west) if dst_west else offset + 3600
    onsets = _onset(start, start_time), _onset(end, end_time)
    return Rule(name.strip("<>"), offset, dst_name.strip("<>"), ahead, *onsets)

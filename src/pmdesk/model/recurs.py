"""Whether a wall time is an occurrence of a rule, told by looking at it, not by walking to it.

What a rule says of a day is held against that day (RFC 5545, section 3.3.10, read as dateutil reads it). So a rule
that never comes true is told as quickly as any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from pmdesk.frozen import frozen
from pmdesk.model.rule import LIMIT, occurrences, parts_of, until_wall

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
_LENGTH = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month where it is no leap year; what ``calendar`` knows of them costs a fortieth of a short command."""


@frozen
class Pattern:
    """A rule's parts, those included that its start stands for; an empty part allows all."""

    freq: str
    interval: int
    first_weekday: int
    months: frozenset[int]
    month_days: frozenset[int]
    year_days: frozenset[int]
    weeks: frozenset[int]
    weekdays: frozenset[int]
    numbered: frozenset[tuple[int, int]]
    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    positions: frozenset[int]
    is_counted: bool

    def has_time(self, wall: datetime) -> bool:
        """Tell whether the rule has occurrences at that time of a day."""
        return wall.hour in self.hours and wall.minute in self.minutes and not (wall.second or wall.microsecond)

    def has_day(self, day: date) -> bool:
        """Tell whether the rule's BY parts allow a day."""
        if self.months and day.month not in self.months:
            return False
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        if self.month_days and not self.month_days & {day.day, day.day - days_in_month(day.year, day.month) - 1}:
            return False
        of_year = day.timetuple().tm_yday
        if self.year_days and not self.year_days & {of_year, of_year - _in_year(day) - 1}:
            return False
        if self.weeks and not self.weeks & _week_numbers(day, self.first_weekday):
            return False
        return not self.numbered or bool(self.numbered & self._numbers(day, of_year))

    def fits(self, wall: datetime, start: datetime) -> bool:
        """Tell whether the rule's parts allow a wall time, INTERVAL from ``start`` included."""
        day = wall.date()
        in_step = (self.period(day) - self.period(start.date())) % self.interval == 0
        return in_step and self.has_time(wall) and self.has_day(day)

    def _numbers(self, day: date, of_year: int) -> set[tuple[int, int]]:
        if self.freq == "YEARLY" and not self.months:
            at, length = of_year, _in_year(day)
        else:
            at, length = day.day, days_in_month(day.year, day.month)
        return {((at - 1) // 7 + 1, day.weekday()), (-((length - at) // 7) - 1, day.weekday())}

    def period(self, day: date) -> int:
        """Give the number of the day, week, month or year that a day lies in."""
        if self.freq == "DAILY":
            return day.toordinal()
        if self.freq == "WEEKLY":
            return (day.toordinal() - 1 - self.first_weekday) // 7
        return day.year * 12 + day.month if self.freq == "MONTHLY" else day.year

    def days_of_first(self, day: date) -> Iterable[date]:
        """Give the days of the period in which the rule starts; a first week begins with the start itself."""
        if self.freq in {"DAILY", "WEEKLY"}:
            left = 0 if self.freq == "DAILY" else 6 - (day.weekday() - self.first_weekday) % 7
            return [day + timedelta(days=step) for step in range(left + 1)]
        first = day.replace(day=1) if self.freq == "MONTHLY" else date(day.year, 1, 1)
        length = days_in_month(day.year, day.month) if self.freq == "MONTHLY" else _in_year(day)
        return [first + timedelta(days=step) for step in range(length)]


def days_in_month(year: int, month: int) -> int:
    """Give how many days a month has."""
    return _LENGTHS[month] + (month == 2 and _in_year(date(year, 1, 1)) == 366)


def _in_year(day: date) -> int:
    return date(day.year, 12, 31).timetuple().tm_yday


def _week_of(day: date, first_weekday: int) -> tuple[int, int]:
    """Give year and number of a day's week: the first is the one with four days or more in the year."""
    middle = day - timedelta(days=(day.weekday() - first_weekday) % 7) + timedelta(days=3)
    return middle.year, (middle.timetuple().tm_yday - 1) // 7 + 1


def _week_numbers(day: date, first_weekday: int) -> set[int]:
    year, number = _week_of(day, first_weekday)
    last = date(year, 12, 31)
    if _week_of(last, first_weekday)[0] != year:
        last -= timedelta(days=7)
    return {number, number - _week_of(last, first_weekday)[1] - 1}


def _numbers(parts: Mapping[str, str], name: str) -> frozenset[int]:
    return frozenset(int(value) for value in parts[name].split(",")) if name in parts else frozenset()


def _weekdays(parts: Mapping[str, str]) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    found = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    plain = frozenset(_WEEKDAYS.index(part) for part in found if len(part) == 2)
    return plain, frozenset((int(part[:-2]), _WEEKDAYS.index(part[-2:])) for part in found if len(part) > 2)


@lru_cache(maxsize=4096)
def _pattern(text: str, month: int, month_day: int, weekday: int, time: tuple[int, int]) -> Pattern:
    parts = parts_of(text)
    freq = parts["FREQ"]
    months, month_days = _numbers(parts, "BYMONTH"), _numbers(parts, "BYMONTHDAY")
    weekdays, numbered = _weekdays(parts)
    if not parts.keys() & {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY"}:
        if freq == "YEARLY":
            months = months or frozenset({month})
        if freq in {"YEARLY", "MONTHLY"}:
            month_days = frozenset({month_day})
        if freq == "WEEKLY":
            weekdays = frozenset({weekday})
    return Pattern(
        freq, int(parts.get("INTERVAL", "1")), _WEEKDAYS.index(parts.get("WKST", "MO")), months, month_days,
        _numbers(parts, "BYYEARDAY"), _numbers(parts, "BYWEEKNO"), weekdays, numbered,
        tuple(sorted(_numbers(parts, "BYHOUR") or {time[0]})), tuple(sorted(_numbers(parts, "BYMINUTE") or {time[1]})),
        _numbers(parts, "BYSETPOS"), "COUNT" in parts,
    )  # fmt: skip


def pattern_of(text: str, start: datetime) -> Pattern:
    """Give the pattern of a checked rule that starts at a wall time."""
    return _pattern(text, start.month, start.day, start.weekday(), (start.hour, start.minute))


def begins(text: str, start: datetime) -> bool:
    """Tell whether ``start`` is the first occurrence of a rule, its UNTIL aside."""
    pattern = pattern_of(text, start)
    if not (pattern.has_time(start) and pattern.has_day(start.date())):
        return False
    if not pattern.positions:
        return True
    days = [day for day in pattern.days_of_first(start.date()) if pattern.has_day(day)]
    times = len(pattern.hours) * len(pattern.minutes)
    time = pattern.hours.index(start.hour) * len(pattern.minutes) + pattern.minutes.index(start.minute)
    place = days.index(start.date()) * times + time
    return bool(pattern.positions & {place + 1, place - len(days) * times})


def missed(text: str, start: datetime, zone: str, walls: Collection[datetime]) -> list[datetime]:
    """Give those of some wall times that are no occurrences of a rule that begins with ``start``, in order."""
    pattern = pattern_of(text, start)
    until = parts_of(text).get("UNTIL")
    last = until_wall(until, zone) if until else None
    unsure: list[datetime] = []
    wrong: list[datetime] = []
    for wall in walls:
        if wall < start or (last and wall > last) or not pattern.fits(wall, start):
            wrong.append(wall)
        elif pattern.positions or pattern.is_counted or _most_before(pattern, wall - start) > LIMIT:
            unsure.append(wall)
    return sorted(wrong + _walked(text, start, zone, unsure))


def _most_before(pattern: Pattern, span: timedelta) -> int:
    periods = span.days // _LENGTH[pattern.freq] // pattern.interval + 2
    return periods * _MOST_DAYS[pattern.freq] * len(pattern.hours) * len(pattern.minutes)


def _walked(text: str, start: datetime, zone: str, walls: list[datetime]) -> list[datetime]:
    """Find out by walking from the start, as far as the last of them."""
    left = set(walls)
    if not left:
        return []
    last = max(left)
    for wall in occurrences(text, start, zone):
        left.discard(wall)
        if wall >= last or not left:
            break
    return sorted(left)

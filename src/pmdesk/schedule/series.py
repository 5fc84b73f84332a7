"""The wall times of a recurrence rule near a window, without walking to it from the start where that can be helped.

A wall time is whole seconds, counted from the ordinal day 0. The common rules are worked out directly; for the rest
(BYWEEKNO, BYYEARDAY, and the odd uses of BYSETPOS and numbered weekdays) each day of a period is held against the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Protocol

from pmdesk.model.recurs import Pattern, days_in_month, pattern_of
from pmdesk.model.rule import LIMIT, parts_of
from pmdesk.schedule.instants import DAY
from pmdesk.schedule.months import Months, days_of, split_days

_CLOCK = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_END_OF_TIME = date.max.toordinal() * DAY + DAY - 1

Cell = Callable[[int], Sequence[int]]
"""The wall times of the k-th period of a rule (day, week, month, year), sorted."""


class Series(Protocol):
    """The wall times of a rule."""

    def between(self, first: int, last: int) -> Sequence[int]:
        """Give those from ``first`` to ``last``, both included, sorted."""
        ...


class Cycle:
    """The same wall times in every cycle of so many days: DAILY and WEEKLY rules without further conditions."""

    __slots__ = ("last", "length", "limit", "marks", "origin", "start")

    def __init__(self, start: int, origin: int, days: int, marks: Sequence[int], limit: int, last: int | None) -> None:
        """Begin at ``start``; cycles begin at ``origin`` and have wall times at ``marks`` (seconds into the cycle)."""
        self.start, self.origin, self.length, self.marks = start, origin, days * DAY, tuple(sorted(marks))
        self.limit, self.last = limit, _END_OF_TIME if last is None else last

    def _nth(self, number: int) -> int:
        firsts = [mark for mark in self.marks if self.origin + mark >= self.start]
        if number <= len(firsts):
            return self.origin + firsts[number - 1]
        cycles, rest = divmod(number - len(firsts) - 1, len(self.marks))
        return self.origin + (cycles + 1) * self.length + self.marks[rest]

    def between(self, first: int, last: int) -> list[int]:
        """Give those from ``first`` to ``last``, both included, sorted."""
        first, last = max(first, self.start), min(last, self.last)
        if first > last:
            return []
        if ((last - self.origin) // self.length + 1) * len(self.marks) > self.limit:
            last = min(last, self._nth(self.limit))
        lowest = (first - self.origin) // self.length
        bases = range(self.origin + lowest * self.length, last + 1, self.length)
        return [base + mark for base in bases for mark in self.marks if first <= base + mark <= last]


class Cells:
    """Wall times worked out period by period; only where the number of occurrences could end it is it walked."""

    def __init__(
        self, start: int, cell: Cell, index: Callable[[int], int], most: tuple[int, int], ends: tuple[int, int],
        sized: Callable[[int], int] | None = None,
    ) -> None:  # fmt: skip
        """Take ``index`` of a wall time's period, the most that one and that a year can hold, limit and last moment.

        ``sized`` tells how many a period has, where that is known without working it out.
        """
        self.sized = sized
        self.start, self.cell, self.index, self.most = start, cell, index, most
        self.limit, self.last = ends
        self._walked = (0, 0)

    def _count_to(self, period: int) -> None:
        """Walk on to a period, and note the last occurrence when the limit is reached."""
        at, seen = self._walked
        while at <= period and seen < self.limit:
            if self.sized is not None and at and (number := self.sized(at)) + seen < self.limit:
                at, seen = at + 1, seen + number
                continue
            found = [wall for wall in self.cell(at) if wall >= self.start]
            if seen + len(found) >= self.limit:
                self.last = min(self.last, found[self.limit - seen - 1])
            at, seen = at + 1, seen + len(found)
        self._walked = at, seen

    def between(self, first: int, last: int) -> list[int]:
        """Give those from ``first`` to ``last``, both included, sorted."""
        first, last = max(first, self.start), min(last, self.last)
        if first > last:
            return []
        highest = self.index(last)
        years = (last - self.start) // (365 * DAY) + 2
        if min((highest + 1) * self.most[0], years * self.most[1]) > self.limit:
            self._count_to(highest)
            last = min(last, self.last)
        periods = range(self.index(first), highest + 1)
        return [wall for period in periods for wall in self.cell(period) if first <= wall <= last]


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    return tuple(int(value) for value in parts[name].split(",")) if name in parts else ()


def _times(parts: dict[str, str], start: int) -> list[int]:
    """Give the seconds of the day at which a rule has occurrences."""
    if parts.keys().isdisjoint(_CLOCK):
        return [start % DAY]
    hours = _numbers(parts, "BYHOUR") or (start % DAY // 3600,)
    minutes = _numbers(parts, "BYMINUTE") or (start % 3600 // 60,)
    seconds = () if "BYSECOND" not in parts else _numbers(parts, "BYSECOND")
    return sorted({h * 3600 + m * 60 + s for h in hours for m in minutes for s in seconds or (start % 60,)})


def _most_a_year(parts: dict[str, str]) -> int:
    """Give a number of days that a rule can't exceed in any year, whatever its INTERVAL."""
    months = len(_numbers(parts, "BYMONTH")) or 12
    plain, numbered = split_days(parts.get("BYDAY", ""))
    bounds = [31 * months, 366]
    if "BYMONTHDAY" in parts:
        bounds.append(months * len(_numbers(parts, "BYMONTHDAY")))
    if "BYYEARDAY" in parts:
        bounds.append(len(_numbers(parts, "BYYEARDAY")))
    if "BYWEEKNO" in parts:
        bounds.append(7 * len(_numbers(parts, "BYWEEKNO")) + 7)
    if plain and not numbered:
        bounds.append(53 * len(plain))
    if numbered:
        bounds.append(months * len(numbered))
    return min(bounds)


def _is_odd(parts: dict[str, str], times: list[int]) -> bool:
    plain, numbered = split_days(parts.get("BYDAY", ""))
    freq = parts["FREQ"]
    odd_position = "BYSETPOS" in parts and (freq in {"DAILY", "WEEKLY"} or len(times) > 1)
    odd_weekday = bool(numbered) and (bool(plain) or (freq == "YEARLY" and "BYMONTH" not in parts))
    return odd_position or odd_weekday or "BYWEEKNO" in parts or "BYYEARDAY" in parts


def series_of(rule: str, start: int, last: int | None) -> Series:
    """Give the series of a checked rule from a wall time on; ``last`` is UNTIL as a wall time."""
    parts = parts_of(rule)
    limit = min(int(parts.get("COUNT", LIMIT)), LIMIT)
    if parts["FREQ"] == "WEEKLY" and parts.keys() <= _OF_WEEKS and not split_days(parts.get("BYDAY", ""))[1]:
        return _by_weeks(parts, start, limit, last)
    times = _times(parts, start)
    if _is_odd(parts, times):
        return _by_looking(rule, start, times, (limit, _END_OF_TIME if last is None else last))
    by_date = parts["FREQ"] == "DAILY" and "BYMONTHDAY" in parts and parts.get("INTERVAL", "1") == "1"
    if parts["FREQ"] in {"DAILY", "WEEKLY"} and not by_date:
        return _by_days(parts, start, times, limit, last)
    months = Months(  # also for a daily rule that names days of the month: they are found sooner by month
        (start // DAY, int(parts.get("INTERVAL", 1)) * (12 if parts["FREQ"] == "YEARLY" else 1)),
        yearly=parts["FREQ"] == "YEARLY", months=_numbers(parts, "BYMONTH"),
        month_days=_numbers(parts, "BYMONTHDAY"), byday=parts.get("BYDAY", ""), positions=_numbers(parts, "BYSETPOS"),
    )  # fmt: skip

    def cell(period: int) -> list[int]:
        return [day * DAY + time for day in months.days(period) for time in times]

    ends = limit, _END_OF_TIME if last is None else last
    most = months.most * len(times), _most_a_year(parts) * len(times)
    return Cells(start, cell, lambda wall: months.index(wall // DAY), most, ends)


_OF_WEEKS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
"""What most meetings' rules are made of."""


def _by_weeks(parts: dict[str, str], start: int, limit: int, last: int | None) -> Cycle:
    """Give what ``_by_days`` would of the commonest rules, sooner: a short ``today`` reads hundreds of them."""
    day, second = divmod(start, DAY)
    back, offsets = _of_week(parts.get("BYDAY", ""), parts.get("WKST", "MO"), (day - 1) % 7)
    marks = [offset * DAY + second for offset in offsets]
    return Cycle(start, (day - back) * DAY, 7 * int(parts.get("INTERVAL", 1)), marks, limit, last)


def _by_days(parts: dict[str, str], start: int, times: list[int], limit: int, last: int | None) -> Series:
    first_day, interval = start // DAY, int(parts.get("INTERVAL", 1))
    byday = parts.get("BYDAY", "")
    if parts["FREQ"] == "WEEKLY":
        back, offsets = _of_week(byday, parts.get("WKST", "MO"), (first_day - 1) % 7)
        begin, days, kept_weekdays = first_day - back, 7 * interval, frozenset[int]()
    else:
        begin, offsets, days, kept_weekdays = first_day, (0,), interval, split_days(byday)[0]
    marks = [offset * DAY + time for offset in offsets for time in times]
    months, month_days = _numbers(parts, "BYMONTH"), _numbers(parts, "BYMONTHDAY")
    if not (months or month_days or kept_weekdays):
        return Cycle(start, begin * DAY, days, marks, limit, last)

    def cell(period: int) -> list[int]:
        base = begin + period * days
        kept = days_of([base + offset for offset in offsets], months, month_days, kept_weekdays)
        return [day * DAY + time for day in kept for time in times]

    ends = limit, _END_OF_TIME if last is None else last
    most = len(marks), _most_a_year(parts) * len(times)
    return Cells(start, cell, lambda wall: (wall // DAY - begin) // days, most, ends)


@lru_cache(maxsize=4096)
def _of_week(byday: str, first: str, weekday: int) -> tuple[int, tuple[int, ...]]:
    """Give how many days before a weekday its week begins (``first``), and on which days of it a rule falls."""
    begin = _WEEKDAYS.index(first)
    chosen = split_days(byday)[0] or {weekday}
    return (weekday - begin) % 7, tuple(step for step in range(7) if (begin + step) % 7 in chosen)


def _by_looking(rule: str, start: int, times: list[int], ends: tuple[int, int]) -> Series:
    """Give the series of any rule: it looks at every day of a period, and keeps what it found for the latest ones."""
    clock = time(start % DAY // 3600, start % 3600 // 60)
    begin = datetime.combine(date.fromordinal(start // DAY), clock)
    pattern = pattern_of(rule, begin)
    first = pattern.period(begin.date())
    most = _MOST_DAYS[pattern.freq] * len(times)

    @lru_cache(maxsize=64)
    def cell(period: int) -> tuple[int, ...]:
        days, is_sure = _candidates(pattern, first + period * pattern.interval)
        # A week in which a rule starts begins with that day, so BYSETPOS counts from there.
        from_start = [day for day in days if pattern.freq != "WEEKLY" or day >= start // DAY]
        kept = from_start if is_sure else [day for day in from_start if pattern.has_day(date.fromordinal(day))]
        walls = [day * DAY + second for day in kept for second in times]
        if not pattern.positions:
            return tuple(walls)
        places = {at - 1 if at > 0 else len(walls) + at for at in pattern.positions}
        return tuple(walls[at] for at in sorted(places) if 0 <= at < len(walls))

    def index(wall: int) -> int:
        return (pattern.period(date.fromordinal(wall // DAY)) - first) // pattern.interval

    def sized(period: int) -> int:
        return len(_candidates(pattern, first + period * pattern.interval)[0]) * len(times)

    a_year = _most_a_year(parts_of(rule)) * len(times)
    is_sure = not pattern.positions and _candidates(pattern, first)[1]
    highest = (min(most, len(pattern.positions) or most), a_year)
    return Cells(start, cell, index, highest, ends, sized if is_sure else None)


_MOST_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}


def _candidates(pattern: Pattern, period: int) -> tuple[Sequence[int], bool]:
    """Give the days of a period that may have occurrences, as ordinals, and whether all of them surely have."""
    days = _days_of(pattern, period)
    chosen = pattern.weekdays or {weekday for _, weekday in pattern.numbered}
    if pattern.freq != "YEARLY" or not days or not (pattern.year_days or pattern.weeks or chosen):
        return days, False
    first, last = days[0], days[-1]
    if pattern.year_days:
        others = (pattern.months, pattern.month_days, pattern.weekdays, pattern.weeks, pattern.numbered)
        return [first + at for at in _of_year(pattern.year_days, last - first + 1)], not any(others)
    if pattern.weeks:
        years = (period - 1, period, period + 1)
        begins = [_week_begins(pattern, year, number) for year in years for number in pattern.weeks]
        return sorted({day for begin in begins for day in range(begin, begin + 7) if first <= day <= last}), False
    return [day for day in days if (day - 1) % 7 in chosen], False


@lru_cache(maxsize=256)
def _of_year(numbers: frozenset[int], length: int) -> tuple[int, ...]:
    """Give the days of a year of so many days, counted from 0, that are numbered from its ends."""
    found = {at - 1 if at > 0 else length + at for at in numbers}
    return tuple(sorted(at for at in found if 0 <= at < length))


def _week_begins(pattern: Pattern, year: int, number: int) -> int:
    """Give the first day of a year's week; the last is -1. The first week has four days or more in the year."""

    def first_of(which: int) -> int:
        fourth = date(min(max(which, 1), 9999), 1, 4).toordinal()
        return fourth - (fourth - 1 - pattern.first_weekday) % 7

    return first_of(year) + (number - 1) * 7 if number > 0 else first_of(year + 1) + number * 7


def _days_of(pattern: Pattern, period: int) -> Sequence[int]:
    """Give the days of the period with a number, as ordinals."""
    if pattern.freq == "DAILY":
        return range(period, period + 1)
    if pattern.freq == "WEEKLY":
        monday = period * 7 + 1 + pattern.first_weekday
        return range(monday, min(monday + 7, date.max.toordinal() + 1))
    if pattern.freq == "YEARLY":
        return range(date(period, 1, 1).toordinal(), date(period, 12, 31).toordinal() + 1) if period <= 9999 else ()
    year, month = divmod(period - 1, 12)
    if year > 9999:
        return ()
    begin = date(year, month + 1, 1).toordinal()
    return range(begin, begin + days_in_month(year, month + 1))

"""The wall times of a recurrence rule near a window, without walking to it from the start where that can be helped.

A wall time is whole seconds, counted from the ordinal day 0. What the common rules give is worked out here; the rest
(BYWEEKNO, BYYEARDAY, and the odd uses of BYSETPOS and numbered weekdays) is left to dateutil.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from itertools import islice, takewhile
from typing import Protocol

from pmdesk.model.rule import LIMIT, parts_of
from pmdesk.schedule.instants import DAY
from pmdesk.schedule.months import Months, days_of, number_of, split_days

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

    def __init__(self, start: int, origin: int, days: int, marks: Sequence[int], limit: int, last: int | None) -> None:
        """Begin at ``start``; cycles begin at ``origin`` and have wall times at ``marks`` (seconds into the cycle)."""
        self.start, self.origin, self.length, self.marks = start, origin, days * DAY, sorted(marks)
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

    def __init__(self, start: int, cell: Cell, index: Callable[[int], int], most: int, ends: tuple[int, int]) -> None:
        """Take ``index`` of a wall time's period, the ``most`` that one can hold, and limit and last moment."""
        self.start, self.cell, self.index, self.most = start, cell, index, most
        self.limit, self.last = ends
        self._walked = (0, 0)

    def _count_to(self, period: int) -> None:
        """Walk on to a period, and note the last occurrence when the limit is reached."""
        at, seen = self._walked
        while at <= period and seen < self.limit:
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
        if (highest + 1) * self.most > self.limit:
            self._count_to(highest)
            last = min(last, self.last)
        periods = range(self.index(first), highest + 1)
        return [wall for period in periods for wall in self.cell(period) if first <= wall <= last]


class Walked:
    """What dateutil gives, walked from the start, kept as far as it was asked for."""

    def __init__(self, rule: str, start: int, last: int | None) -> None:
        self.rule, self.start, self.last = rule, start, _END_OF_TIME if last is None else last
        self._known: tuple[int, list[int]] = (start - 1, [])

    def _walk(self, horizon: int) -> list[int]:
        from dateutil.rrule import rrulestr

        clock = time(self.start % DAY // 3600, self.start % 3600 // 60)
        begin = datetime.combine(date.fromordinal(self.start // DAY), clock)
        rest = ";".join(part for part in self.rule.split(";") if not part.startswith("UNTIL"))
        walls = (_wall(moment) for moment in rrulestr(rest, dtstart=begin))
        return list(takewhile(lambda wall: wall <= horizon, islice(walls, LIMIT)))

    def between(self, first: int, last: int) -> list[int]:
        """Give those from ``first`` to ``last``, both included, sorted."""
        last = min(last, self.last)
        horizon, walls = self._known
        if last > horizon:
            horizon = last + 400 * DAY
            walls = self._walk(horizon)
            self._known = horizon, walls
        return walls[bisect_left(walls, first) : bisect_right(walls, last)]


def _wall(moment: datetime) -> int:
    return moment.toordinal() * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    return tuple(int(value) for value in parts[name].split(",")) if name in parts else ()


def _times(parts: dict[str, str], start: int) -> list[int]:
    """Give the seconds of the day at which a rule has occurrences."""
    hours = _numbers(parts, "BYHOUR") or (start % DAY // 3600,)
    minutes = _numbers(parts, "BYMINUTE") or (start % 3600 // 60,)
    seconds = () if "BYSECOND" not in parts else _numbers(parts, "BYSECOND")
    return sorted({h * 3600 + m * 60 + s for h in hours for m in minutes for s in seconds or (start % 60,)})


def _must_be_walked(parts: dict[str, str], times: list[int]) -> bool:
    plain, numbered = split_days(parts.get("BYDAY", ""))
    freq = parts["FREQ"]
    odd_position = "BYSETPOS" in parts and (freq in {"DAILY", "WEEKLY"} or len(times) > 1)
    odd_weekday = bool(numbered) and (bool(plain) or (freq == "YEARLY" and "BYMONTH" not in parts))
    return odd_position or odd_weekday or "BYWEEKNO" in parts or "BYYEARDAY" in parts


def series_of(rule: str, start: int, last: int | None) -> Series:
    """Give the series of a checked rule from a wall time on; ``last`` is UNTIL as a wall time."""
    parts = parts_of(rule)
    times = _times(parts, start)
    limit = min(int(parts.get("COUNT", LIMIT)), LIMIT)
    if _must_be_walked(parts, times):
        return Walked(rule, start, last)
    if parts["FREQ"] in {"DAILY", "WEEKLY"}:
        return _by_days(parts, start, times, limit, last)
    months = Months(
        (start // DAY, int(parts.get("INTERVAL", 1)) * (12 if parts["FREQ"] == "YEARLY" else 1)),
        yearly=parts["FREQ"] == "YEARLY", months=_numbers(parts, "BYMONTH"),
        month_days=_numbers(parts, "BYMONTHDAY"), byday=parts.get("BYDAY", ""), positions=_numbers(parts, "BYSETPOS"),
    )  # fmt: skip

    def cell(period: int) -> list[int]:
        return [day * DAY + time for day in months.days(period) for time in times]

    ends = limit, _END_OF_TIME if last is None else last
    return Cells(start, cell, lambda wall: months.index(wall // DAY), months.most * len(times), ends)


def _by_days(parts: dict[str, str], start: int, times: list[int], limit: int, last: int | None) -> Series:
    first_day, interval = start // DAY, int(parts.get("INTERVAL", 1))
    weekdays = {number_of(name) for name in parts["BYDAY"].split(",")} if "BYDAY" in parts else set()
    if parts["FREQ"] == "WEEKLY":
        begin = first_day - (first_day - 1 - _WEEKDAYS.index(parts.get("WKST", "MO"))) % 7
        chosen = weekdays or {(first_day - 1) % 7}
        offsets = [step for step in range(7) if (begin + step - 1) % 7 in chosen]
        days, kept_weekdays = 7 * interval, set[int]()
    else:
        begin, offsets, days, kept_weekdays = first_day, [0], interval, weekdays
    marks = [offset * DAY + time for offset in offsets for time in times]
    months, month_days = _numbers(parts, "BYMONTH"), _numbers(parts, "BYMONTHDAY")
    if not (months or month_days or kept_weekdays):
        return Cycle(start, begin * DAY, days, marks, limit, last)

    def cell(period: int) -> list[int]:
        base = begin + period * days
        kept = days_of([base + offset for offset in offsets], months, month_days, kept_weekdays)
        return [day * DAY + time for day in kept for time in times]

    ends = limit, _END_OF_TIME if last is None else last
    return Cells(start, cell, lambda wall: (wall // DAY - begin) // days, len(marks), ends)

"""Days by month and weekday, as MONTHLY and YEARLY rules choose them (RFC 5545, section 3.3.10).

A day is its ordinal, a month its number counted from January of the year 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import MAXYEAR, date
from functools import lru_cache

from pmdesk.model.recurs import days_in_month

_NAMES = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}


@lru_cache(maxsize=4096)
def split_days(byday: str) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Split BYDAY into plain weekdays and numbered ones, each (weekday, number)."""
    plain, numbered = set(), set()
    for part in filter(None, byday.split(",")):
        name, number = part[-2:], part[:-2]
        if number:
            numbered.add((_NAMES[name], int(number)))
        else:
            plain.add(_NAMES[name])
    return frozenset(plain), frozenset(numbered)


def days_of(
    days: Iterable[int], months: Collection[int], month_days: Collection[int], weekdays: Collection[int]
) -> list[int]:
    """Keep the days of some months, days of the month (negative ones from its end), weekdays; empty allows all."""
    kept = []
    for day in days:
        if day > _LAST_DAY or (weekdays and (day - 1) % 7 not in weekdays):
            continue
        held = date.fromordinal(day)
        if months and held.month not in months:
            continue
        if month_days:
            from_end = held.day - days_in_month(held.year, held.month) - 1
            if held.day not in month_days and from_end not in month_days:
                continue
        kept.append(day)
    return kept


_LAST_DAY = date.max.toordinal()


@lru_cache(maxsize=65536)
def _days_in(year: int, month: int, month_days: tuple[int, ...], byday: str) -> tuple[int, ...]:
    """Give the days of one month that stand in ``month_days`` and are one of ``byday``; empty allows all."""
    first = date(year, month, 1).toordinal()
    length = days_in_month(year, month)
    chosen = set(range(1, length + 1))
    if month_days:
        chosen &= {day if day > 0 else length + 1 + day for day in month_days}
    plain, numbered = split_days(byday)
    if plain:
        chosen = {day for day in chosen if (first + day - 2) % 7 in plain}
    if numbered:
        chosen &= {_nth(first, length, weekday, number) for weekday, number in numbered}
    return tuple(sorted(first + day - 1 for day in chosen))


def _nth(first: int, length: int, weekday: int, number: int) -> int:
    """Give the day of the month of its n-th weekday, from the end if negative; 0 if it has none."""
    earliest = 1 + (weekday - (first - 1)) % 7
    found = list(range(earliest, length + 1, 7))
    at = number - 1 if number > 0 else len(found) + number
    return found[at] if 0 <= at < len(found) else 0


class Months:
    """The days of a MONTHLY or YEARLY rule, period by period."""

    def __init__(
        self,
        begin: tuple[int, int],
        *,
        yearly: bool,
        months: tuple[int, ...],
        month_days: tuple[int, ...],
        byday: str,
        positions: tuple[int, ...],
    ) -> None:
        """Take the first day and the months from one period to the next, then the rule's BY parts."""
        first, self.step = date.fromordinal(begin[0]), begin[1]
        if not month_days and not byday:
            month_days = (first.day,)
            months = months or ((first.month,) if yearly else ())
        self.yearly, self.months, self.month_days, self.byday = yearly, tuple(sorted(set(months))), month_days, byday
        self.positions = positions
        self.base = first.year * 12 + (0 if yearly else first.month - 1)
        self.most = self._most()

    def _most(self) -> int:
        """Give the most days that one period can hold."""
        plain, numbered = split_days(self.byday)
        in_month = min(len(set(self.month_days)) or 31, len(numbered) or 31, 5 * len(plain) or 31)
        in_period = in_month * (len(self.months) or 12) if self.yearly else in_month
        return min(in_period, len(self.positions)) if self.positions else in_period

    def index(self, day: int) -> int:
        """Give the period in which a day lies, or the one before the gap in which it does."""
        held = date.fromordinal(min(max(day, 1), _LAST_DAY))
        return (held.year * 12 + held.month - 1 - self.base) // self.step

    def days(self, period: int) -> list[int]:
        """Give the days of the k-th period, sorted."""
        year, month = divmod(self.base + period * self.step, 12)
        if year > MAXYEAR:
            return []
        if self.yearly:
            chosen = self.months or range(1, 13)
        else:
            chosen = () if self.months and month + 1 not in self.months else (month + 1,)
        found = [day for one in chosen for day in _days_in(year, one, self.month_days, self.byday)]
        if not self.positions:
            return found
        size = len(found)
        places = {at - 1 if at > 0 else size + at for at in self.positions}
        return [found[at] for at in sorted(places) if 0 <= at < size]

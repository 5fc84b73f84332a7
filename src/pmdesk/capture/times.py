"""Times of day and lengths as they are typed, on the 24-hour clock or with am and pm.

What could mean two times is refused: an hour from 1 to 6 needs its zero (``03:00``), or am or pm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DAY = 24 * 60
OVERNIGHT = 12 * 60
"""A range over midnight may be so many minutes long; a longer one is taken for a slip."""

_ONE = r"(?P<{0}h>\d{{1,2}})(?::(?P<{0}m>\d{{2}}))?(?P<{0}x>am|pm)?"
_RANGE = re.compile(_ONE.format("a") + r"[-–]" + _ONE.format("b") + r"\Z", re.ASCII)
_TIME = re.compile(_ONE.format("a") + r"\Z", re.ASCII)
_MINUTES = re.compile(r"(\d{1,4})(?:m|min|mins)\Z", re.ASCII)
_HOURS = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)(?:h|hr|hrs)\Z", re.ASCII)
_BOTH = re.compile(r"(\d{1,3})h(\d{1,2})m?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes after midnight; an ``end`` above 1440 is on the next day, one of None is not said."""

    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class _Typed:
    """One time as it was written: hour, minutes, am or pm, and whether it can mean only one moment of a day."""

    hour: int
    minute: int
    half: str
    clear: bool
    colon: bool

    @property
    def exists(self) -> bool:
        if self.minute > 59:
            return False
        return 1 <= self.hour <= 12 if self.half else self.hour * 60 + self.minute <= DAY

    @property
    def minutes(self) -> int:
        hour = self.hour % 12 + (12 if self.half == "pm" else 0) if self.half else self.hour
        return hour * 60 + self.minute

    def with_half(self, half: str) -> int:
        return (self.hour % 12 + (12 if half == "pm" else 0)) * 60 + self.minute


def _typed(match: re.Match[str], which: str) -> _Typed:
    hour, minute, half = match[f"{which}h"], match[f"{which}m"], match[f"{which}x"] or ""
    clear = bool(half) or not 1 <= int(hour) <= 6 or (len(hour) == 2 and minute is not None)
    return _Typed(int(hour), int(minute or 0), half, clear, minute is not None)


def read_times(word: str) -> Times | str | None:
    """Read ``10-10:30``, ``9am-11``, ``10:00``, ``9am``; words where it can't be taken; None where it is no time.

    A bare number is no time, and two of them (``10-11``) are only where both can be hours.
    """
    low = word.lower()
    if match := _RANGE.match(low):
        return _range(_typed(match, "a"), _typed(match, "b"))
    if match := _TIME.match(low):
        time = _typed(match, "a")
        if not (time.half or time.colon):
            return None
        if not time.exists:
            return "is no time of day"
        return Times(time.minutes) if time.clear else _two_ways(time)
    return None


def is_sure(word: str) -> bool:
    """Tell whether a word can be nothing but a range of times: it has a colon, am or pm."""
    match = _RANGE.match(word.lower())
    return bool(match) and any(character in word.lower() for character in ":m")


def _two_ways(time: _Typed) -> str:
    return f"is {time.hour:02}:{time.minute:02} or {time.hour + 12}:{time.minute:02}: write which"


def _range(first: _Typed, last: _Typed) -> Times | str | None:
    bare = not any((first.half, last.half, first.colon, last.colon))
    if not (first.exists and last.exists):
        return None if bare else "is no time of day"
    if first.half or last.half:
        return _halved(first, last)
    if not first.clear:
        return _two_ways(first)
    if not last.clear:
        return _two_ways(last)
    return _ordered(first.minutes, last.minutes, may_pass_midnight=first.colon and last.colon)


def _halved(first: _Typed, last: _Typed) -> Times | str | None:
    """Read a range with am or pm: ``9am-11`` ends at the next 11 o'clock, ``9-11am`` begins at the last 9 before."""
    if first.half and last.half:
        return _ordered(first.minutes, last.minutes, may_pass_midnight=True)
    if first.half:
        if last.hour > 12 or last.hour == 0:
            return _ordered(first.minutes, last.minutes, may_pass_midnight=False)
        ends = sorted(last.with_half(half) for half in ("am", "pm"))
        end = next((end for end in ends if end > first.minutes), None)
        return Times(first.minutes, end) if end else "ends before it starts (write am or pm after both)"
    end = last.minutes or DAY
    if first.hour > 12 or first.hour == 0:
        return _ordered(first.minutes, end, may_pass_midnight=False)
    starts = [start for start in (first.with_half("am"), first.with_half("pm")) if start < end]
    return Times(max(starts), end) if starts else "ends before it starts (write am or pm after both)"


def _ordered(start: int, end: int, *, may_pass_midnight: bool) -> Times | str:
    if start >= DAY:
        return "starts when the day is over"
    if end == 0:
        end = DAY
    if end > start:
        return Times(start, end)
    if may_pass_midnight and end + DAY - start <= OVERNIGHT:
        return Times(start, end + DAY)
    return "ends before it starts"


def read_length(word: str) -> int | None:
    """Read ``45m``, ``1.5h``, ``1h30`` in whole minutes; None where it is no length of a minute or more."""
    low = word.lower()
    if match := _MINUTES.match(low):
        minutes = Decimal(match[1])
    elif match := _HOURS.match(low):
        minutes = Decimal(match[1]) * 60
    elif (match := _BOTH.match(low)) and int(match[2]) < 60:
        minutes = Decimal(match[1]) * 60 + Decimal(match[2])
    else:
        return None
    return int(minutes) if minutes and minutes == int(minutes) else None


def read_hours(word: str) -> Decimal | None:
    """Read the same lengths in hours, to 4 places (``20m`` is 0.3333); None where it is none."""
    low = word.lower()
    if match := _HOURS.match(low):
        value = Decimal(match[1])
        return value if value else None
    minutes = read_length(low)
    return None if minutes is None else (Decimal(minutes) / 60).quantize(Decimal("0.0001")).normalize()

"""Working hours by weekday: ``Mon-Thu 08:00-13:00,14:00-17:00; Fri 08:00-13:00``."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Stretch = tuple[int, int]
Hours = tuple[tuple[Stretch, ...], ...]
"""Seven weekdays from Monday; each a sorted tuple of (start, end) in minutes of the day, 24:00 being 1440."""

_BLANKS = " \t\n\r\f\v"
_WANT = "(want e.g. Mon-Thu 08:00-13:00,14:00-17:00; Fri 08:00-13:00)"


def _days(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        names = [name.strip().lower() for name in part.split("-")]
        if len(names) > 2 or any(name not in DAYS for name in names):
            raise ValueError(f"has weekdays that can't be read {_WANT}")
        first, last = DAYS.index(names[0]), DAYS.index(names[-1])
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return found


def _span(text: str) -> Stretch:
    begin, _, stop = text.strip().partition("-")
    (h1, m1), (h2, m2) = _clock(begin.rstrip(_BLANKS)), _clock(stop.lstrip(_BLANKS))
    start, end = h1 * 60 + m1, h2 * 60 + m2
    if m1 > 59 or m2 > 59 or end > 1440 or start >= end:
        raise ValueError("has hours that end before they start, or lie outside 00:00 to 24:00")
    return start, end


def _clock(text: str) -> tuple[int, int]:
    hour, minute = text[:2], text[3:]
    is_plain = len(text) == 5 and text[2] == ":" and text.isascii() and hour.isdigit() and minute.isdigit()
    if not is_plain:
        raise ValueError(f"has hours that can't be read {_WANT}")
    return int(hour), int(minute)


def _parted(group: str) -> tuple[str, str]:
    """Part weekdays from hours, which begin with the first digit."""
    at = next((place for place, sign in enumerate(group) if sign.isdecimal()), 0)
    days = group[:at].rstrip()
    if not days or len(days) == at or "\n" in group[at:]:
        raise ValueError(f"are no working hours {_WANT}")
    return days, group[at:]


@lru_cache(maxsize=4096)
def parse_hours(text: str) -> Hours:
    """Read working hours; stretches of a day may touch, not overlap, not cross midnight (ValueError)."""
    week: list[list[Stretch]] = [[] for _ in DAYS]
    for group in text.split(";"):
        if not group.strip() and text.replace(";", "").strip():
            continue
        days, hours = _parted(group.strip())
        spans = [_span(part) for part in hours.split(",")]
        for day in _days(days):
            week[day] += spans
    for stretches in week:
        stretches.sort()
        if any(later[0] < earlier[1] for earlier, later in pairwise(stretches)):
            raise ValueError("has hours of one day that overlap")
    return tuple(tuple(stretches) for stretches in week)

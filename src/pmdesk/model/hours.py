"""Working hours by weekday: ``Mon-Thu 08:00-13:00,14:00-17:00; Fri 08:00-13:00``."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from pmdesk.patterns import pattern

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Stretch = tuple[int, int]
Hours = tuple[tuple[Stretch, ...], ...]
"""Seven weekdays from Monday; each a sorted tuple of (start, end) in minutes of the day, 24:00 being 1440."""

_GROUP = pattern(r"(?P<days>[A-Za-z]{3}(?:\s*[-,]\s*[A-Za-z]{3})*)\s+(?P<spans>\d.*)\Z")
_SPAN = pattern(r"(\d{2}):(\d{2})\s*-\s*(\d{2}):(\d{2})\Z", ascii_=True)
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
    match = _SPAN.match(text.strip())
    if not match:
        raise ValueError(f"has hours that can't be read {_WANT}")
    h1, m1, h2, m2 = (int(part) for part in match.groups())
    start, end = h1 * 60 + m1, h2 * 60 + m2
    if m1 > 59 or m2 > 59 or end > 1440 or start >= end:
        raise ValueError("has hours that end before they start, or lie outside 00:00 to 24:00")
    return start, end


@lru_cache(maxsize=4096)
def parse_hours(text: str) -> Hours:
    """Read working hours; stretches of a day may touch, not overlap, not cross midnight (ValueError)."""
    week: list[list[Stretch]] = [[] for _ in DAYS]
    for group in text.split(";"):
        if not group.strip() and text.replace(";", "").strip():
            continue
        match = _GROUP.match(group.strip())
        if not match:
            raise ValueError(f"are no working hours {_WANT}")
        spans = [_span(part) for part in match["spans"].split(",")]
        for day in _days(match["days"]):
            week[day] += spans
    for stretches in week:
        stretches.sort()
        if any(later[0] < earlier[1] for earlier, later in pairwise(stretches)):
            raise ValueError("has hours of one day that overlap")
    return tuple(tuple(stretches) for stretches in week)

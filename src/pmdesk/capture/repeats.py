"""``every week``, ``every 2 weeks``, ``every tue``, ``until 30 mar``: how a meeting repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmdesk.capture.calendar_words import WEEKDAYS, WORDS_IN_CAPITALS, longest, weekday_name
from pmdesk.capture.words import Word

_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_NUMBER = re.compile(r"\d{1,3}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule's frequency and interval; ``weekday`` (Monday is 0) where ``every tue`` named one."""

    freq: str
    interval: int = 1
    weekday: int | None = None

    def rule(self, until: date | None) -> str:
        """Give the RRULE value (RFC 5545, section 3.3.10); a date in UNTIL includes that day."""
        text = f"FREQ={self.freq}"
        if self.interval > 1:
            text += f";INTERVAL={self.interval}"
        return f"{text};UNTIL={until.isoformat().replace('-', '')}" if until else text

    def said(self, first: date) -> str:
        """Give ``every 2 weeks``, and what happens in months without the first one's day."""
        unit = {freq: unit for unit, freq in _UNITS.items()}[self.freq]
        if self.weekday is not None:
            text = f"every {weekday_name(self.weekday)}"
        else:
            text = f"every {self.interval} {unit}s" if self.interval > 1 else f"every {unit}"
        if self.freq == "MONTHLY" and first.day > 28:
            return f"{text} that has a {first.day}{'st' if first.day == 31 else 'th'}"
        if self.freq == "YEARLY" and first.day == longest(2) and first.month == 2:
            return f"{text} that has a 29 Feb"
        return text


def match_repeat(words: Sequence[Word], at: int) -> tuple[Repeat, int] | str | None:
    """Read how a meeting repeats from a word on, with the number of words; None where it says nothing of that."""
    low = [word.low for word in words[at : at + 3]]
    if low[:1] != ["every"] or len(low) < 2:
        return None
    if low[1] in WEEKDAYS and words[at + 1].plain not in WORDS_IN_CAPITALS:
        return Repeat("WEEKLY", 1, WEEKDAYS[low[1]]), 2
    if low[1] in _UNITS:
        return Repeat(_UNITS[low[1]]), 2
    unit = low[2].removesuffix("s") if len(low) > 2 else ""
    if unit not in _UNITS:
        return None
    if low[1] in {"other", "second"}:
        return Repeat(_UNITS[unit], 2), 3
    if not _NUMBER.match(low[1]):
        return None
    count = int(low[1])
    return (Repeat(_UNITS[unit], count), 3) if count else "is no interval (want every week, every 2 weeks)"

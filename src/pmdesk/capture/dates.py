"""Dates as they are typed, by one grammar for capture, forms, filters and commands; nothing is ever guessed.

``today`` · ``fri`` (the next one after today) · ``next fri`` (of the next ISO week) · ``+3d`` · ``+5wd`` · ``+2w`` ·
``+1m`` · ``eow`` · ``eom`` · ``eoq`` · ``w48`` · ``12 dec`` · ``12 dec 2027`` · ``2026-12-12`` · ``GOLIVE-2w`` ·
``24 dec..2 jan``
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pmdesk.capture.asking import WANTED, Answer, Asking, Found, Refusal
from pmdesk.capture.calendar_words import MONTHS
from pmdesk.capture.date_forms import FORMS
from pmdesk.capture.words import Word, split

TO = ".."
_NUMBER = re.compile(r"\d{1,2}\Z", re.ASCII)
_LATE = Refusal(1, "is further off than a date can be")


class NotADate(ValueError):
    """A text that is no date, or none that can be read for certain; its words follow the quoted text.

    ``start`` and ``end`` tell which part of the text is meant.
    """

    def __init__(self, words: str, start: int, end: int) -> None:
        super().__init__(words)
        self.start, self.end = start, end


def match(words: Sequence[Word], at: int, asking: Asking) -> Answer:
    """Read the day or the days that begin with a word; None where that word begins no date."""
    here = words[at : at + 7]
    if not here or here[0].quoted:
        return None
    first = _shared_month(here, asking) or _day(here, asking)
    if not isinstance(first, Found) or _text(here, first.taken) != TO:
        return first
    return _to(here, first, asking)


def _text(words: Sequence[Word], at: int) -> str:
    return words[at].plain if at < len(words) else ""


def _day(words: Sequence[Word], asking: Asking) -> Answer:
    for form in FORMS:
        try:
            answer = form(words, asking)
        except OverflowError:
            return _LATE
        if answer is not None:
            return answer
    return None


def _shared_month(words: Sequence[Word], asking: Asking) -> Answer:
    """Read the start of ``24..27 dec``, which has the month of the end."""
    if not _NUMBER.match(_text(words, 0)) or _text(words, 1) != TO or not _NUMBER.match(_text(words, 2)):
        return None
    if _text(words, 3).lower() not in MONTHS:
        return None
    if int(words[0].plain) > int(words[2].plain):
        return Refusal(4, "ends before it starts")
    answer = _day([words[0], *words[3:5]], asking)
    return replace(answer, taken=1) if answer else None


def _to(words: Sequence[Word], first: Found, asking: Asking) -> Answer:
    """Read the end of a range: the next such day that isn't before its start."""
    at = first.taken + 1
    last = _day(words[at:], replace(asking, since=first.first)) if at < len(words) else None
    if last is None:
        return Refusal(at, "has no last day that can be read (want 24 dec..2 jan)")
    taken = at + last.taken
    if isinstance(last, Refusal):
        return Refusal(taken, last.words)
    if last.last < first.first:
        return Refusal(taken, "ends before it starts")
    return Found(first.first, last.last, taken, is_span=True)


def read_span(text: str, asking: Asking | date) -> Found:
    """Read a day or a range that is the whole text; NotADate where it isn't."""
    asked = asking if isinstance(asking, Asking) else Asking(asking)
    words = split(text)
    answer = match(words, 0, asked) if words else None
    end = words[-1].end if words else 0
    if answer is None:
        raise NotADate(f"is not a date (want {WANTED})", 0, end)
    if isinstance(answer, Refusal):
        raise NotADate(answer.words, words[0].start, words[min(answer.taken, len(words)) - 1].end)
    if answer.taken < len(words):
        raise NotADate(f"has more than a date in it (want {WANTED})", words[answer.taken].start, end)
    return answer


def read_date(text: str, asking: Asking | date) -> date:
    """Read one day that is the whole text; NotADate (a ValueError, whose words follow the quoted text) if it isn't."""
    found = read_span(text, asking)
    if found.is_span:
        raise NotADate("is more than one day (want one)", 0, len(text))
    return found.first

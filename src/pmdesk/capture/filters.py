"""The grammar of filters: what a typed line keeps of a list.

``word`` and ``"two words"`` are looked for in what a row says; ``@KEY`` is where it belongs (client, engagement,
vendor, by key or the beginning of one), ``owner:me``, ``status:open,done`` and ``due<12 dec`` (also ``<=``, ``>``,
``>=``, ``=``) what its columns hold. All that is typed has to hold.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmdesk.capture.asking import Asking
from pmdesk.capture.dates import NotADate, read_span
from pmdesk.capture.words import Problem, Word, split

_SIGNS: dict[str, Callable[[date, date], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_DUE = re.compile(r"due(<=|>=|=<|=>|<|>|=|:)(.*)\Z", re.IGNORECASE | re.DOTALL)
_LONGEST = 6
"""Words that days may have after the one that begins them: ``28 dec 2026 .. 3 jan 2027``."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row says to a filter: its text, the keys of where it belongs, owner in words and as a ref, status, day."""

    text: str
    places: Collection[str] = ()
    owner: str = ""
    status: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A day that the due is compared with; ``last`` is its end where it was typed as several days."""

    sign: str
    first: date
    last: date

    def holds(self, due: date | None) -> bool:
        """Tell whether a due keeps to it; no due keeps to none."""
        if due is None:
            return False
        if self.sign == "=":
            return self.first <= due <= self.last
        return _SIGNS[self.sign](due, self.last if self.sign in {"<=", ">"} else self.first)


@dataclass(frozen=True, slots=True)
class Filter:
    """What was typed, read; an empty one keeps everything. ``problems`` say what could not be read, and where."""

    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    statuses: tuple[tuple[str, ...], ...] = ()
    bounds: tuple[Bound, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it keeps everything."""
        return not (self.words or self.places or self.owners or self.statuses or self.bounds)

    def keeps(self, facts: Facts) -> bool:
        """Tell whether a row stays in the list."""
        if self.words:
            text = facts.text.casefold()
            if not all(word in text for word in self.words):
                return False
        if not all(_in_place(place, facts.places) for place in self.places):
            return False
        if self.owners:
            owner = facts.owner.casefold()
            if not all(wanted in owner.split("\0") or (wanted != "me" and wanted in owner) for wanted in self.owners):
                return False
        if self.statuses:
            status = facts.status.casefold()
            if not all(any(status.startswith(one) for one in options) for options in self.statuses):
                return False
        return all(bound.holds(facts.due) for bound in self.bounds)


def _in_place(wanted: str, places: Collection[str]) -> bool:
    return any(place.startswith(wanted) for place in places) if wanted else True


def read_filter(text: str, asking: Asking | date) -> Filter:
    """Read what was typed; never fails: what can't be read is left out, and said in ``problems``."""
    typed = split(text)
    asked = replace(asking if isinstance(asking, Asking) else Asking(asking), sense="span")
    found: dict[str, list[object]] = {"words": [], "places": [], "owners": [], "statuses": [], "bounds": []}
    problems: list[Problem] = []
    at = 0
    while at < len(typed):
        word = typed[at]
        due = None if word.quoted else _DUE.match(word.text)
        if due:
            at += _due(typed, at, due, asked, found["bounds"], problems)
            continue
        _plain(word, found)
        at += 1
    made = {name: tuple(values) for name, values in found.items()}
    return Filter(**made, problems=tuple(problems))  # type: ignore[arg-type]  # each list holds what its field wants


def _plain(word: Word, found: dict[str, list[object]]) -> None:
    head, colon, rest = word.text.partition(":")
    if word.quoted:
        found["words"].append(word.text.casefold())
    elif word.text.startswith("@"):
        found["places"].append(word.text[1:].upper())
    elif colon and head.lower() == "owner":
        found["owners"] += [rest.casefold()] if rest else []
    elif colon and head.lower() == "status":
        options = tuple(option.casefold() for option in rest.split(",") if option)
        found["statuses"] += [options] if options else []
    else:
        found["words"].append(word.text.casefold())


def _due(
    typed: Sequence[Word], at: int, match: re.Match[str], asking: Asking, bounds: list[object], problems: list[Problem]
) -> int:
    """Read ``due<12 dec`` from a word on, as many words as make a date; gives how many were taken."""
    sign = {"=<": "<=", "=>": ">=", ":": "="}.get(match[1], match[1])
    begun = match[2]
    reason: NotADate | None = None
    most = min(_LONGEST, len(typed) - at - 1)
    for more in range(most, -1, -1):
        taken = typed[at + 1 : at + 1 + more]
        if any(word.quoted for word in taken):
            continue
        try:
            days = read_span(" ".join(part for part in (begun, *(word.text for word in taken)) if part), asking)
        except NotADate as error:
            reason = reason or error
            continue
        bounds.append(Bound(sign, days.first, days.last))
        return 1 + more
    word = typed[at]
    if not begun and most == 0:
        problems.append(Problem(word.start, word.end, "wants a date: due<fri, due<12 dec"))
    else:
        problems.append(Problem(word.start, word.end, str(reason)))
    return 1

"""The occurrences of one kind and one who in time: which share time with another, which cover it.

Where all of a kind are days, or all of them times, they are held beside each other as they are. Where a kind has both
(blackouts of one who, what lies outside one term), days become the instants from the beginning of the first to the end
of the last in the zone of the who.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import repeat
from operator import itemgetter

from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.rules import blackout, outside_term
from pmdesk.schedule.instants import Zone

Span = tuple[int, int]
MIXED = frozenset({blackout.KIND, outside_term.KIND})
"""Kinds of which some occurrences are days and some are times."""


def span_of(hit: Hit, place: Zone | None) -> Span:
    """Give an occurrence as a half-open range of instants, or of days (ordinals) where no zone is given for them.

    One without length is empty.
    """
    start, end = hit.start, hit.end
    if place is None:
        first = start if isinstance(start, int) else start.toordinal()
        return first, end if isinstance(end, int) else end.toordinal() + 1
    first = start if isinstance(start, int) else place.midnight(start)
    return first, end if isinstance(end, int) else place.after(end)


def shares(one: Span, other: Span) -> bool:
    """Tell whether two ranges share time; one without length does where it lies in the other, its end excluded."""
    return one[0] == other[0] or (one[0] < other[1] and other[0] < one[1])


def covers(one: Hit, other: Hit) -> bool:
    """Tell whether an occurrence is as severe as another of its kind and who, has its peak, and covers its time.

    What is dated covers nothing that is timed, nor the other way round: what comes to lie on a day that something else
    of its kind had all to itself is new.
    """
    if one.severity > other.severity or (one.peak is not None and other.peak is not None and one.peak < other.peak):
        return False
    start, end, begins, ends = one.start, one.end, other.start, other.end
    if isinstance(start, int) and isinstance(end, int):
        return isinstance(begins, int) and isinstance(ends, int) and start <= begins and ends <= end
    if isinstance(start, int) or isinstance(end, int) or isinstance(begins, int) or isinstance(ends, int):
        return False
    return start <= begins and ends <= end


class Track:
    """Occurrences of one kind and one who, sorted; ``place`` is the zone of the who, None where days stay days."""

    __slots__ = ("_longest", "_spans", "place")

    def __init__(self, hits: Iterable[Hit], place: Zone | None) -> None:
        self.place = place
        self._spans = [(*span_of(hit, place), hit) for hit in hits]
        if len(self._spans) > 1:
            self._spans.sort(key=itemgetter(0, 1))
        self._longest = max([end - start for start, end, _ in self._spans], default=0)

    def sharing(self, span: Span) -> list[Hit]:
        """Give those that share time with a span."""
        spans, found, first, last = self._spans, [], span[0], span[1]
        for at in range(bisect_left(spans, (first - self._longest,)), len(spans)):
            start, end, hit = spans[at]
            if start > last:
                break
            if start == first or (start < last and first < end):
                found.append(hit)
        return found

    def covered(self, hit: Hit) -> bool:
        """Tell whether an occurrence is not new: one of these covers its time, as severe, with at least its peak."""
        return any(map(covers, self.sharing(span_of(hit, self.place)), repeat(hit)))

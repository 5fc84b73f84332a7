"""The occurrences of one kind and one who in time: which share time with another, which cover it.

Days become the instants from the beginning of the first to the end of the last in the zone of the who, so that they
can be held beside moments: the blackouts of one who, and what lies outside one term, are of both sorts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.instants import Zone

Span = tuple[int, int]


def span_of(hit: Hit, place: Zone) -> Span:
    """Give an occurrence as half-open instants; one without length is empty."""
    start, end = hit.start, hit.end
    first = start if isinstance(start, int) else place.midnight(start)
    return first, end if isinstance(end, int) else place.after(end)


def shares(one: Span, other: Span) -> bool:
    """Tell whether two ranges share time; one without length does where it lies in the other, its end excluded."""
    if one[0] == other[0]:
        return True
    return one[0] < other[1] and other[0] < one[1]


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
    """Occurrences of one kind and one who, sorted; ``place`` is the zone of the who."""

    __slots__ = ("_longest", "_spans", "place")

    def __init__(self, hits: Iterable[Hit], place: Zone) -> None:
        self.place = place
        self._spans = sorted(((*span_of(hit, place), hit) for hit in hits), key=lambda one: one[:2])
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def sharing(self, span: Span) -> Iterator[Hit]:
        """Give those that share time with a span."""
        at = bisect_left(self._spans, (span[0] - self._longest,))
        while at < len(self._spans) and self._spans[at][0] <= span[1]:
            start, end, hit = self._spans[at]
            if shares((start, end), span):
                yield hit
            at += 1

    def covered(self, hit: Hit) -> bool:
        """Tell whether an occurrence is not new: one of these covers its time, as severe, with at least its peak."""
        return any(covers(one, hit) for one in self.sharing(span_of(hit, self.place)))

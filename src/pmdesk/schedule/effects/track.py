"""The occurrences of one kind and one who in time: which share time with another, which cover it.

Days and instants both become half-open ranges of whole numbers; a kind and who has the one or the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from pmdesk.schedule.conflicts.hit import Hit

Span = tuple[int, int]


def span_of(hit: Hit) -> Span:
    """Give an occurrence as a half-open range; one without length is an empty range."""
    start, end = hit.start, hit.end
    if isinstance(start, int) and isinstance(end, int):
        return start, end
    if isinstance(start, int) or isinstance(end, int):
        raise TypeError(f"{hit} is dated at one end and timed at the other")
    return start.toordinal(), end.toordinal() + 1


def shares(one: Span, other: Span) -> bool:
    """Tell whether two ranges share time; one without length does where it lies in the other, its end excluded."""
    if one[0] == other[0]:
        return True
    return one[0] < other[1] and other[0] < one[1]


def covers(one: Hit, other: Hit) -> bool:
    """Tell whether an occurrence is as severe as another of its kind and who, has its peak, and covers its time."""
    (start, end), (begins, ends) = span_of(one), span_of(other)
    as_high = one.peak is None or other.peak is None or one.peak >= other.peak
    return one.severity <= other.severity and as_high and start <= begins and ends <= end


class Track:
    """Occurrences of one kind and one who, sorted."""

    __slots__ = ("_longest", "_spans")

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._spans = sorted(((*span_of(hit), hit) for hit in hits), key=lambda one: one[:2])
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def sharing(self, span: Span) -> Iterator[Hit]:
        """Give those that share time with a range."""
        at = bisect_left(self._spans, (span[0] - self._longest,))
        while at < len(self._spans) and self._spans[at][0] <= span[1]:
            start, end, hit = self._spans[at]
            if shares((start, end), span):
                yield hit
            at += 1

    def covered(self, hit: Hit) -> bool:
        """Tell whether an occurrence is not new: one of these covers its time, as severe, with at least its peak."""
        return any(covers(one, hit) for one in self.sharing(span_of(hit)))

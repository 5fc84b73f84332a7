"""What an edit does to the conflicts, by the definitions of conflicts.md ("Fixes").

An occurrence is new if before the change none of that kind and who, as severe and with at least its peak, covered its
time. A conflict is cleared if nothing of its kind and who is left at its occurrences. It is eased if it is not
cleared, and at its occurrences nowhere more is left than there was, nor with a higher peak, and somewhere less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.groups import in_order
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.effects.part import Found
from pmdesk.schedule.effects.track import Span, Track, span_of
from pmdesk.schedule.load import hundredths

Key = tuple[str, str, tuple[str, ...]]
"""What makes a conflict one: its kind, who and items."""
Tracks = Callable[[str, str], Track]
Pair = tuple[Conflict | None, Conflict | None]
"""A conflict as it was and as it would be; None where there is none."""


def key_of(kind: str, hit: Hit) -> Key:
    """Give the conflict to which an occurrence belongs."""
    return kind, hit.who, hit.items


@dataclass(frozen=True)
class Difference:
    """The occurrences that an edit takes away and those that it adds, beside what was there (``before``)."""

    removed: Found
    added: Found
    before: Tracks

    @cached_property
    def _added(self) -> Mapping[tuple[str, str], Track]:
        by_who: dict[tuple[str, str], list[Hit]] = {}
        for (kind, hit), count in self.added.items():
            by_who.setdefault((kind, hit.who), []).extend([hit] * count)
        return {at: Track(hits, self.before(*at).place) for at, hits in by_who.items()}

    @cached_property
    def new(self) -> tuple[tuple[str, Hit], ...]:
        """The occurrences that are new, with their kinds."""
        return tuple(one for one in self.added if not self.before(one[0], one[1].who).covered(one[1]))

    @property
    def worst(self) -> int | None:
        """The severity of the worst new occurrence, None where nothing is new."""
        return min((hit.severity for _, hit in self.new), default=None)

    def _left(self, kind: str, who: str, span: Span, was: list[Hit]) -> list[Hit]:
        """Give what of a kind and who is left, after the edit, of what there was in a time, and what has come."""
        found = list(was)
        for hit in dict.fromkeys(was):
            for _ in range(self.removed.get((kind, hit), 0)):
                found.remove(hit)
        track = self._added.get((kind, who))
        return found + (list(track.sharing(span)) if track else [])

    def on(self, kind: str, hits: tuple[Hit, ...]) -> str:
        """Tell what becomes of a conflict with these occurrences: ``clears``, ``eases``, or nothing (empty)."""
        less = anything = False
        for hit in hits:
            track = self.before(kind, hit.who)
            span = span_of(hit, track.place)
            was = list(track.sharing(span))
            left = self._left(kind, hit.who, span, was)
            anything |= bool(left)
            count, peak = len(left) - len(was), _highest(left) - _highest(was)
            if count > 0 or peak > 0:
                return ""
            less |= count < 0 or peak < 0
        if not anything:
            return "clears"
        return "eases" if less else ""


def _highest(hits: list[Hit]) -> int:
    """Give the highest peak among some occurrences, in hundredths as they are shown."""
    return max((hundredths(hit.peak) for hit in hits if hit.peak is not None), default=0)


@dataclass(frozen=True)
class Effect:
    """What an edit does: conflicts that it clears and eases (as they were), and those that it makes (as they will be).

    ``worst`` is the severity of the worst new occurrence, None where nothing is new. A conflict is made if it has a new
    occurrence; one that only comes to lie elsewhere is made there, and not among the cleared. ``changed`` are those
    that are told otherwise than they were, each as it was and as it would be (None: not there); ``hits`` are the
    occurrences, as they would be, of those that get others (none where it is gone). ``portfolio`` is as it would be,
    ``conflicts`` are all that there would be, in order.
    """

    cleared: tuple[Conflict, ...]
    eased: tuple[Conflict, ...]
    made: tuple[Conflict, ...]
    worst: int | None
    portfolio: Portfolio
    all_of: Callable[[], list[Conflict]]
    pairs_of: Callable[[], Iterable[Pair]]
    hits: Mapping[Key, Sequence[Hit]]
    difference: Difference

    @cached_property
    def changed(self) -> tuple[Pair, ...]:
        """The conflicts that are told otherwise than they were."""
        return tuple(self.pairs_of())

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """All conflicts that there would be, as ``find`` gives them."""
        return in_order(self.all_of())

    @cached_property
    def begun(self) -> tuple[Conflict, ...]:
        """The conflicts that there would be and are not; waived ones don't count."""
        found = [now for was, now in self.changed if _counts(now) and not _counts(was)]
        return tuple(in_order(one for one in found if one is not None))

    @cached_property
    def ended(self) -> tuple[Conflict, ...]:
        """The conflicts that there are and would not be; waived ones don't count."""
        found = [was for was, now in self.changed if _counts(was) and not _counts(now)]
        return tuple(in_order(one for one in found if one is not None))


def _counts(one: Conflict | None) -> bool:
    return one is not None and one.waived is None

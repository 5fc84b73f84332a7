"""What an edit does to the conflicts, by the definitions of conflicts.md ("Fixes").

An occurrence is new if before the change none of that kind and who, as severe and with at least its peak, covered its
time. A conflict is cleared if nothing of its kind and who is left at its occurrences. It is eased if it is not
cleared, and at its occurrences nowhere more is left than there was, nor with a higher peak, and somewhere less.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.groups import in_order
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.effects.found import Found, Key, Settled, key_of
from pmdesk.schedule.effects.track import Span, Track, span_of
from pmdesk.schedule.load import hundredths

Whose = tuple[str, str]
"""A kind and a who."""
Tracks = Callable[[str, str], Track]
Pair = tuple[Conflict | None, Conflict | None]
"""A conflict as it was and as it would be; None where there is none."""


class Difference:
    """The occurrences that an edit takes away and those that it adds, beside what was there (``before``)."""

    def __init__(self, removed: Found, added: Found, before: Tracks, settled: Settled | None = None) -> None:
        self.removed, self.added, self.before = removed, added, before
        self.settled = settled or Settled()
        self._gone: Mapping[Whose, list[Hit]] | None = None
        self._come: dict[Whose, Track] = {}

    @cached_property
    def new(self) -> tuple[tuple[str, Hit], ...]:
        """The occurrences that are new, with their kinds."""
        found = list(self.settled.new)
        for kind, hit in self.added:
            if kind not in self.settled.kinds and not self.before(kind, hit.who).covered(hit):
                found.append((kind, hit))
        return tuple(found)

    @property
    def worst(self) -> int | None:
        """The severity of the worst new occurrence, None where nothing is new."""
        return min((hit.severity for _, hit in self.new), default=None)

    def _sort(self) -> Mapping[Whose, list[Hit]]:
        """Sort out what goes and what comes by kind and who, once it is asked for."""
        if self._gone is None:
            self._come = {at: Track(hits, self.before(*at).place) for at, hits in _by_who(self.added).items()}
            self._gone = _by_who(self.removed)
        return self._gone

    def _left(self, at: Whose, span: Span, was: list[Hit]) -> list[Hit]:
        """Give what of a kind and who is left, after the edit, of what there was in a time, and what has come."""
        found, gone = list(was), self._sort().get(at)
        for hit in gone or ():
            if hit in found:
                found.remove(hit)
        track = self._come.get(at)
        return found + track.sharing(span) if track is not None else found

    def on(self, kind: str, hits: tuple[Hit, ...]) -> str:
        """Tell what becomes of a conflict with these occurrences: ``clears``, ``eases``, or nothing (empty)."""
        less = anything = False
        for hit in hits:
            track = self.before(kind, hit.who)
            span = span_of(hit, track.place)
            was = track.sharing(span)
            left = self._left((kind, hit.who), span, was)
            if len(left) > len(was):
                return ""
            if not left:
                less |= bool(was)
                continue
            anything = True
            peak = _highest(left) - _highest(was)
            if peak > 0:
                return ""
            less |= len(left) < len(was) or peak < 0
        if not anything:
            return "clears"
        return "eases" if less else ""


def _by_who(found: Found) -> dict[Whose, list[Hit]]:
    by_who: dict[Whose, list[Hit]] = {}
    for kind, hit in found:
        by_who.setdefault((kind, hit.who), []).append(hit)
    return by_who


def _highest(hits: list[Hit]) -> int:
    """Give the highest peak among some occurrences, in hundredths as they are shown."""
    if len(hits) == 1:
        return hundredths(hits[0].peak or 0)
    return max([hundredths(hit.peak) for hit in hits if hit.peak is not None], default=0)


class Counted(Protocol):
    """The conflicts as they are."""

    @property
    def hits(self) -> Mapping[Key, list[Hit]]:
        """The occurrences of each."""
        ...

    @property
    def told(self) -> Mapping[Key, Conflict]:
        """All of them, each in words."""
        ...

    def occurrences(self, key: Key) -> tuple[Hit, ...]:
        """Give the occurrences of a conflict, sorted."""
        ...

    def conflict_of(self, key: Key) -> Conflict:
        """Give one in words."""
        ...


class Effect:
    """What an edit does: the conflicts that it clears, eases and makes; ``portfolio`` is as it would be.

    Which they are (``clears``, ``eases``, ``makes``) is told apart from their words (``cleared`` and ``eased`` as they
    were, ``made`` as they will be), for those take several times as long. A conflict is made if it has a new
    occurrence; one that only comes to lie elsewhere is made there, and not among the cleared.

    All is worked out when first asked for. ``tell`` puts some occurrences of a conflict into words, ``renamed`` gives
    the conflicts whose words may change though their occurrences don't.
    """

    def __init__(
        self, before: Counted, portfolio: Portfolio, difference: Difference,
        tell: Callable[[Key, list[Hit]], Conflict], renamed: Callable[[], Collection[Key]],
    ) -> None:  # fmt: skip
        self.portfolio, self.difference = portfolio, difference
        self._before, self._tell, self._renamed = before, tell, renamed
        self._told: dict[Key, Conflict] = {}

    @cached_property
    def hits(self) -> Mapping[Key, Sequence[Hit]]:
        """The occurrences, as they would be, of the conflicts that get others; none where one is gone."""
        found: dict[Key, list[Hit]] = {}
        known = self._before.hits
        for kind, hit in self.difference.removed:
            key = key_of(kind, hit)
            if key not in found:
                found[key] = list(known[key])
            found[key].remove(hit)
        for kind, hit in self.difference.added:
            key = key_of(kind, hit)
            if key not in found:
                found[key] = list(known.get(key, ()))
            found[key].append(hit)
        return found

    @property
    def worst(self) -> int | None:
        """The severity of the worst new occurrence, None where nothing is new."""
        return self.difference.worst

    @cached_property
    def _fates(self) -> Mapping[Key, str]:
        found = dict(self.difference.settled.fates)
        for kind, hit in self.difference.removed:
            if kind not in self.difference.settled.kinds and (key := key_of(kind, hit)) not in found:
                found[key] = self.difference.on(kind, self._before.occurrences(key))
        return found

    @cached_property
    def clears(self) -> tuple[Key, ...]:
        """Which conflicts it clears."""
        return tuple(key for key, fate in self._fates.items() if fate == "clears" and not self.hits[key])

    @cached_property
    def eases(self) -> tuple[Key, ...]:
        """Which conflicts it eases."""
        return tuple(key for key, fate in self._fates.items() if fate == "eases")

    @cached_property
    def makes(self) -> tuple[Key, ...]:
        """Which conflicts it makes."""
        return tuple(dict.fromkeys(key_of(kind, hit) for kind, hit in self.difference.new))

    # -- in words ------------------------------------------------------------------------------------------------

    @cached_property
    def cleared(self) -> tuple[Conflict, ...]:
        """The conflicts that it clears, as they were."""
        return tuple(in_order(map(self._before.conflict_of, self.clears)))

    @cached_property
    def eased(self) -> tuple[Conflict, ...]:
        """The conflicts that it eases, as they were."""
        return tuple(in_order(map(self._before.conflict_of, self.eases)))

    @cached_property
    def made(self) -> tuple[Conflict, ...]:
        """The conflicts that it makes, as they will be."""
        return tuple(in_order(map(self._then, self.makes)))

    @cached_property
    def changed(self) -> tuple[Pair, ...]:
        """The conflicts that are told otherwise than they were, each as it was and as it would be."""
        return tuple(self._pairs())

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """All conflicts that there would be, as ``find`` gives them."""
        other = self._other()
        kept = [one for key, one in self._before.told.items() if key not in other]
        return in_order(kept + [self._then(key) for key in other if self.hits.get(key, True)])

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

    def _other(self) -> Mapping[Key, object]:
        """Give the conflicts that may be told otherwise."""
        return {**dict.fromkeys(self._renamed()), **self.hits}

    def _pairs(self) -> Iterator[Pair]:
        for key in self._other():
            was = self._before.conflict_of(key) if key in self._before.hits else None
            now = self._then(key) if self.hits.get(key, True) else None
            if was != now:
                yield was, now

    def _then(self, key: Key) -> Conflict:
        if key not in self._told:
            self._told[key] = self._tell(key, list(self.hits.get(key) or self._before.hits[key]))
        return self._told[key]


def _counts(one: Conflict | None) -> bool:
    return one is not None and one.waived is None

"""Double bookings, and ways from one site to another, around the occurrences that an edit moves.

Of everybody who takes part, what overlaps a moved occurrence, where it was and where it will be, is looked at, and what
overlaps that, and so on; and what is near enough to travel from. Everything else collides as it did.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from pmdesk.schedule.conflicts.rules import double_booking, travel
from pmdesk.schedule.conflicts.scene import Happening, Party
from pmdesk.schedule.effects.found import Found, apart
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.near import Near
from pmdesk.schedule.effects.part import Part
from pmdesk.schedule.effects.touched import Touched
from pmdesk.schedule.instants import DAY

T = TypeVar("T")
Span = tuple[int, int]
_NOBODY = Party([], 0)


def differences(index: Index, after: Part, touched: Touched) -> tuple[Found, Found]:
    """Give the conflicts among occurrences that an edit takes away and those that it adds (in ``after``)."""
    if not touched.events:
        return [], []
    crowds = Crowds(index, after, touched)
    was: Found = []
    will: Found = []
    for who in dict.fromkeys([*crowds.was, *crowds.will]):
        for before, then in (crowds.bookings(who), crowds.ways() if who == "me" else ([], [])):
            was += before
            will += then
    return apart(was, will)


class Crowds:
    """The occurrences of the events that an edit concerns, by who, as they were and as they will be.

    Events are numbered as in the whole scene, those that are new behind them.
    """

    def __init__(self, index: Index, after: Part, touched: Touched) -> None:
        self.index, self.after, self.touched = index, after, touched
        self.scene = index.scene
        self.was: dict[str, list[Happening]] = {}
        self.will: dict[str, list[Happening]] = {}
        self._rows = dict(enumerate(after.events, len(self.scene.events)))
        """The events as they will be, by number."""
        for key in touched.events:
            number = index.numbers.get(key)
            if number is not None:
                _add(self.was, self.scene.attendants[number], self.scene.happenings[number])
        for place, row in enumerate(after.events):
            if row.key in touched.events:
                number = index.numbers.get(row.key, len(self.scene.events) + place)
                self._rows[number] = row
                found = [Happening(start, end, number, soft) for start, end, _, soft in after.happenings[place]]
                _add(self.will, after.attendants[place], found)

    # -- double bookings -----------------------------------------------------------------------------------------

    def bookings(self, who: str) -> tuple[Found, Found]:
        """Give the double bookings of one who around what moves, before and after."""
        was, will = self.was.get(who, []), self.will.get(who, [])
        if who in self.index.wide:
            return self._far(who)
        gone, come = (was, will) if who in self.touched.who else _apart(was, will)
        if not gone and not come:
            return [], []
        party, scene = self.scene.parties.get(who, _NOBODY), self.scene
        hulls = _hulls(party, [one[:2] for one in (*gone, *come)])
        if hulls[0][0] <= scene.opens - DAY or max(end for _, end in hulls) >= scene.closes + DAY:
            return self._far(who)
        before = [one for hull in hulls for one in party.overlapping(*hull)]
        after = sorted([*_without(before, gone), *come])
        refs, kind, among = self._refs(before, come), double_booking.KIND, double_booking.among
        return (
            [(kind, hit) for hit in among(scene, who, before, refs)],
            [(kind, hit) for hit in among(self.after, who, after, refs)],
        )

    def _far(self, who: str) -> tuple[Found, Found]:
        """Give all double bookings of one who: one reaches further than what was looked at."""
        whole = zip(self.scene.events, self.scene.attendants, strict=True)
        near = Near(events={*self.touched.events, *(row.key for row, whos in whole if who in whos)})
        return self._all_of(who, self._before(near)), self._all_of(who, self._then(near))

    def _before(self, near: Near) -> Part:
        return Part(self.index.portfolio, self.index, near, self.touched)

    def _then(self, near: Near) -> Part:
        return Part(self.after.portfolio, self.index, near, self.touched)

    @staticmethod
    def _all_of(who: str, part: Part) -> Found:
        happenings = part.parties.get(who, _NOBODY).happenings
        return [(double_booking.KIND, hit) for hit in double_booking.of_who(part, who, happenings)]

    # -- from site to site ---------------------------------------------------------------------------------------

    def ways(self) -> tuple[Found, Found]:
        """Give my ways from one site to another around what moves, before and after."""
        was = [(one, site) for one in self.was.get("me", ()) if (site := self._site(one.event))]
        will = [(one, site) for one in self.will.get("me", ()) if (site := self._site_then(one.event))]
        gone, come = ([one for one, _ in part] for part in _apart(was, will))
        if not gone and not come:
            return [], []
        spans = [(start - travel.HOUR, end + travel.HOUR) for start, end, *_ in (*gone, *come)]
        near = _near(self.scene.parties.get("me", _NOBODY), spans)
        before = [one for one in near if self._site(one.event)]
        after = sorted([*_without(before, gone), *come])
        refs, kind, between = self._refs(before, come), travel.KIND, travel.between
        sites = {number: self._site(number) for number in {one.event for one in before}}
        then = {number: self._site_then(number) for number in {one.event for one in after}}
        return (
            [(kind, hit) for hit in between(self.scene, before, sites, refs)],
            [(kind, hit) for hit in between(self.after, after, then, refs)],
        )

    def _site(self, number: int) -> str | None:
        return self.scene.events[number].site

    def _site_then(self, number: int) -> str | None:
        return self._rows[number].site if number in self._rows else self._site(number)

    def _refs(self, before: Iterable[Happening], come: Iterable[Happening]) -> Mapping[int, str]:
        known = self.scene.refs
        numbers = {one.event for part in (before, come) for one in part}
        return {number: known[number] if number < len(known) else self._rows[number].ref for number in numbers}


def _add(found: dict[str, list[Happening]], whos: Iterable[str], happenings: list[Happening]) -> None:
    for who in whos:
        if not who.startswith("client/"):
            found.setdefault(who, []).extend(happenings)


def _apart(was: list[T], will: list[T]) -> tuple[list[T], list[T]]:
    """Give what is only in the one, and what is only in the other."""
    if was == will:
        return [], []
    before, after = Counter(was), Counter(will)
    if before.keys().isdisjoint(after):
        return was, will
    return list((before - after).elements()), list((after - before).elements())


def _without(rows: Iterable[T], gone: Collection[T]) -> list[T]:
    """Give some rows without those that go."""
    less, kept = Counter(gone), []
    for one in rows:
        if less.get(one):
            less[one] -= 1
        else:
            kept.append(one)
    return kept


def _near(party: Party, spans: Iterable[Span]) -> list[Happening]:
    """Give the occurrences that share time with any of some spans, sorted, each once."""
    rows, places = party.happenings, set[int]()
    for start, end in spans:
        at = bisect_left(rows, (start - party.longest,))
        while at < len(rows) and rows[at].start < end:
            if rows[at].end > start:
                places.add(at)
            at += 1
    return [rows[at] for at in sorted(places)]


def _hulls(party: Party, spans: Iterable[Span]) -> list[Span]:
    """Give the stretches, sorted and apart, in which lies whatever overlaps some spans, or overlaps that, and so on."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span[0] < found[-1][1]:
            span = _both(found.pop(), span)
        span = _closed(party, span)
        while found and span[0] < found[-1][1]:
            span = _closed(party, _both(found.pop(), span))
        found.append(span)
    return found


def _both(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])


def _closed(party: Party, span: Span) -> Span:
    """Widen a stretch until nothing reaches over its edges."""
    while True:
        wide = span
        for one in party.overlapping(*span):
            wide = _both(wide, one[:2])
        if wide == span:
            return span
        span = wide

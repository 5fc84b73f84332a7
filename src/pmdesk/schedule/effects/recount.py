"""Conflicts counted once, and counted again for an edit only where it touches.

The rows that an edit concerns, and those that their conflicts can hang on, are held against the rules as they were and
as they would be. What comes out the same is left; the rest is what the edit takes away and what it adds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from pmdesk.portfolio import Change, Portfolio, Window, layered, what_if
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.groups import Group, after_waiver, conflict_id, distinct, in_order
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.rules import RULES, double_booking
from pmdesk.schedule.effects.effect import Difference, Effect, Key, Pair, key_of
from pmdesk.schedule.effects.hours import Hours
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.near import near
from pmdesk.schedule.effects.part import Found, found_in
from pmdesk.schedule.effects.piles import Piles
from pmdesk.schedule.effects.telling import Memory, Teller
from pmdesk.schedule.effects.touched import Touched, touched_by
from pmdesk.schedule.effects.track import Track, span_of
from pmdesk.schedule.instants import DAY, Zone, zone


class Recount:
    """The conflicts of a portfolio in a window, and what any list of changes would do to them.

    ``with_`` are proposed engagements that count. Made once for a portfolio; ``after`` takes a time that does not
    depend on its size, unless the profile changes, for then everything may.
    """

    def __init__(self, portfolio: Portfolio, window: Window, with_: Collection[str] = frozenset()) -> None:
        self.portfolio, self.window, self.with_ = portfolio, window, frozenset(with_)
        self.index = Index(portfolio, window, self.with_)
        self.hits: dict[Key, list[Hit]] = {}
        for kind, rule in RULES.items():
            for hit in rule(self.index.scene):
                self.hits.setdefault(key_of(kind, hit), []).append(hit)
        self.index.wide = frozenset(self._reaching())
        self._tracks: dict[tuple[str, str], Track] = {}
        self._memory = Memory()

    def _reaching(self) -> Iterator[str]:
        """Give who has a double booking that reaches further than a day around the window."""
        first, last = self.index.scene.opens - DAY, self.index.scene.closes + DAY
        for (kind, who, _), hits in self.hits.items():
            if kind == double_booking.KIND:
                spans = (span_of(hit, self.index.scene.zone) for hit in hits)
                if any(start <= first or end >= last for start, end in spans):
                    yield who

    # -- as it is ------------------------------------------------------------------------------------------------

    @cached_property
    def ids(self) -> Mapping[str, Key]:
        """What each id stands for."""
        return {conflict_id(*key): key for key in self.hits}

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """All conflicts that there are, as ``find`` gives them."""
        return in_order(self._by_key.values())

    @cached_property
    def _by_key(self) -> Mapping[Key, Conflict]:
        tell = Teller(self.portfolio, self._memory).tell
        return {key: tell(key, hits) for key, hits in self.hits.items()}

    def conflict_of(self, key: Key) -> Conflict:
        """Give one conflict as it is."""
        if "_by_key" in self.__dict__:
            return self._by_key[key]
        return Teller(self.portfolio, self._memory).tell(key, self.hits[key])

    def group(self, key: Key, effect: Effect | None = None) -> Group | None:
        """Give the occurrences of a conflict, as they are or after an edit, without waived ones; None if none."""
        portfolio = effect.portfolio if effect is not None else self.portfolio
        hits = self.hits.get(key, ()) if effect is None else effect.hits.get(key, self.hits.get(key, ()))
        if not hits:
            return None
        return after_waiver(Group(*key, distinct(list(hits))), portfolio.waivers, zone(portfolio.profile.timezone))

    def occurrences(self, key: Key) -> tuple[Hit, ...]:
        """Give the occurrences of a conflict, waived ones included."""
        return distinct(self.hits[key])

    def track(self, kind: str, who: str) -> Track:
        """Give all occurrences of one kind and one who."""
        if (kind, who) not in self._tracks:
            self._tracks[kind, who] = Track(self._of_who.get((kind, who), ()), self._place(who))
        return self._tracks[kind, who]

    def _place(self, who: str) -> Zone:
        """Give the zone of a who; an engagement is where its client is, one that is only to come where I am."""
        portfolio, (head, _, key) = self.portfolio, who.partition("/")
        if head == "engagement":
            deal = portfolio.engagements.get(key)
            head, key = ("client", deal.client) if deal else ("", "")
        rows: Mapping[str, object] = portfolio.vendors if head == "vendor" else portfolio.clients
        known = key in rows and head in {"client", "vendor"}
        return zone(portfolio.zone_of(f"{head}/{key}")) if known else zone(portfolio.profile.timezone)

    @cached_property
    def _of_who(self) -> Mapping[tuple[str, str], list[Hit]]:
        found: dict[tuple[str, str], list[Hit]] = {}
        for (kind, who, _), hits in self.hits.items():
            found.setdefault((kind, who), []).extend(hits)
        return found

    @cached_property
    def _hours(self) -> Hours:
        return Hours(self.index)

    @cached_property
    def _piles(self) -> Piles:
        return Piles(self.index)

    @cached_property
    def _naming(self) -> Mapping[str, list[Key]]:
        """The conflicts that name a ref, as an item or as who."""
        found: dict[str, list[Key]] = {}
        for key in self.hits:
            for ref in {key[1], *key[2]}:
                found.setdefault(ref, []).append(key)
        return found

    # -- as it would be ------------------------------------------------------------------------------------------

    def after(self, changes: Iterable[Change]) -> Effect:
        """Work out what some changes do; they must leave the portfolio valid."""
        changes = tuple(changes)
        touched = touched_by(self.index, changes)
        if touched.everything:
            return self._all_over(changes)
        portfolio = layered(self.portfolio, changes)
        difference = self._difference(portfolio, touched)
        fresh = touched.refs()
        renamed = {key for ref in fresh for key in self._naming.get(ref, ())}
        renamed |= {self.ids[one] for one in touched.waivers if one in self.ids}
        return self._effect(portfolio, difference, renamed, Teller(portfolio, self._memory, fresh))

    def difference(self, changes: Iterable[Change]) -> Difference:
        """Give the occurrences that go and those that come with an edit: quicker than all of its effect."""
        changes = tuple(changes)
        touched = touched_by(self.index, changes)
        if touched.everything:
            return self.after(changes).difference
        return self._difference(layered(self.portfolio, changes), touched)

    def _difference(self, portfolio: Portfolio, touched: Touched) -> Difference:
        rows = near(self.index, portfolio, touched)
        was = found_in(self.index.portfolio, self.index, rows, touched)
        will = found_in(portfolio, self.index, rows, touched)
        gone, come = was - will, will - was
        for less, more in (self._hours.differences(portfolio, touched), self._piles.differences(portfolio, touched)):
            gone.update(less)
            come.update(more)
        return Difference(gone, come, self.track)

    def _all_over(self, changes: Iterable[Change]) -> Effect:
        return self.beside(Recount(what_if(self.portfolio, changes), self.window, self.with_))

    def beside(self, other: Recount) -> Effect:
        """Tell what lies between these conflicts and those of another portfolio, over the same window."""
        was, will = self._counted(), other._counted()
        difference = Difference(was - will, will - was, self.track)
        return self._effect(other.portfolio, difference, set(self.hits), Teller(other.portfolio, Memory()))

    def _counted(self) -> Found:
        return Counter((key[0], hit) for key, hits in self.hits.items() for hit in hits)

    def _effect(self, portfolio: Portfolio, difference: Difference, renamed: set[Key], teller: Teller) -> Effect:
        changed = self._changed(difference)
        made = dict.fromkeys(key_of(kind, hit) for kind, hit in difference.new)
        told: dict[Key, Conflict] = {}

        def then(key: Key) -> Conflict:
            if key not in told:
                told[key] = teller.tell(key, changed.get(key) or self.hits[key])
            return told[key]

        def all_of() -> list[Conflict]:
            kept = [one for key, one in self._by_key.items() if key not in changed and key not in renamed]
            return kept + [then(key) for key in {**dict.fromkeys(renamed), **changed} if changed.get(key, True)]

        def pairs() -> Iterator[Pair]:
            for key in {**dict.fromkeys(renamed), **changed}:
                was = self.conflict_of(key) if key in self.hits else None
                now = then(key) if changed.get(key, True) else None
                if was != now:
                    yield was, now

        lost = dict.fromkeys(key_of(kind, hit) for kind, hit in difference.removed)
        fates = {key: difference.on(key[0], self.occurrences(key)) for key in lost}
        gone = [key for key in lost if fates[key] == "clears" and not changed[key]]
        return Effect(
            cleared=tuple(in_order(self.conflict_of(key) for key in gone)),
            eased=tuple(in_order(self.conflict_of(key) for key in lost if fates[key] == "eases")),
            made=tuple(in_order(then(key) for key in made)),
            worst=difference.worst,
            portfolio=portfolio,
            all_of=all_of,
            pairs_of=pairs,
            hits=changed,
            difference=difference,
        )

    def _changed(self, difference: Difference) -> dict[Key, list[Hit]]:
        """Give the occurrences after the edit of each conflict that it changes; none where it is gone."""
        counts: dict[Key, Counter[Hit]] = {}
        for found, step in ((difference.removed, -1), (difference.added, 1)):
            for (kind, hit), number in found.items():
                key = key_of(kind, hit)
                if key not in counts:
                    counts[key] = Counter(self.hits.get(key, ()))
                counts[key][hit] += step * number
        return {key: list((+count).elements()) for key, count in counts.items()}

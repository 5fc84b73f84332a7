"""Conflicts counted once, and counted again for an edit only where it touches.

The rows that an edit concerns, and those that their conflicts can hang on, are held against the rules as they were and
as they would be. What comes out the same is left; the rest is what the edit takes away and what it adds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property

from pmdesk.portfolio import Change, Portfolio, Window, layered, what_if
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.groups import Group, after_waiver, conflict_id, distinct, in_order
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.rules import RULES, double_booking, pile_up
from pmdesk.schedule.effects import crowds
from pmdesk.schedule.effects.effect import Difference, Effect
from pmdesk.schedule.effects.found import Found, Key, apart, key_of
from pmdesk.schedule.effects.hours import Hours
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.near import near
from pmdesk.schedule.effects.part import Part, found_in
from pmdesk.schedule.effects.piles import Piles
from pmdesk.schedule.effects.telling import Memory, Teller
from pmdesk.schedule.effects.touched import Touched, touched_by
from pmdesk.schedule.effects.track import MIXED, Track, span_of
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
        self._told: dict[Key, Conflict] = {}

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
        return in_order(self.told.values())

    @property
    def told(self) -> Mapping[Key, Conflict]:
        """All conflicts that there are."""
        if len(self._told) < len(self.hits):
            tell = Teller(self.portfolio, self._memory).tell
            self._told = {key: self._told.get(key) or tell(key, hits) for key, hits in self.hits.items()}
        return self._told

    def conflict_of(self, key: Key) -> Conflict:
        """Give one conflict as it is."""
        if key not in self._told:
            self._told[key] = Teller(self.portfolio, self._memory).tell(key, self.hits[key])
        return self._told[key]

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
            self._tracks[kind, who] = Track(
                self._of_who.get((kind, who), ()), self._place(who) if kind in MIXED else None
            )
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
        return Piles(self.index, self._of_who.get((pile_up.KIND, "me"), ()))

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
        teller = cache(lambda: Teller(portfolio, self._memory, touched.refs()))
        return Effect(
            self, portfolio, difference, lambda key, hits: teller().tell(key, hits), lambda: self._renamed(touched)
        )  # fmt: skip

    def difference(self, changes: Iterable[Change]) -> Difference:
        """Give the occurrences that go and those that come with an edit: quicker than all of its effect."""
        changes = tuple(changes)
        touched = touched_by(self.index, changes)
        if touched.everything:
            return self.after(changes).difference
        return self._difference(layered(self.portfolio, changes), touched)

    def _difference(self, portfolio: Portfolio, touched: Touched) -> Difference:
        index = self.index
        rows = near(index, portfolio, touched)
        after = Part(portfolio, index, rows, touched)
        gone, come = apart(found_in(Part(self.portfolio, index, rows, touched), rows), found_in(after, rows))
        less, more, settled = self._piles.differences(portfolio, touched)
        for fewer, others in (
            (less, more), self._hours.differences(portfolio, touched), crowds.differences(index, after, touched)
        ):  # fmt: skip
            gone += fewer
            come += others
        return Difference(gone, come, self.track, settled)

    def _renamed(self, touched: Touched) -> Collection[Key]:
        """Give the conflicts whose words may change though their occurrences don't, each once."""
        found = dict.fromkeys(key for ref in touched.refs() for key in self._naming.get(ref, ()))
        return [*found, *(key for one in touched.waivers if (key := self.ids.get(one)) and key not in found)]

    def _all_over(self, changes: Iterable[Change]) -> Effect:
        return self.beside(Recount(what_if(self.portfolio, changes), self.window, self.with_))

    def beside(self, other: Recount) -> Effect:
        """Tell what lies between these conflicts and those of another portfolio, over the same window."""
        gone, come = apart(self._all(), other._all())
        teller = Teller(other.portfolio, Memory())
        return Effect(self, other.portfolio, Difference(gone, come, self.track), teller.tell, lambda: self.hits)

    def _all(self) -> Found:
        return [(key[0], hit) for key, hits in self.hits.items() for hit in hits]

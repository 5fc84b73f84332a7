"""Where fixes are found: the portfolio, its conflicts, and a second look further ahead than was asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cached_property

from pmdesk.errors import InputError
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.groups import conflict_id
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.scene import Scene
from pmdesk.schedule.effects import Recount
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes.fix import Candidate, Fix, Stream, Ways
from pmdesk.schedule.instants import DAY

AHEAD = 120
"""Days beyond the window that are searched where the portfolio holds everything."""
TRIES = 40
"""So many candidates of one way are held against the schedule."""
ALL_TRIES = 400
"""So many of all ways, before what is found is enough."""
ENOUGH = 16
"""So many fixes are enough for anybody to choose from; a pile of a hundred milestones has more."""


class Bench:
    """The fixes of a window's conflicts; made once for a portfolio.

    A fix is sought as far as the portfolio was read, and makes nothing new that is as bad in any of it.
    """

    def __init__(self, portfolio: Portfolio, window: Window, with_: Collection[str] = frozenset()) -> None:
        self.portfolio, self.window, self.with_ = portfolio, window, frozenset(with_)
        self.today = portfolio.today
        self.recount = Recount(portfolio, window, with_)
        self._tries = 0

    @cached_property
    def reach(self) -> Window:
        """The days in which something may be moved."""
        held = self.portfolio.window or self.window.wider(AHEAD)
        return Window(min(held.first, self.window.first), max(held.last, self.window.last))

    @cached_property
    def _further(self) -> Recount:
        if self.reach == self.window:
            return self.recount
        return Recount(self.portfolio, self.reach, self.with_)

    @property
    def scene(self) -> Scene:
        """What takes part, as far as is searched."""
        return self._further.index.scene

    def key(self, id_: str) -> Key:
        """Give the kind, who and items of a conflict; InputError if there is none of this id in the window."""
        key = self.recount.ids.get(id_)
        if key is None:
            raise InputError(f"there is no conflict {id_}", "pmdesk conflicts lists them")
        return key

    def hits(self, key: Key) -> tuple[Hit, ...]:
        """Give the occurrences of a conflict in the window."""
        return self.recount.occurrences(key)

    def conflict(self, id_: str) -> Conflict:
        """Give a conflict by its id; InputError if there is none."""
        return self.recount.conflict_of(self.key(id_))

    @property
    def soonest(self) -> date:
        """The first day to which something may be moved."""
        return max(self.today, self.reach.first)

    def is_ahead(self, first: date, last: date | None = None) -> bool:
        """Tell whether days lie where something may be moved to."""
        return self.soonest <= first and (last or first) <= self.reach.last

    @property
    def instants(self) -> tuple[int, int]:
        """The instants between which something may be moved."""
        place = self.scene.zone
        return place.midnight(self.soonest), place.after(self.reach.last)

    def found(self, key: Key, ways: Ways) -> list[tuple[Candidate, Fix]]:
        """Give what the ways out of a conflict have, until that is enough."""
        self._tries = 0
        found: list[tuple[Candidate, Fix]] = []
        for streams in ways:
            found += self._tried(key, streams)
            if len(found) >= ENOUGH or self._tries >= ALL_TRIES:
                break
        return found

    def _tried(self, key: Key, streams: Iterable[Stream]) -> list[tuple[Candidate, Fix]]:
        """Give what the first stream that has an answer has: its nearest fix, and the nearest that makes nothing."""
        for stream in streams:
            found: list[tuple[Candidate, Fix]] = []
            for number, candidate in enumerate(stream):
                if number >= TRIES:
                    break
                self._tries += 1
                fix = self._weighed(key, candidate)
                if fix is not None and (not found or not fix.makes):
                    found.append((candidate, fix))
                if fix is not None and not fix.makes:
                    break
            if found:
                return found
        return []

    def _weighed(self, key: Key, candidate: Candidate) -> Fix | None:
        """Hold a candidate against the schedule; None if it neither clears nor eases, or makes something as bad."""
        hits = self.hits(key)
        severity = min(hit.severity for hit in hits)
        seen = self.recount.difference(candidate.changes)
        effect = seen.on(key[0], hits)
        if not effect or (seen.worst is not None and seen.worst <= severity):
            return None
        if self._further is not self.recount:
            worst = self._further.difference(candidate.changes).worst
            if worst is not None and worst <= severity:
                return None
        outcome = self.recount.after(candidate.changes)
        clears = tuple(sorted(one.id for one in outcome.cleared))
        if effect == "clears" and conflict_id(*key) not in clears:
            return None  # it only comes to lie elsewhere, less severe
        return Fix(
            candidate.changes, candidate.words, effect, clears, tuple(sorted(one.id for one in outcome.made)), outcome
        )  # fmt: skip


def seconds(days: timedelta) -> int:
    """Give how far something moves, whichever way."""
    return abs(days.days) * DAY + days.seconds if days.days >= 0 else seconds(-days)

"""Ways out of a client's conflicts as it may see them: edits of its own things alone, told without anybody else.

They are sought on the whole portfolio, for a way out that runs into somebody else is none; what comes out here names
nothing that the client may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pmdesk.audience.allowed import ALLOWED
from pmdesk.audience.conflicts import Key, redacted, seen_key, teller
from pmdesk.errors import InputError
from pmdesk.model import Assignment, Blackout, Engagement, Event, Milestone, Noun, Override, columns_of
from pmdesk.portfolio import Change, Portfolio, Put, row_of
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.groups import Group, conflict_id, in_order
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.effects.found import key_of
from pmdesk.schedule.fixes import Bench, Fix, fixes
from pmdesk.schedule.fixes.fix import Candidate

MOVED: Mapping[type[Noun], frozenset[str]] = {
    Milestone: frozenset({"due"}),
    Event: frozenset({"start", "end", "rrule", "exdates"}),
    Override: frozenset({"start", "end", "status"}),
    Assignment: frozenset({"start", "end"}),
    Engagement: frozenset({"start", "end"}),
    Blackout: frozenset({"start", "end"}),
}
"""What a way out may change under a lock: when the client's own things are, never hours, crews or vendors."""


@dataclass(frozen=True, slots=True)
class SeenFix:
    """A fix, what becomes of the conflict by it, and the conflicts that it clears, eases and makes as they are seen."""

    fix: Fix
    effect: str
    cleared: tuple[Conflict, ...]
    eased: tuple[Conflict, ...]
    made: tuple[Conflict, ...]


class ClientBench:
    """Where a client's ways out are sought: a bench, with all its conflicts by what the client sees of them."""

    def __init__(self, bench: Bench, client: str) -> None:
        self.bench, self.client = bench, client

    @cached_property
    def _parts(self) -> Mapping[Key, list[Key]]:
        found: dict[Key, list[Key]] = {}
        for key in self.bench.recount.hits:
            if (seen := seen_key(self.bench.portfolio, key, self.client)) is not None:
                found.setdefault(seen, []).append(key)
        return found

    @cached_property
    def _ids(self) -> Mapping[str, Key]:
        return {conflict_id(*key): key for key in self._parts}

    def parts(self, id_: str) -> list[Key]:
        """Give the conflicts that a seen one stands for; InputError if there is none of this id."""
        if id_ not in self._ids:
            raise InputError(f"there is no conflict {id_}")
        return self._parts[self._ids[id_]]

    def conflict(self, id_: str) -> Conflict:
        """Give a conflict as it is seen."""
        groups = [group for key in self.parts(id_) if (group := self.bench.recount.group(key)) is not None]
        return teller(self.bench.portfolio, self.client)(redacted(self.bench.portfolio, groups, self.client)[0])

    def hits(self, id_: str) -> tuple[Hit, ...]:
        """Give the occurrences of all that a seen conflict stands for."""
        return tuple(hit for key in self.parts(id_) for hit in self.bench.recount.occurrences(key))

    def fixes(self, id_: str, heard: Callable[[int], None] | None = None) -> list[SeenFix]:
        """Give the ways out of a seen conflict that change nothing but when the client's own things are."""
        parts, hits = self.parts(id_), self.hits(id_)
        once: dict[frozenset[Change], Fix] = {}
        for key in parts:
            found = fixes(
                self.bench.portfolio, self.bench.window, conflict_id(*key), bench=self.bench, heard=heard,
                may=self._may,
            )  # fmt: skip
            for fix in found:
                once.setdefault(frozenset(fix.changes), fix)
        told = [self._told(fix, parts[0][0], hits) for fix in once.values()]
        kept = [one for one in told if one.effect and not any(made.id == id_ for made in one.made)]
        return sorted(kept, key=lambda one: one.effect != "clears")

    def _told(self, fix: Fix, kind: str, hits: tuple[Hit, ...]) -> SeenFix:
        """Tell what a fix does, as the client sees it."""
        effect, recount, client = fix.outcome, self.bench.recount, self.client
        fresh = {seen_key(effect.portfolio, key_of(one, hit), client) for one, hit in effect.difference.new}
        whose = {key: seen_key(effect.portfolio, key, client) for key in effect.hits}
        keys = {part for seen in whose.values() if seen is not None for part in self._parts.get(seen, ())}
        keys |= {key for key, seen in whose.items() if seen is not None}
        was = self._seen(self.bench.portfolio, [recount.group(key) for key in keys])
        now = self._seen(effect.portfolio, [recount.group(key, effect) for key in keys])
        made = tuple(one for key, one in now.items() if key in fresh)
        gone = tuple(one for key, one in was.items() if key not in now)
        less = tuple(one for key, one in was.items() if key in now and key not in fresh and _less(now[key], one))
        verdict = effect.difference.on(kind, hits)
        return SeenFix(fix, verdict, *(tuple(in_order(part)) for part in (gone, less, made)))

    def _seen(self, portfolio: Portfolio, groups: list[Group | None]) -> dict[Key, Conflict]:
        tell = teller(portfolio, self.client)
        shown = redacted(portfolio, [group for group in groups if group is not None], self.client)
        return {(group.kind, group.who, group.items): tell(group) for group in shown}

    def _may(self, candidate: Candidate) -> bool:
        """Tell whether a candidate changes nothing but when the client's own things are."""
        return all(self._is_own(change) for change in candidate.changes)

    def _is_own(self, change: Change) -> bool:
        noun = change.noun
        if not isinstance(change, Put) or noun not in MOVED:
            return False
        before = row_of(self.bench.portfolio, noun, change.identity)
        if before is None and noun is not Override:
            return False
        rows = [row for row in (before, change.row) if row is not None]
        if any(_client_of(self.bench.portfolio, row) != self.client for row in rows):
            return False
        names = columns_of(noun) if before is not None else ()
        changed = {name for name in names if getattr(before, name) != getattr(change.row, name)}
        return changed <= MOVED[noun] & frozenset(ALLOWED[noun])


def _less(now: Conflict, was: Conflict) -> bool:
    return now.occurrences != was.occurrences


def _client_of(portfolio: Portfolio, row: Noun) -> str | None:
    """Give the client that a row is of; None for mine and what is a vendor's."""
    if isinstance(row, Override):
        event = portfolio.events.get(row.event)
        return _client_of(portfolio, event) if event is not None else None
    if isinstance(row, Blackout):
        return row.who.removeprefix("client/") if row.who.startswith("client/") else None
    if isinstance(row, Engagement):
        return row.client
    work = getattr(row, "engagement", None)
    return portfolio.client_of(work) if work else None


__all__ = ["ClientBench", "SeenFix"]

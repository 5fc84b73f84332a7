"""The changes that are checked together, and the rows whose validity hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TypeVar, cast

from pmdesk.model import (
    Action,
    Assignment,
    Client,
    Engagement,
    Event,
    Milestone,
    Noun,
    Override,
    Profile,
    RaidItem,
    Site,
)
from pmdesk.portfolio.changes import Change, Put
from pmdesk.portfolio.lookup import Identity, Lookup, MemoryLookup
from pmdesk.portfolio.validity.problem import Cause, Problem

N = TypeVar("N", bound=Noun)
Known = Callable[[type[Noun], Identity], bool]

_HANGING: tuple[tuple[type[Noun], str, type[Noun], str], ...] = (
    (Engagement, "end", Assignment, "engagement"),
    (Engagement, "client", Milestone, "engagement"),
    (Engagement, "client", Action, "engagement"),
    (Engagement, "client", RaidItem, "engagement"),
    (Engagement, "client", Event, "engagement"),
    (Site, "client", Assignment, "site"),
    (Site, "client", Milestone, "site"),
    (Site, "client", Event, "site"),
)
"""When a row of the first noun changes by its column, rows of the other that name it must be looked at again."""


class Batch:
    """What is put and what is removed, the state after it, and the rows near by that it concerns."""

    def __init__(self, changes: Sequence[Change], after: Lookup, known: Known) -> None:
        """Sort the changes by noun; the last change of a row counts."""
        self.after, self.known = after, known
        self.puts: dict[type[Noun], dict[Identity, Noun]] = {}
        self.removed: dict[tuple[type[Noun], Identity], None] = {}
        for is_put, group in groupby(changes, lambda change: isinstance(change, Put)):
            if is_put:
                self._put_all(group)
                continue
            for change in group:
                self.puts.get(change.noun, {}).pop(change.identity, None)
                self.removed[change.noun, change.identity] = None
        self._near: dict[type[Noun], dict[Identity, tuple[Noun, Cause]]] = {}
        self._zones: dict[str | None, str] = {}
        self._are_put: dict[type[Noun], bool] = {}
        self._gather()

    def _put_all(self, changes: Iterable[Change]) -> None:
        rows: Iterator[Noun] = map(attrgetter("row"), changes)
        for kind, group in groupby(rows, type):
            noun: type[Noun] = kind
            same = list(group)
            identities = list(map(noun.IDENTIFY, same))
            self.puts.setdefault(noun, {}).update(zip(identities, same, strict=True))
            for identity in identities if self.removed else ():
                self.removed.pop((noun, identity), None)

    def put(self, noun: type[N]) -> list[N]:
        """Give the rows of a noun that are put."""
        return cast("list[N]", list(self.puts.get(noun, {}).values()))

    def rows(self, noun: type[N]) -> list[N]:
        """Give the rows of a noun that are put, and those that hang on what is changed."""
        near = [row for row, _ in self._near.get(noun, {}).values()]
        return self.put(noun) + cast("list[N]", near)

    def get(self, noun: type[N], key: str | None) -> N | None:
        """Give a row by its key as it is after the changes."""
        return self.after.get(noun, (key,)) if key else None

    def problem(self, row: Noun, column: str, message: str, also: tuple[str, ...] = ()) -> Problem:
        """Say what is wrong with a row."""
        noun, identity = type(row), row.identity
        near = self._near.get(noun, {}).get(identity)
        return Problem(row.ref, noun, identity, column, message, also, near[1] if near else None)

    def zone_of(self, event: Event) -> str:
        """Give the zone in which an event's wall times stand: its own, the client's, the profile's."""
        if event.timezone:
            return event.timezone
        if event.engagement not in self._zones:
            engagement = self.get(Engagement, event.engagement)
            client = self.get(Client, engagement.client) if engagement else None
            profile = self.after.get(Profile, ())
            mine = profile.timezone if profile else "UTC"
            self._zones[event.engagement] = (client.timezone if client else None) or mine
        return self._zones[event.engagement]

    def _gather(self) -> None:
        for noun, column, other, name in _HANGING:
            if self._are_all_put(other):
                continue
            for row in self.puts.get(noun, {}).values():
                self._add(other, self.after.where(other, name, row.identity[0]), (noun, row.identity, column))
        for client in self.put(Client) if not self._are_all_put(Event) else ():
            cause: Cause = (Client, client.identity, "timezone")
            for engagement in self.after.where(Engagement, "client", client.key):
                events = self.after.where(Event, "engagement", engagement.key)
                self._add(Event, (event for event in events if not event.timezone), cause)
        if self.puts.get(Profile) and not self._are_all_put(Event):
            self._add(Event, self.after.where(Event, "timezone", None), (Profile, (), "timezone"))
        for event in self.rows(Event) if not self._are_all_put(Override) else ():
            of_event = self._near.get(Event, {}).get((event.key,))
            cause = of_event[1] if of_event else (Event, event.identity, "rrule")
            self._add(Override, self.after.where(Override, "event", event.key), cause)

    def _are_all_put(self, noun: type[Noun]) -> bool:
        """Tell of rows that are all in memory whether each is put: then none hangs on what is put beside it."""
        if noun not in self._are_put:
            after, put = self.after, self.puts.get(noun, {})
            self._are_put[noun] = isinstance(after, MemoryLookup) and after.table(noun).keys() <= put.keys()
        return self._are_put[noun]

    def _add(self, noun: type[Noun], rows: Iterable[Noun], cause: Cause) -> None:
        if not rows:
            return
        put, identify = self.puts.get(noun, {}), noun.IDENTIFY
        for row in rows:
            identity = identify(row)
            if identity not in put:
                self._near.setdefault(noun, {}).setdefault(identity, (row, cause))

"""Indexes over a portfolio and its scene, made once, by which the neighbours of a row are found."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from pmdesk.model import Blackout
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.conflicts.scene import Scene

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _gathered(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


class Index:
    """Keys of rows by what connects them; each index is made when first asked for."""

    def __init__(self, portfolio: Portfolio, window: Window, with_: frozenset[str] = frozenset()) -> None:
        self.portfolio, self.window, self.with_ = portfolio, window, with_
        self.scene = Scene(portfolio, window, with_)
        self.wide: frozenset[str] = frozenset()
        """Who has a double booking that reaches further than a day around the window."""

    @cached_property
    def open_due(self) -> Mapping[date, list[str]]:
        """Milestones that take part, open and in the window, by the day on which they are due."""
        return _gathered((row.due, row.key) for row in self.scene.milestones)

    @cached_property
    def successors(self) -> Mapping[str, list[str]]:
        """Milestones by their predecessors."""
        rows = self.portfolio.milestones.items()
        return _gathered((item.key, key) for key, row in rows for item in row.after)

    @cached_property
    def owned(self) -> Mapping[str, list[str]]:
        """Milestones by their owner, as the row has it."""
        return _gathered((row.owner, key) for key, row in self.portfolio.milestones.items())

    @cached_property
    def contacts_of(self) -> Mapping[str, list[str]]:
        """Contacts by whose they are."""
        return _gathered((row.of, key) for key, row in self.portfolio.contacts.items())

    @cached_property
    def work_of(self) -> Mapping[str, list[str]]:
        """Assignments by vendor."""
        return _gathered((row.vendor, key) for key, row in self.portfolio.assignments.items())

    @cached_property
    def events_of(self) -> Mapping[str, list[str]]:
        """Events by vendor."""
        return _gathered((vendor, key) for key, row in self.portfolio.events.items() for vendor in row.vendors)

    @cached_property
    def blackouts_of(self) -> Mapping[str, list[Blackout]]:
        """Blackouts by who."""
        return _gathered((row.who, row) for row in self.portfolio.blackouts.values())

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place in ``scene.events`` of each event that takes part."""
        return {row.key: number for number, row in enumerate(self.scene.events)}

"""A scene of a few rows out of a portfolio, with what is known of the whole one where that still holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from pmdesk.model import Assignment, Blackout, Engagement, Event, Milestone, Noun, Vendor
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.rules import ROWS, RULES, double_booking, overload, pile_up, travel
from pmdesk.schedule.conflicts.scene import Happening, Scene
from pmdesk.schedule.effects.found import Found
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.near import Near
from pmdesk.schedule.effects.touched import Touched

N = TypeVar("N")
_APART = frozenset({overload.KIND, pile_up.KIND, double_booking.KIND, travel.KIND})
"""Kinds that hang on more than one row and those that it names; they are worked out apart."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a portfolio, with the engagements and vendors that they name."""

    engagements: Mapping[str, Engagement]
    vendors: Mapping[str, Vendor]
    milestones: Mapping[str, Milestone]
    events: Mapping[str, Event]
    assignments: Mapping[str, Assignment]
    blackouts: Mapping[str, Blackout]


def _some(rows: Mapping[str, N], keys: Iterable[str]) -> dict[str, N]:
    found = {}
    for key in keys:
        row = rows.get(key)
        if row is not None:
            found[key] = row
    return found


def rows_of(portfolio: Portfolio, near: Near) -> Rows:
    """Give the rows of these keys."""
    milestones = _some(portfolio.milestones, near.milestones)
    events = _some(portfolio.events, near.events)
    assignments = _some(portfolio.assignments, near.assignments)
    deals = {row.engagement for row in milestones.values()} | {row.engagement for row in assignments.values()}
    vendors = {row.vendor for row in assignments.values()}
    for row in events.values():
        vendors.update(row.vendors)
        if row.engagement:
            deals.add(row.engagement)
    return Rows(
        _some(portfolio.engagements, deals), _some(portfolio.vendors, vendors), milestones, events, assignments,
        _some(portfolio.blackouts, near.blackouts),
    )  # fmt: skip


class Part(Scene):
    """A scene of some rows; the occurrences of events that no change concerns are those of the whole scene."""

    def __init__(self, portfolio: Portfolio, index: Index, near: Near, touched: Touched) -> None:
        super().__init__(portfolio, index.window, index.with_)
        self.held = rows_of(portfolio, near)
        self.index = index
        own = portfolio is index.portfolio
        self._changed: Collection[str] = () if own else touched.events
        if own or not touched.who:
            self.calendars = index.scene.calendars

    @cached_property
    def happenings(self) -> list[list[Happening]]:
        """The occurrences of each of ``events`` in the window and a day around it."""
        first, last = self.opens - 86_400, self.closes + 86_400
        known, numbers = self.index.scene.happenings, self.index.numbers
        return [
            self.happenings_of(number, first, last)
            if row.key in self._changed or row.key not in numbers
            else [Happening(one[0], one[1], number, one[3]) for one in known[numbers[row.key]]]
            for number, row in enumerate(self.events)
        ]


def found_in(scene: Part, near: Near) -> Found:
    """Find the conflicts of some rows, but for those of the kinds that are worked out apart."""
    return [(kind, hit) for kind in _kinds_of(near.nouns) for hit in RULES[kind](scene)]


@cache
def _kinds_of(nouns: frozenset[type[Noun]]) -> tuple[str, ...]:
    """Give the kinds that there may be among rows of some nouns, but for those that are worked out apart."""
    return tuple(kind for kind, rows in ROWS.items() if kind not in _APART and not rows.isdisjoint(nouns))

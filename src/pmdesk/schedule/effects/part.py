"""A scene of a few rows out of a portfolio, with what is known of the whole one where that still holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import TypeVar

from pmdesk.model import Noun, Vendor
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.rules import ROWS, RULES, overload, pile_up
from pmdesk.schedule.conflicts.scene import Happening, Scene
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.near import Near
from pmdesk.schedule.effects.touched import Touched

N = TypeVar("N")
Found = Counter[tuple[str, Hit]]
_APART = frozenset({overload.KIND, pile_up.KIND})
"""Kinds that are summed up over everything, or over a whole day, and worked out apart."""


def _some(rows: Mapping[str, N], keys: Iterable[str]) -> dict[str, N]:
    found = ((key, rows.get(key)) for key in keys)
    return {key: row for key, row in found if row is not None}


def part_of(portfolio: Portfolio, rows: Near) -> Portfolio:
    """Give the portfolio with none but these rows, and the engagements and vendors that they name."""
    milestones = _some(portfolio.milestones, rows.milestones)
    events = _some(portfolio.events, rows.events)
    assignments = _some(portfolio.assignments, rows.assignments)
    blackouts = _some(portfolio.blackouts, rows.blackouts)
    deals = {row.engagement for row in milestones.values()} | {row.engagement for row in assignments.values()}
    deals |= {row.engagement for row in events.values() if row.engagement}
    return replace(
        portfolio,
        engagements=_some(portfolio.engagements, deals),
        milestones=milestones,
        events=events,
        assignments=assignments,
        blackouts=blackouts,
        overrides=_some(portfolio.overrides, events),
        vendors=_vendors(portfolio, [row.vendor for row in assignments.values()], events, blackouts),
    )


def _vendors(
    portfolio: Portfolio, keys: list[str], events: Mapping[str, object], blackouts: Mapping[str, object]
) -> dict[str, Vendor]:
    wanted = set(keys)
    for key in events:
        wanted.update(portfolio.events[key].vendors)
    whos = (portfolio.blackouts[key].who for key in blackouts)
    wanted.update(who.removeprefix("vendor/") for who in whos if who.startswith("vendor/"))
    return _some(portfolio.vendors, wanted)


class Part(Scene):
    """A scene of some rows; the occurrences of events that no change concerns are those of the whole scene."""

    def __init__(self, portfolio: Portfolio, index: Index, changed: Collection[str], *, same_calendars: bool) -> None:
        super().__init__(portfolio, index.window, index.with_)
        self._index, self._changed = index, changed
        if same_calendars:
            self.calendars = index.scene.calendars

    @cached_property
    def happenings(self) -> list[list[Happening]]:
        """The occurrences of each of ``events`` in the window and a day around it."""
        first, last = self._index.scene.opens - 86_400, self._index.scene.closes + 86_400
        known, numbers = self._index.scene.happenings, self._index.numbers
        return [
            self.happenings_of(number, first, last)
            if row.key in self._changed or row.key not in numbers
            else [Happening(one[0], one[1], number, one[3]) for one in known[numbers[row.key]]]
            for number, row in enumerate(self.events)
        ]


def found_in(portfolio: Portfolio, index: Index, rows: Near, touched: Touched) -> Found:
    """Find the conflicts among some rows, but for those that are summed up."""
    own = portfolio is index.portfolio
    changed: Collection[str] = () if own else touched.events
    scene = Part(part_of(portfolio, rows), index, changed, same_calendars=own or not touched.who)
    return Counter((kind, hit) for kind in _kinds_of(rows.nouns) for hit in RULES[kind](scene))


@cache
def _kinds_of(nouns: frozenset[type[Noun]]) -> tuple[str, ...]:
    """Give the kinds that there may be among rows of some nouns, but for those that are summed up."""
    return tuple(kind for kind, rows in ROWS.items() if kind not in _APART and not rows.isdisjoint(nouns))

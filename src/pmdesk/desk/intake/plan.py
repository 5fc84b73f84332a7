"""What an import would do: each item with its changes, what is left out, and what holds it to the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pmdesk.exchange.ics.reading.trouble import Trouble
from pmdesk.model import Noun, Override
from pmdesk.model.valid import faults
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.portfolio.validity import Lookup, Overlay, Problem, check

ACTS = ("new", "changed", "cancelled", "unchanged")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one item: one of ACTS, the row that it is (empty: none), and the changes that make it so.

    ``before`` is when it was, where that was another time.
    """

    act: str
    ref: str
    title: str
    when: str
    line: int
    changes: tuple[Change, ...] = ()
    before: str = ""

    def __str__(self) -> str:
        """Give it as a line for people."""
        when = f"{self.before} → {self.when}" if self.before else self.when
        return f"{self.act:<9}  {self.ref or '-'}  {when}  {self.title}"


@dataclass(slots=True)
class Plan:
    """All that an import would do."""

    outcomes: list[Outcome] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        """All changes, in order."""
        return [change for outcome in self.outcomes for change in outcome.changes]


def held_to_rules(plan: Plan, rows: Lookup) -> Plan:
    """Leave out the items whose rows the rules refuse, and say why; the rest goes in."""
    kept: list[Outcome] = []
    troubles = list(plan.troubles)
    for outcome in plan.outcomes:
        wrong = [f"{name} {words}" for row in _put(outcome) for name, words in faults(row)]
        if wrong:
            troubles.append(Trouble(outcome.line, wrong[0]))
        else:
            kept.append(outcome)
    while problems := _problems(kept, rows):
        for outcome in [one for one in kept if id(one) in problems]:
            troubles.append(Trouble(outcome.line, problems[id(outcome)]))
        kept = [one for one in kept if id(one) not in problems]
    return replace(plan, outcomes=kept, troubles=sorted(troubles))


def _put(outcome: Outcome) -> list[Noun]:
    return [change.row for change in outcome.changes if isinstance(change, Put)]


def _problems(outcomes: Sequence[Outcome], rows: Lookup) -> dict[int, str]:
    changes = [change for outcome in outcomes for change in outcome.changes]
    found = check(changes, Overlay(rows, changes)) if changes else []
    if not found:
        return {}
    makers = {(change.noun, change.identity): id(one) for one in outcomes for change in one.changes}
    return {_maker(problem, makers, outcomes): f"{problem.column} {problem.message}" for problem in reversed(found)}


def _maker(problem: Problem, makers: dict[tuple[type[Noun], tuple[Any, ...]], int], outcomes: Sequence[Outcome]) -> int:
    """Tell the item that made a row wrong; where that can't be told any that changes something must go."""
    known = [(problem.noun, problem.identity)] + ([problem.cause[:2]] if problem.cause else [])
    for at in known:
        if at in makers:
            return makers[at]
    return next(id(one) for one in outcomes if one.changes)


def overrides_of(key: str, wanted: Iterable[Override], stored: Iterable[Override]) -> list[Change]:
    """Give the changes that leave an event with just the overrides that are wanted."""
    new = {row.identity: row for row in wanted}
    old = {row.identity: row for row in stored}
    gone: list[Change] = [Remove(Override, known) for known in old if known not in new]
    return gone + [Put(row) for known, row in new.items() if old.get(known) != row]

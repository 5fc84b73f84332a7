"""One rule a module, each with its definition as its docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pmdesk.model import Noun
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.rules import (
    blackout,
    dependency,
    double_booking,
    exclusivity,
    non_working_day,
    outside_hours,
    outside_term,
    overbooked,
    overload,
    pile_up,
    travel,
)
from pmdesk.schedule.conflicts.scene import Scene

_ALL = (
    double_booking, overbooked, exclusivity, overload, blackout, non_working_day, outside_term, dependency, pile_up,
    outside_hours, travel,
)  # fmt: skip

RULES: Mapping[str, Callable[[Scene], Iterable[Hit]]] = {rule.KIND: rule.hits for rule in _ALL}
"""All rules by kind, in the order of conflicts.md."""

ROWS: Mapping[str, frozenset[type[Noun]]] = {rule.KIND: rule.ROWS for rule in _ALL}
"""What each rule is about: where there is no row of these nouns, it finds nothing."""

OF_OCCURRENCES = frozenset(rule.KIND for rule in (double_booking, blackout, outside_term, outside_hours, travel))
"""The rules that look at occurrences of events."""

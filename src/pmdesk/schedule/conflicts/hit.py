"""One occurrence of a conflict as a rule finds it, not yet grouped."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

HIGH, MEDIUM, LOW = 0, 1, 2
"""Severities as places in ``SEVERITIES``; the worst is the least."""


class Hit(NamedTuple):
    """One occurrence: dated (days, both included) or timed (instants, the end excluded).

    ``items`` are refs, sorted as text. ``peak`` and ``limit`` are exact.
    """

    who: str
    items: tuple[str, ...]
    start: int | date
    end: int | date
    severity: int
    peak: Fraction | int | None = None
    limit: Fraction | int | None = None


def pair(one: str, other: str) -> tuple[str, ...]:
    """Give two refs as items; one and the same is one item."""
    if one == other:
        return (one,)
    return (one, other) if one < other else (other, one)

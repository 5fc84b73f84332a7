"""What a template holds. Offsets are working days of the client, from an anchor or from the engagement's end.

0 is the anchor itself, or the first working day after it; a negative offset counts back.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

START, END = "start", "end"
"""What an offset may count from: the anchor, or the last day of the engagement."""


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone to be made: ``key`` names it within the template, ``after`` its predecessors there, with lags.

    ``owner`` is ``me``, ``client`` or ``vendor``, the one for whom the template is used.
    """

    key: str
    title: str
    at: int
    of: str = START
    kind: str = "deliverable"
    owner: str = "me"
    after: tuple[str, ...] = ()
    acceptance: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """An action to be made; without ``at`` it has no day. ``tags`` with start or closing put it on a checklist."""

    title: str
    at: int | None = None
    of: str = START
    owner: str = "me"
    tags: tuple[str, ...] = ()
    milestone: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A KPI or SLA to be agreed."""

    name: str
    target: Decimal
    unit: str = ""
    direction: str = "at-least"
    warning: Decimal | None = None
    period: str = "monthly"
    sla: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """A RAID item to begin with."""

    title: str
    type: str = "risk"
    probability: int | None = None
    impact: int | None = None
    response: str | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Rollout:
    """How sites are visited, from ``at`` working days after the anchor on.

    ``days`` working days each, ``gap`` working days between waves, ``crews`` at once (None: the vendor's capacity).
    """

    at: int = 0
    days: int = 1
    gap: int = 0
    crews: int | None = None
    role: str = "installation"
    title: str = "live"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A template. ``term`` is its length in working days from the anchor, None for an open end."""

    name: str
    about: str = ""
    term: int | None = None
    weekly_hours: Decimal | None = None
    budget_hours: Decimal | None = None
    notice_days: int | None = None
    report_every: str | None = None
    report_day: str | None = None
    objective: str = ""
    milestones: tuple[Step, ...] = ()
    actions: tuple[Todo, ...] = ()
    measures: tuple[Measure, ...] = ()
    risks: tuple[Risk, ...] = ()
    rollout: Rollout | None = None

"""What a report says, as its template gets it: days as dates, everything else in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmdesk.portfolio import Window
from pmdesk.reports.layout import Timeline
from pmdesk.reports.moves import Changes


@dataclass(frozen=True, slots=True)
class LightView:
    """One light: ``schedule``, ``measures`` or ``risks``, its level, and what makes it so."""

    name: str
    level: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone: ``ends`` is the day it was done or is due, ``slip`` says how far that is from ``baseline``."""

    key: str
    title: str
    kind: str
    baseline: date
    ends: date
    slip: str
    state: str
    owner: str
    site: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure: ``target`` and ``value`` with unit, the ``values`` of its last periods, oldest first, and its line.

    ``points`` are those of an SVG polyline in a box of 80 by 20; empty where there are fewer than two.
    """

    name: str
    is_sla: bool
    target: str
    value: str
    day: date | None
    state: str
    trend: str
    values: tuple[str, ...]
    points: str


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk or an issue: ``weight`` is its exposure, 0 to 25."""

    type: str
    title: str
    weight: int
    owner: str
    response: str
    plan: str
    review: date | None
    escalated_to: str


@dataclass(frozen=True, slots=True)
class AskView:
    """Something that is wanted or will be: a decision, an action, a milestone; ``what`` says which."""

    what: str
    title: str
    owner: str
    due: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """One engagement of a report.

    ``gone`` is the share of its term that has passed, empty for an open end. ``before`` is the day of the last report
    on it, None where this is the first. Of ``milestones`` those are listed that matter now, ``later`` counts the rest.
    """

    key: str
    name: str
    status: str
    objective: str
    start: date
    end: date | None
    gone: str
    level: str
    lights: tuple[LightView, ...]
    before: date | None
    level_before: str
    changes: Changes
    done: tuple[MilestoneView, ...]
    milestones: tuple[MilestoneView, ...]
    later: int
    payments: tuple[MilestoneView, ...]
    measures: tuple[MeasureView, ...]
    risks: tuple[RiskView, ...]
    more_risks: int
    decisions: tuple[AskView, ...]
    waiting: tuple[AskView, ...]
    coming: tuple[AskView, ...]


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status report: whose, of which days, how it stands, and its engagements.

    ``level`` is the light of the whole; where it was set by hand ``reason`` says why, and ``computed`` what the
    thresholds say.
    """

    scope: str
    title: str
    client: str
    color: str
    day: date
    period: Window
    next: Window
    level: str
    computed: str
    reason: str
    parts: tuple[PartView, ...]
    timeline: Timeline

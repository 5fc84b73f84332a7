"""Milestones against their baseline: kept, late, slipped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmdesk.model import Milestone

DONE, CANCELLED, LATE, AT_RISK, SLIPPED, ON_TRACK = "done", "cancelled", "late", "at-risk", "slipped", "on-track"
STATES = (LATE, AT_RISK, SLIPPED, ON_TRACK, DONE, CANCELLED)
"""From what needs attention most to what needs none."""
_OVER = frozenset({DONE, CANCELLED})


@dataclass(frozen=True, slots=True)
class Promise:
    """A milestone on a day.

    ``baseline`` is what was promised first (the due where none was kept), ``ends`` the day it was done or is due,
    ``slip`` the days from the one to the other, negative where it is early. Open ones are ``late`` where they are due
    before the day, else ``at-risk`` by their status, else ``slipped`` where they are due after their baseline.
    """

    milestone: Milestone
    baseline: date
    ends: date
    slip: int
    state: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to be delivered."""
        return self.state not in _OVER

    @property
    def is_kept(self) -> bool:
        """Whether it was done by its baseline."""
        return self.state == DONE and self.slip <= 0


def promise(row: Milestone, today: date) -> Promise:
    """Hold a milestone against its baseline."""
    baseline = row.baseline or row.due
    ends = (row.done_on or row.due) if row.status == "done" else row.due
    slip = (ends - baseline).days
    return Promise(row, baseline, ends, slip, _state(row, slip, today))


def _state(row: Milestone, slip: int, today: date) -> str:
    if row.status in _OVER:
        return row.status
    if row.due < today:
        return LATE
    if row.status == AT_RISK:
        return AT_RISK
    return SLIPPED if slip > 0 else ON_TRACK


def promises(rows: Iterable[Milestone], today: date) -> list[Promise]:
    """Hold milestones against their baselines, in the order of their day, then key."""
    return sorted([promise(row, today) for row in rows], key=lambda one: (one.ends, one.milestone.key))

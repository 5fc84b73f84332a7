"""What a vendor's record shows: promises kept, slip, service levels; from what was delivered, not from opinion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.promises import DONE, LATE, Promise, promises
from pmdesk.schedule.scores import Score


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A vendor on a day, from the milestones that it or its people own and from its measures.

    Of ``due`` milestones (done ones, and open ones that are late) it kept ``kept``: done by their baseline; ``on_time``
    is kept ÷ due, None where nothing was due yet. ``slip`` is the median of the days from the baseline to the day it
    was done (late ones: to the day), ``worst`` the most of them; early ones count below zero, None where nothing was
    due. ``late`` are the keys of those that are late, ``sla_met`` of ``sla_measured`` measurements of its SLAs reached
    their target. ``clients`` are the keys of those whom it owes an open milestone.
    """

    vendor: str
    due: int
    kept: int
    on_time: Fraction | None
    slip: Fraction | None
    worst: int | None
    late: tuple[str, ...]
    sla_met: int
    sla_measured: int
    clients: tuple[str, ...]


def scorecard(portfolio: Portfolio, vendor: str, scores: Iterable[Score], today: date) -> Scorecard:
    """Give a vendor's record; the portfolio must hold all of its milestones."""
    who = f"vendor/{vendor}"
    own = [row for row in portfolio.milestones.values() if portfolio.stands_for(row.owner) == who]
    held = promises(own, today)
    due = [one for one in held if one.state in {DONE, LATE}]
    slips = [_days(one, today) for one in due]
    kept = sum(one.is_kept for one in due)
    service = [one for one in scores if one.kpi.vendor == vendor and one.kpi.sla]
    return Scorecard(
        vendor,
        len(due),
        kept,
        Fraction(kept, len(due)) if due else None,
        Fraction(median(slips)) if slips else None,
        max(slips, default=None),
        tuple(one.milestone.key for one in due if one.state == LATE),
        sum(one.met for one in service),
        sum(one.measured for one in service),
        tuple(sorted({portfolio.client_of(one.milestone.engagement) for one in held if one.is_open})),
    )


def _days(one: Promise, today: date) -> int:
    """Give the days of slip; what is late has slipped up to today at least."""
    return one.slip if one.state == DONE else max(one.slip, (today - one.baseline).days)

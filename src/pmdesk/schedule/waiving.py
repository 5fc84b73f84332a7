"""Accepting a conflict: what is kept of it is its id, a reason, a last day, and how bad it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Context, Decimal

from pmdesk.errors import InputError
from pmdesk.portfolio import Put, Waiver
from pmdesk.schedule.conflicts.conflict import SEVERITIES
from pmdesk.schedule.conflicts.groups import ratio
from pmdesk.schedule.conflicts.hit import Hit

_EXACT = Context(prec=28, rounding=ROUND_CEILING)


def waive(conflict_id: str, hits: Sequence[Hit], reason: str, until: date) -> Put:
    """Give the change that waives a conflict with these occurrences, covered ones included, up to a day.

    How bad it was: the severity of the worst occurrence and the highest peak ÷ limit (the peak where the limit is 0).
    InputError without a reason.
    """
    if not reason.strip():
        raise InputError("a waiver needs a reason", "it is what you will want to know when it runs out")
    return Put(Waiver(conflict_id, reason.strip(), until, SEVERITIES[min(hit.severity for hit in hits)], _worst(hits)))


def _worst(hits: Sequence[Hit]) -> Decimal | None:
    ratios = [ratio(hit) for hit in hits if hit.peak is not None]
    if not ratios:
        return None
    worst = max(ratios)
    return _EXACT.divide(Decimal(worst.numerator), Decimal(worst.denominator))

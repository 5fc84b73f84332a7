"""Overload. Hours of one engagement are lowered in the weeks that have too many, by an allocation.

They go to a later week with room where there is one; else they are given up. Where no engagement alone has enough,
all are lowered alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from pmdesk.model import Engagement
from pmdesk.portfolio import Change
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes import words
from pmdesk.schedule.fixes.allocate import Plan, in_force
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Candidate, Ways
from pmdesk.schedule.load import weeks

_PLACES = Decimal("0.0001")
_QUARTER = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class _Share:
    """What an engagement has in a week: its days of mine in it, and the hours a week in force on them."""

    days: tuple[date, ...]
    hours: tuple[Decimal, ...]
    normal: int

    @property
    def planned(self) -> Fraction:
        return sum((Fraction(value) for value in self.hours), Fraction(0)) / self.normal


def ways(bench: Bench, key: Key) -> Ways:
    """Give the ways out: each engagement alone, those with most hours first, then all of them."""
    hits = bench.hits(key)
    deals = [bench.portfolio.engagements[ref.removeprefix("engagement/")] for ref in key[2]]
    for place, deal in enumerate(sorted(deals, key=lambda row: (-row.weekly_hours, row.key))):
        yield (_shifted(bench, hits, deal, place), _lowered(bench, hits, deal, place))
    if len(deals) > 1:
        yield (_all_lowered(bench, hits, deals),)


def _share(bench: Bench, deal: Engagement, monday: date) -> _Share:
    normal = bench.scene.calendars.of("me").normal_weekdays()
    inside = []
    for weekday in sorted(normal):
        at = monday.toordinal() + weekday
        day = date.fromordinal(min(at, date.max.toordinal()))
        if day.toordinal() == at and deal.start <= day and (deal.end is None or day <= deal.end):
            inside.append(day)
    return _Share(tuple(inside), tuple(in_force(bench.portfolio, deal, day) for day in inside), max(1, len(normal)))


def _monday(hit: Hit) -> date:
    if isinstance(hit.start, int):
        raise TypeError("a week is dated")
    return hit.start


def _excess(hit: Hit) -> Fraction:
    return Fraction(hit.peak or 0) - Fraction(hit.limit or 0)


def _cut(plan: Plan, share: _Share, excess: Fraction) -> Fraction:
    """Lower the hours in force so that a week has so many less; give how many it has less."""
    if share.planned < excess:
        return Fraction(0)
    keep = (share.planned - excess) / share.planned if share.planned else Fraction(0)
    lost = Fraction(0)
    for day, hours in zip(share.days, share.hours, strict=True):
        left = _floor(Fraction(hours) * keep)
        plan.put(day, left)
        lost += (Fraction(hours) - Fraction(left)) / share.normal
    return lost


def _floor(hours: Fraction) -> Decimal:
    """Give hours a week rounded down: to quarters where something is left by that, else to 4 places."""
    exact = Decimal(hours.numerator) / hours.denominator
    coarse = (exact / _QUARTER).to_integral_value(ROUND_FLOOR) * _QUARTER
    return coarse if coarse > 0 else exact.quantize(_PLACES, ROUND_FLOOR)


def _lowered(bench: Bench, hits: Sequence[Hit], deal: Engagement, place: int) -> Iterator[Candidate]:
    """Lower the hours of one engagement in all the weeks."""
    plan = Plan(bench.portfolio, deal)
    lost = Fraction(0)
    for hit in hits:
        share = _share(bench, deal, _monday(hit))
        if share.planned < _excess(hit):
            return
        lost += _cut(plan, share, _excess(hit))
    said = f"lowered {deal.name} by {_number(lost)} h in {_when(bench, hits)}"
    yield Candidate(plan.changes(), said, 2, place)


def _shifted(bench: Bench, hits: Sequence[Hit], deal: Engagement, place: int) -> Iterator[Candidate]:
    """Shift hours of one engagement from each week to the next that has room for them, the same for no two."""
    plan = Plan(bench.portfolio, deal)
    ahead = weeks(bench.portfolio, bench.reach, bench.with_)
    free = {week.monday: week.exact_available - week.exact_planned for week in ahead}
    landed: list[tuple[date, Fraction]] = []
    for hit in hits:
        share = _share(bench, deal, _monday(hit))
        lost = _cut(plan, share, _excess(hit))
        target = _room(bench, deal, free, _monday(hit), lost) if lost else None
        if target is None:
            return
        there = _share(bench, deal, target)
        raised = [_raised(hours, lost, there) for hours in there.hours]
        for day, hours in zip(there.days, raised, strict=True):
            plan.put(day, hours)
        free[target] -= lost
        landed.append((target, lost))
    moved = _number(sum((lost for _, lost in landed), Fraction(0)))
    said = f"shifted {moved} h of {deal.name} from {_when(bench, hits)} to the week of {_landed(bench, landed)}"
    yield Candidate(
        plan.changes(), said, 0, sum((to - _monday(hit)).days for hit, (to, _) in zip(hits, landed, strict=True))
    )


def _raised(hours: Decimal, lost: Fraction, share: _Share) -> Decimal:
    more = lost * share.normal / len(share.days)
    return hours + (Decimal(more.numerator) / more.denominator).quantize(_PLACES, ROUND_FLOOR)


def _room(bench: Bench, deal: Engagement, free: dict[date, Fraction], after: date, lost: Fraction) -> date | None:
    """Give the next week with so many hours to spare in which the engagement has days."""
    for monday in sorted(free):
        if monday > after and monday >= bench.soonest and free[monday] >= lost and _share(bench, deal, monday).days:
            return monday
    return None


def _all_lowered(bench: Bench, hits: Sequence[Hit], deals: Sequence[Engagement]) -> Iterator[Candidate]:
    """Lower all engagements alike to what there is."""
    changes: list[Change] = []
    for deal in deals:
        plan = Plan(bench.portfolio, deal)
        for hit in hits:
            share = _share(bench, deal, _monday(hit))
            _cut(plan, share, share.planned * (1 - Fraction(hit.limit or 0) / Fraction(hit.peak or 1)))
        changes += plan.changes()
    said = f"lowered {', '.join(deal.name for deal in deals)} alike to what there is in {_when(bench, hits)}"
    yield Candidate(tuple(changes), said, 3)


def _when(bench: Bench, hits: Sequence[Hit]) -> str:
    more = f" and {len(hits) - 1} more" if len(hits) > 1 else ""
    return f"the week of {words.day(_monday(hits[0]), bench.today)}{more}"


def _landed(bench: Bench, landed: Sequence[tuple[date, Fraction]]) -> str:
    more = f" and {len(landed) - 1} more" if len(landed) > 1 else ""
    return f"{words.day(landed[0][0], bench.today)}{more}"


def _number(hours: Fraction) -> str:
    return f"{float(hours):.2f}".rstrip("0").rstrip(".")

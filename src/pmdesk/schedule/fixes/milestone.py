"""Moving a milestone to the nearest clear working day.

A day is clear if it is a working day of its client, its owner and me, in no blackout of theirs that concerns
milestones (and no leave of mine), inside the term, and not before its predecessors nor after what its successors allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from pmdesk.model import Milestone
from pmdesk.portfolio import Put
from pmdesk.schedule.fixes import words
from pmdesk.schedule.fixes.bench import Bench, seconds
from pmdesk.schedule.fixes.fix import Candidate, Stream, Ways
from pmdesk.schedule.ripple import ripple

_CARRIED = 6
"""So many days are tried with all that hangs on a milestone: there may be hundreds of them."""


def moves(bench: Bench, key: str) -> Ways:
    """Give the ways to move a milestone: onwards, alone or with its successors, and back."""
    row = bench.portfolio.milestones[key]
    ahead, back = _later(bench, row), _earlier(bench, row)
    yield (
        (_alone(bench, row, day, 0) for day in ahead if is_clear(bench, row, day)),
        _carrying(bench, row, ahead),
        (_alone(bench, row, day, 0) for day in ahead),
    )
    yield (
        (_alone(bench, row, day, 1) for day in back if is_clear(bench, row, day)),
        (_alone(bench, row, day, 1) for day in back),
    )


def earlier(bench: Bench, key: str) -> Sequence[Stream]:
    """Give the way back in time."""
    row = bench.portfolio.milestones[key]
    back = _earlier(bench, row)
    return (
        (_alone(bench, row, day, 1) for day in back if is_clear(bench, row, day)),
        (_alone(bench, row, day, 1) for day in back),
    )


def _later(bench: Bench, row: Milestone) -> list[date]:
    first = max(row.due.toordinal() + 1, bench.soonest.toordinal())
    return [date.fromordinal(day) for day in range(first, bench.reach.last.toordinal() + 1)]


def _earlier(bench: Bench, row: Milestone) -> list[date]:
    last = min(row.due.toordinal() - 1, bench.reach.last.toordinal())
    return [date.fromordinal(day) for day in range(last, bench.soonest.toordinal() - 1, -1)]


def _alone(bench: Bench, row: Milestone, day: date, tier: int) -> Candidate:
    was, now = words.day(row.due, bench.today), words.day(day, bench.today)
    said = f"moved {row.title} from {was} to {now}"
    return Candidate((Put(replace(row, due=day)),), said, tier, seconds(day - row.due))


def _carrying(bench: Bench, row: Milestone, days: Sequence[date]) -> Iterator[Candidate]:
    """Move it with all that hangs on it; days that are clear but for the successors."""
    successors, rows = bench.recount.index.successors, bench.portfolio.milestones
    clear = (day for day in days if is_clear(bench, row, day, alone=False))
    for day in islice(clear, _CARRIED):
        try:
            changes = ripple(
                bench.portfolio, row.key, day, lambda key: [rows[item] for item in successors.get(key, ())],
                calendars=bench.scene.calendars,
            )  # fmt: skip
        except OverflowError:
            return
        if len(changes) > 1:
            alone = _alone(bench, row, day, 0)
            yield replace(alone, changes=changes, words=f"{alone.words} with {len(changes) - 1} after it")


def is_clear(bench: Bench, row: Milestone, day: date, *, alone: bool = True) -> bool:
    """Tell whether a day is clear for a milestone; ``alone`` False leaves its successors out of account."""
    portfolio, scene = bench.portfolio, bench.scene
    deal = portfolio.engagements[row.engagement]
    if day < deal.start or (deal.end is not None and day > deal.end):
        return False
    floor, ceiling = bounds(bench, row)
    if (floor is not None and day.toordinal() < floor) or (alone and ceiling is not None and day.toordinal() > ceiling):
        return False
    whos = dict.fromkeys((f"client/{deal.client}", portfolio.stands_for(row.owner), "me"))
    if not all(scene.calendars.of(who).on(day) for who in whos):
        return False
    return not any(
        off.start <= day <= off.end and (who == "me" or off.concerns != "events")
        for who in whos
        for off in scene.blackouts.get(who, ())
    )


def bounds(bench: Bench, row: Milestone) -> tuple[int | None, int | None]:
    """Give the days (ordinals) between which predecessors and open successors want a milestone; None is open."""
    known = bench.portfolio.milestones
    floors, ceilings = [], []
    for item in row.after:
        first = known.get(item.key)
        if first is not None and first.status != "cancelled":
            floors.append(reached(first).toordinal() + item.lag)
    for key in bench.recount.index.successors.get(row.key, ()):
        after = known[key]
        lag = next(item.lag for item in after.after if item.key == row.key)
        if after.is_open:
            ceilings.append(after.due.toordinal() - lag)
    return max(floors, default=None), min(ceilings, default=None)


def reached(row: Milestone) -> date:
    """Give the day from which those that come after a milestone count: its due, done_on if done."""
    return (row.done_on or row.due) if row.status == "done" else row.due

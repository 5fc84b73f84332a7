"""Who is hit if a vendor slips: the work that runs on, the dates that move with it, and those that come after.

A vendor that slips by some days is that much later with everything that it has not finished: an assignment that runs
ends later, one to come begins and ends later, the open milestones that it or its people own are due later. Whatever is
due before its predecessors then let it (``after`` with its lag) is pushed, as is what comes after that; a milestone of
the same engagement that is due between the old and the new end of the work is overtaken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pmdesk.model import Assignment, Milestone
from pmdesk.portfolio import Change, Portfolio, Put
from pmdesk.schedule.load import takes_part

RUNS_ON, MOVES, PUSHED, OVERTAKEN = "runs on", "moves", "pushed", "overtaken"
"""How something is hit: work that ends later, a date of the vendor's, one after that, one before the work is done."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that is hit: its ref, whose it is, and from which day to which it goes (the same for ``overtaken``)."""

    how: str
    ref: str
    client: str
    engagement: str
    was: date
    now: date


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip does: the vendor's own changes, those that would push what comes after, and all that is hit."""

    own: tuple[Change, ...]
    pushed: tuple[Change, ...]
    hits: tuple[Hit, ...]

    @property
    def clients(self) -> tuple[str, ...]:
        """The keys of the clients that are hit."""
        return tuple(sorted({hit.client for hit in self.hits}))


def slip(portfolio: Portfolio, vendor: str, days: int) -> Slip:
    """Tell what a vendor's slip by some days (1 or more) does, from the portfolio's today on."""
    later = timedelta(days=days)
    work = [row for row in portfolio.assignments.values() if row.vendor == vendor and _counts(portfolio, row)]
    moved = {row.key: shifted for row in work if (shifted := _later(portfolio, row, later)) is not None}
    who = f"vendor/{vendor}"
    own = {
        row.key: row.due + later for row in portfolio.milestones.values()
        if row.is_open and portfolio.stands_for(row.owner) == who and _stands(portfolio, row.engagement)
    }  # fmt: skip
    pushed = _pushed(portfolio, own)
    hits = [_work_hit(portfolio, portfolio.assignments[key], row) for key, row in moved.items()]
    hits += [_date_hit(portfolio, MOVES, key, due) for key, due in own.items() if key not in pushed]
    hits += [_date_hit(portfolio, PUSHED, key, due) for key, due in pushed.items()]
    taken = own.keys() | pushed.keys()
    hits += _overtaken(portfolio, [hit for hit in hits if hit.how == RUNS_ON], taken)
    changes = [*(Put(row) for row in moved.values()), *_moves(portfolio, own)]
    return Slip(tuple(changes), tuple(_moves(portfolio, pushed)), tuple(sorted(hits, key=_order)))


def _order(hit: Hit) -> tuple[str, str, date, str]:
    return hit.client, hit.engagement, hit.was, hit.ref


def _stands(portfolio: Portfolio, engagement: str) -> bool:
    return takes_part(portfolio, portfolio.engagements[engagement], frozenset())


def _counts(portfolio: Portfolio, row: Assignment) -> bool:
    end = portfolio.assignment_end(row)
    over = end is None or end < portfolio.today
    return row.status != "cancelled" and not over and _stands(portfolio, row.engagement)


def _later(portfolio: Portfolio, row: Assignment, later: timedelta) -> Assignment | None:
    end = portfolio.assignment_end(row)
    try:
        start = row.start + later if row.start > portfolio.today else row.start
        return replace(row, start=start, end=end + later) if end else None
    except OverflowError:
        return None


def _pushed(portfolio: Portfolio, own: dict[str, date]) -> dict[str, date]:
    """Follow the network from the dates that move: what is due too early for its predecessors, and so on."""
    successors: dict[str, list[Milestone]] = {}
    for row in portfolio.milestones.values():
        for item in row.after:
            successors.setdefault(item.key, []).append(row)
    found: dict[str, date] = {}
    queue = list(own)
    while queue:
        key = queue.pop()
        due = found.get(key) or own[key]
        for row in successors.get(key, ()):
            if not row.is_open or not _stands(portfolio, row.engagement):
                continue
            lag = next(item.lag for item in row.after if item.key == key)
            least = due + timedelta(days=lag)
            if least > found.get(row.key, own.get(row.key, row.due)):
                found[row.key] = least
                queue.append(row.key)
    return found


def _overtaken(portfolio: Portfolio, work: Iterable[Hit], taken: set[str]) -> list[Hit]:
    found: dict[str, Hit] = {}
    for hit in work:
        for row in portfolio.milestones_by_engagement.get(hit.engagement, ()):
            if row.is_open and row.key not in taken and hit.was <= row.due < hit.now:
                found[row.key] = Hit(OVERTAKEN, row.ref, hit.client, hit.engagement, row.due, row.due)
    return list(found.values())


def _work_hit(portfolio: Portfolio, before: Assignment, after: Assignment) -> Hit:
    was = portfolio.assignment_end(before) or before.start
    client = portfolio.client_of(before.engagement)
    return Hit(RUNS_ON, before.ref, client, before.engagement, was, after.end or was)


def _date_hit(portfolio: Portfolio, how: str, key: str, due: date) -> Hit:
    row = portfolio.milestones[key]
    return Hit(how, row.ref, portfolio.client_of(row.engagement), row.engagement, row.due, due)


def _moves(portfolio: Portfolio, dues: dict[str, date]) -> list[Change]:
    return [Put(replace(portfolio.milestones[key], due=due)) for key, due in dues.items()]

"""Moving a milestone carries its successors along, by working days of their clients' calendars.

Each open successor, and each of theirs, moves by as many working days as the milestone did; one that kept its distance
before still does: it goes on to the first working day that its predecessors allow. What is done or cancelled stays,
and carries nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from pmdesk.model import Milestone
from pmdesk.portfolio import Change, Portfolio, Put
from pmdesk.schedule.working import Calendars, Working

Successors = Callable[[str], Iterable[Milestone]]
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def ripple(
    portfolio: Portfolio,
    key: str,
    due: date,
    successors: Successors | None = None,
    *,
    calendars: Calendars | None = None,
) -> tuple[Change, ...]:
    """Give the changes that move a milestone to ``due`` and carry its successors along, the milestone's first.

    ``successors`` gives the milestones that come right after one; without it those of the portfolio. ``calendars`` are
    the portfolio's, where they are known already. A day that no calendar reaches (OverflowError) is none to move to.
    """
    row = portfolio.milestones[key]
    following = _once(successors or _of(portfolio))
    known = calendars or Calendars(portfolio)

    def calendar(milestone: Milestone) -> Working:
        return known.of(f"client/{portfolio.client_of(milestone.engagement)}")

    steps = _count(calendar(row), row.due, due)
    moved: dict[str, Milestone] = {key: replace(row, due=due)}
    carried = _in_order(row, following)
    for item in carried:
        there = _shifted(calendar(item), item.due, steps)
        floor = _floor(portfolio, item, moved)
        if floor is not None and item.due.toordinal() >= (_floor(portfolio, item, {}) or _FIRST):
            while there < floor or (there != item.due and not calendar(item).on(date.fromordinal(there))):
                there += 1
                if there > _LAST:
                    raise OverflowError(f"{item.key} would leave the calendar")
        moved[item.key] = replace(item, due=date.fromordinal(there))
    befores = {one.key: one for one in (row, *carried)}
    return tuple(Put(one) for one in moved.values() if one != befores[one.key] or one.key == key)


def by_client(portfolio: Portfolio, changes: Iterable[Change]) -> Mapping[str, tuple[tuple[Milestone, Milestone], ...]]:
    """Give the milestones that some changes move, as they are and as they would be, by the key of their client."""
    found: dict[str, list[tuple[Milestone, Milestone]]] = {}
    for change in changes:
        if isinstance(change, Put) and isinstance(change.row, Milestone):
            before = portfolio.milestones.get(change.row.key)
            if before is not None and before.due != change.row.due:
                found.setdefault(portfolio.client_of(change.row.engagement), []).append((before, change.row))
    return {client: tuple(found[client]) for client in sorted(found)}


def _of(portfolio: Portfolio) -> Successors:
    found: dict[str, list[Milestone]] = {}
    for row in portfolio.milestones.values():
        for item in row.after:
            found.setdefault(item.key, []).append(row)
    return lambda key: found.get(key, ())


def _once(successors: Successors) -> Callable[[str], tuple[Milestone, ...]]:
    return lru_cache(maxsize=None)(lambda key: tuple(row for row in successors(key) if row.is_open))


def _in_order(row: Milestone, following: Callable[[str], tuple[Milestone, ...]]) -> list[Milestone]:
    """Give all open milestones that hang on one, each after those that it comes after."""
    found: dict[str, Milestone] = {}
    seen: set[str] = {row.key}
    stack: list[tuple[Milestone, bool]] = [(item, False) for item in following(row.key)]
    while stack:
        item, ready = stack.pop()
        if ready:
            found[item.key] = item
        elif item.key not in seen:
            seen.add(item.key)
            stack.append((item, True))
            stack += [(after, False) for after in following(item.key)]
    return list(reversed(found.values()))


def _floor(portfolio: Portfolio, item: Milestone, moved: Mapping[str, Milestone]) -> int | None:
    """Give the first day (ordinal) that its predecessors allow, None where none of them counts."""
    days = []
    for part in item.after:
        first = moved.get(part.key) or portfolio.milestones.get(part.key)
        if first is not None and first.status != "cancelled":
            when = (first.done_on or first.due) if first.status == "done" else first.due
            days.append(when.toordinal() + part.lag)
    return max(days, default=None)


def _count(calendar: Working, start: date, end: date) -> int:
    """Give how many working days lie between two days, the later counted and the earlier not; negative backwards."""
    low, high = sorted((start.toordinal(), end.toordinal()))
    count = sum(calendar.on(date.fromordinal(day)) for day in range(low + 1, high + 1))
    return count if end >= start else -count


def _shifted(calendar: Working, day: date, steps: int) -> int:
    """Give the day (ordinal) so many working days on, or back; a calendar without working days counts every day."""
    at, way = day.toordinal(), 1 if steps > 0 else -1
    left = abs(steps)
    none = not calendar.normal_weekdays()
    while left:
        at += way
        if not _FIRST <= at <= _LAST:
            raise OverflowError("a milestone would leave the calendar")
        left -= none or calendar.on(date.fromordinal(at))
    return at

"""What moved since the last report, and why, as far as the audience's own rows tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmdesk.model import Milestone
from pmdesk.portfolio import Portfolio, Window
from pmdesk.reports import words
from pmdesk.reports.facts import Facts, Was
from pmdesk.schedule.promises import Promise


@dataclass(frozen=True, slots=True)
class Move:
    """A milestone on another day than before. ``days`` is from ``was`` to ``now``; ``why`` may be empty."""

    key: str
    title: str
    was: date
    now: date
    days: int
    why: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What is not as it was: moved milestones, new ones, and those cancelled or gone, the last two by title."""

    moved: tuple[Move, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def changes(
    seen: Portfolio, held: Sequence[Promise], last: Facts | None, period: Window, why: Mapping[str, str]
) -> Changes:
    """Compare milestones with the last report; without one, with their baselines.

    Without a last report what was done before the period is left out. ``why`` gives reasons by key, which come before
    what can be told from predecessors and blackouts.
    """
    if last is None:
        before = {one.milestone.key: one.baseline for one in held if one.is_open or one.ends >= period.first}
        return Changes(_moved(seen, held, before, why))
    known = last.milestones
    moved = _moved(seen, held, {key: was.due for key, was in known.items()}, why)
    new = [one for one in held if one.milestone.key not in known and one.milestone.status != "cancelled"]
    return Changes(moved, tuple(one.milestone.title for one in new), tuple(_dropped(held, known)))


def _dropped(held: Sequence[Promise], known: Mapping[str, Was]) -> list[str]:
    left = {one.milestone.key for one in held if one.milestone.status != "cancelled"}
    return [was.title for key, was in known.items() if key not in left and was.status != "cancelled"]


def _moved(
    seen: Portfolio, held: Sequence[Promise], before: Mapping[str, date], why: Mapping[str, str]
) -> tuple[Move, ...]:
    rows = [one.milestone for one in held if one.milestone.status != "cancelled"]
    shifts = {row.key: (row.due - before[row.key]).days for row in rows if row.key in before}
    return tuple(
        Move(
            row.key,
            row.title,
            before[row.key],
            row.due,
            shifts[row.key],
            why.get(row.key) or reason_of(seen, row, before[row.key], shifts),
        )
        for row in rows
        if shifts.get(row.key)
    )


def reason_of(seen: Portfolio, row: Milestone, was: date, shifts: Mapping[str, int]) -> str:
    """Tell why a milestone no longer stands on a day; empty where its client's own rows don't tell.

    Because a predecessor, with its lag, is after that day; or has moved the same way (``shifts``: days by key); or
    because the client was not to be had on that day.
    """
    ahead = [(item, seen.milestones[item.key]) for item in row.after if item.key in seen.milestones]
    for item, before in ahead:
        done = before.done_on if before.status == "done" else None
        day = done or before.due
        if before.status != "cancelled" and was.toordinal() < day.toordinal() + item.lag:
            lag = f" + {words.days(item.lag)}" if item.lag > 0 else ""
            return f"follows {before.title}, {'done' if done else 'due'} {words.short_day(day)}{lag}"
    for item, before in ahead:
        shift = shifts.get(item.key, 0)
        if shift and (shift > 0) == (row.due > was):
            return f"follows {before.title}, which is {words.shift(shift)}"
    for blackout in sorted(seen.blackouts.values(), key=lambda one: (one.start, one.key)):
        if blackout.start <= was <= blackout.end and blackout.concerns in {"milestones", "all"}:
            return f"clear of {blackout.title}, {words.span(Window(blackout.start, blackout.end))}"
    return ""

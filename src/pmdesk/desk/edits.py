"""What a person does to milestones, as changes with the words for the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pmdesk.model import Milestone
from pmdesk.portfolio import Change, Put

if TYPE_CHECKING:
    from pmdesk.schedule.conflicts.conflict import Conflict

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes, and what the journal says of them: ``moved UAT sign-off from 11 Dec to 4 Jan``."""

    changes: tuple[Change, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would do to the conflicts: those it makes, and those it clears."""

    made: tuple[Conflict, ...]
    cleared: tuple[Conflict, ...]


def day_words(day: date, beside: date | None = None) -> str:
    """Give ``11 Dec``, with the year where it is not that of the day beside it."""
    year = f" {day.year}" if beside and beside.year != day.year and abs((beside - day).days) > 180 else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def move(milestone: Milestone, due: date) -> Edit:
    """Move a milestone to another day."""
    was, now = day_words(milestone.due, due), day_words(due, milestone.due)
    return Edit((Put(replace(milestone, due=due), milestone),), f"moved {milestone.title} from {was} to {now}")


def done(milestone: Milestone, today: date) -> Edit:
    """Mark a milestone done today; one that is done (or cancelled) becomes planned again."""
    if milestone.is_open:
        changed = replace(milestone, status="done", done_on=today)
        return Edit((Put(changed, milestone),), f"marked {milestone.title} done")
    changed = replace(milestone, status="planned", done_on=None)
    return Edit((Put(changed, milestone),), f"opened {milestone.title} again")


def at_risk(milestone: Milestone) -> Edit:
    """Mark an open milestone at-risk, or no longer so."""
    if milestone.status == "at-risk":
        changed = replace(milestone, status="planned")
        return Edit((Put(changed, milestone),), f"marked {milestone.title} no longer at risk")
    changed = replace(milestone, status="at-risk", done_on=None)
    return Edit((Put(changed, milestone),), f"marked {milestone.title} at risk")


def save(milestone: Milestone, before: Milestone | None) -> Edit:
    """Add a milestone, or put it in the place of what it was."""
    if before is None:
        fresh = replace(milestone, baseline=milestone.baseline or milestone.due)
        return Edit((Put(fresh, None),), f"added milestone {milestone.title}")
    if replace(milestone, due=before.due) == before and milestone.due != before.due:
        return move(before, milestone.due)
    return Edit((Put(milestone, before),), f"edited {milestone.title}")


def compare(before: Iterable[Conflict], after: Iterable[Conflict]) -> Effect:
    """Tell which conflicts a change makes and which it clears; waived ones don't count."""
    old = {conflict.id: conflict for conflict in before if conflict.waived is None}
    new = {conflict.id: conflict for conflict in after if conflict.waived is None}
    made = tuple(conflict for key, conflict in new.items() if key not in old)
    cleared = tuple(conflict for key, conflict in old.items() if key not in new)
    return Effect(made, cleared)

"""Doing the last change again, to another row: dates shift by as much, whatever else is set as it was set then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pmdesk.desk.edits import Edit
from pmdesk.model import Milestone, Noun, columns_of
from pmdesk.portfolio import Change, Put

_OWN = frozenset({"key", "title", "name", "text", "engagement", "client", "uid", "baseline"})
"""Columns that say what a row is, and so are not repeated."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """What the last change did to a row: its noun, the columns before and after, and the words of it."""

    noun: type[Noun]
    columns: Mapping[str, tuple[Any, Any]]

    def on(self, row: Noun) -> Noun | None:
        """Give a row with the same done to it; None where it is of another noun, or nothing would change."""
        if type(row) is not self.noun:
            return None
        changed = {name: self._value(getattr(row, name), *pair) for name, pair in self.columns.items()}
        made: Any = replace(row, **changed)  # type: ignore[type-var]  # every noun is a dataclass
        return made if made != row else None

    @staticmethod
    def _value(held: Any, before: Any, after: Any) -> Any:
        if type(before) is type(after) is date and isinstance(held, date):
            try:
                return held + (after - before)
            except OverflowError:
                return held
        return after


def repeat_of(pairs: Sequence[tuple[Change, Noun | None]]) -> Repeat | None:
    """Give what changes did to the first row that was there before; ``pairs`` are changes with the rows before them."""
    for change, before in pairs:
        if isinstance(change, Put) and before is not None:
            columns = {
                name: (getattr(before, name), getattr(change.row, name)) for name in columns_of(change.noun)
                if name not in _OWN and getattr(before, name) != getattr(change.row, name)
            }  # fmt: skip
            if columns:
                return Repeat(change.noun, columns)
    return None


def again(repeat: Repeat, rows: Sequence[Noun]) -> Edit | None:
    """Make the same change to rows; None where it does nothing to any of them."""
    from pmdesk.desk.deeds import named

    made = [(row, after) for row in rows if (after := repeat.on(row)) is not None]
    if not made:
        return None
    before, after = made[0]
    if len(made) == 1 and isinstance(before, Milestone) and isinstance(after, Milestone):
        return _milestone(before, after)
    changes = tuple(Put(after, before) for before, after in made)
    return Edit(changes, _words(repeat).format(named([row for row, _ in made])))


def _words(repeat: Repeat) -> str:
    """Say what is done again; of a status as the key for it says it."""
    what = ", ".join(name.replace("_", " ") for name in repeat.columns)
    if what != "status":
        return f"changed {what} of {{}}"
    _, after = repeat.columns["status"]
    known = {"done": "marked {} done", "at-risk": "marked {} at risk", "closed": "closed {}", "open": "opened {} again"}
    return known.get(after, f"changed status of {{}} to {after}")


def _milestone(before: Milestone, after: Milestone) -> Edit:
    from pmdesk.desk import edits

    if replace(after, due=before.due) == before:
        return edits.move(before, after.due)
    if after.status == "done" and before.status != "done":
        return Edit((Put(after, before),), f"marked {before.title} done")
    if after.status == "at-risk" and before.status != "at-risk":
        return Edit((Put(after, before),), f"marked {before.title} at risk")
    return edits.save(after, before)

"""What an edit would do to what is on a sheet, worked out before it is made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pmdesk.desk import edits
from pmdesk.model import Milestone
from pmdesk.portfolio import Change, Portfolio
from pmdesk.tui import refs
from pmdesk.tui.book import Sheet

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.schedule.conflicts.conflict import Conflict
    from pmdesk.schedule.effects import Recount
    from pmdesk.tui.keeper import Keeper


@dataclass(frozen=True, slots=True)
class Preview:
    """The portfolio as it would be, and the conflicts that an edit would make and clear.

    ``changed`` are those that would be told otherwise, each as it is and as it would be (None: not there); ``refs`` the
    rows that are edited.
    """

    portfolio: Portfolio
    made: tuple[Conflict, ...]
    cleared: tuple[Conflict, ...]
    changed: tuple[tuple[Conflict | None, Conflict | None], ...]
    refs: tuple[str, ...]

    @property
    def effect(self) -> edits.Effect:
        """What is made and cleared, apart from the rest."""
        return edits.Effect(self.made, self.cleared)

    def within(self, focus: str | None) -> Preview:
        """Give what concerns a client in focus (None: all of it)."""
        if focus is None:
            return self

        def concerns(one: Conflict | None) -> bool:
            return one is not None and refs.concerns(self.portfolio, one, focus)

        made = tuple(one for one in self.made if concerns(one))
        cleared = tuple(one for one in self.cleared if concerns(one))
        changed = tuple((was, now) for was, now in self.changed if concerns(was) or concerns(now))
        return replace(self, made=made, cleared=cleared, changed=changed)


def previewed(sight: Sight, sheet: Sheet, changes: Sequence[Change]) -> Preview:
    """Work out what changes would do to what is on a sheet; quick from the second time on, where all may be seen."""
    recount = sheet.recount(sight)
    if recount is not None:
        return _told(recount, changes)
    edited = tuple(change.ref for change in changes)
    outcome = sight.what_if(sheet.portfolio, changes, sheet.span)
    told = edits.compare(sheet.conflicts, outcome.conflicts)
    was, now = ({one.id: one for one in found} for found in (sheet.conflicts, outcome.conflicts))
    changed = tuple((was.get(key), now.get(key)) for key in {**was, **now} if was.get(key) != now.get(key))
    return Preview(outcome.portfolio, told.made, told.cleared, changed, edited)


def at_hand(keeper: Keeper, sheet: Sheet, changes: Sequence[Change], days: Collection[date]) -> Preview | None:
    """Work out at once what moving a milestone would do, where that takes no longer than to ask for it.

    None where it must be asked for: the worker is at work (it may look at the same), nothing was looked at before,
    days beyond the sheet are spoken of, or not all may be seen.
    """
    recount, book = sheet.counted, keeper.book
    if recount is None or book is None or book.lock is not None or not keeper.worker.is_idle:
        return None
    if len(changes) != 1 or changes[0].noun is not Milestone or not all(day in sheet.span for day in days):
        return None
    return _told(recount, changes)


def _told(recount: Recount, changes: Sequence[Change]) -> Preview:
    effect = recount.after(changes)
    edited = tuple(change.ref for change in changes)
    return Preview(effect.portfolio, effect.begun, effect.ended, effect.changed, edited)

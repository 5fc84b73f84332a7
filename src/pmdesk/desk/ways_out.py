"""Ways out of a conflict: what each would clear, make and move, and which of those dates a client knows already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pmdesk.desk.edits import Edit
from pmdesk.desk.mending import fixes_of
from pmdesk.errors import InputError
from pmdesk.model import Milestone, Waiver
from pmdesk.portfolio import Change, Portfolio, Put, Remove, Window, row_of
from pmdesk.schedule.conflicts import Conflict
from pmdesk.schedule.fixes.fix import told as changes_told
from pmdesk.schedule.ripple import by_client
from pmdesk.schedule.waiving import waive

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.schedule.fixes import Bench, Fix
    from pmdesk.schedule.fixes.find import Heard

Pairs = tuple[tuple[Milestone, Milestone], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A date that a client was told: its key, of what (a ref and a title), the day, and the UTC day of the telling."""

    client: str
    ref: str
    title: str
    day: date
    told: date


@dataclass(frozen=True, slots=True)
class WayOut:
    """One fix: its changes with what they were made from, the words for the journal, and what it would do.

    ``cleared`` and ``eased`` are conflicts as they are, ``made`` as they would be. ``moved`` holds the milestones that
    it moves, as they are and as they would be, by client; ``known`` the dates among what it changes that a client was
    told. ``others`` are changes that move no milestone, as lines (``event/E1 start …``).
    """

    edit: Edit
    proposal: str
    effect: str
    cleared: tuple[Conflict, ...]
    eased: tuple[Conflict, ...]
    made: tuple[Conflict, ...]
    moved: Mapping[str, Pairs]
    known: tuple[Known, ...]
    others: tuple[str, ...]


def ways_out(desk: Desk, window: Window, conflict_id: str, heard: Heard | None = None) -> tuple[WayOut, ...]:
    """Give the fixes of a window's conflict, in order; InputError if there is no such conflict.

    ``heard`` is told how many there are so far, and may raise to give up.
    """
    bench = desk.bench(window)
    found = fixes_of(desk, bench, conflict_id, heard)
    return tuple(_told(desk, bench, fix, conflict_id) for fix in found)


def _told(desk: Desk, bench: Bench, fix: Fix, conflict_id: str) -> WayOut:
    portfolio = bench.portfolio
    moved = by_client(portfolio, fix.changes)
    refs = {row.ref for pairs in moved.values() for row, _ in pairs}
    others = [line for change in fix.changes if change.ref not in refs for line in changes_told(portfolio, change)]
    return WayOut(
        Edit(seen_in(portfolio, fix.changes), fix.words),
        fix.proposal,
        fix.effect,
        fix.outcome.cleared,
        tuple(one for one in fix.outcome.eased if one.id != conflict_id),
        fix.outcome.made,
        moved,
        known_dates(desk, portfolio, fix.changes),
        tuple(others),
    )  # fmt: skip


def seen_in(portfolio: Portfolio, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Give changes with the rows that they were made from, so that the store minds what was changed meanwhile."""
    return tuple(
        replace(change, seen=row_of(portfolio, change.noun, change.identity)) if isinstance(change, Put) else change
        for change in changes
    )


def known_dates(desk: Desk, portfolio: Portfolio, changes: Iterable[Change]) -> tuple[Known, ...]:
    """Give the dates of what is changed that clients were told by a calendar; by client, day and ref."""
    refs = sorted({_of(change) for change in changes} - {""})
    found = set()
    for one in desk.store.publications_of(refs) if refs else ():
        client = one.audience.partition("/")[2]
        kind, _, key = one.ref.partition("/")
        row = portfolio.milestones.get(key) if kind == "milestone" else portfolio.events.get(key)
        title = row.title if row is not None else one.ref
        found.add(Known(client, one.ref, title, date.fromisoformat(one.first), date.fromisoformat(one.told[:10])))
    return tuple(sorted(found, key=lambda one: (one.client, one.day, one.ref)))


def _of(change: Change) -> str:
    """Give the ref of what a client may have in its calendar; empty for other things."""
    kind = change.ref.partition("/")[0]
    if kind == "override":
        return f"event/{change.identity[0]}"
    return change.ref if kind in {"milestone", "event"} else ""


def waiver(desk: Desk, window: Window, conflict_id: str, reason: str, until: date) -> Edit:
    """Give the edit that accepts a conflict up to a day, as bad as it is; InputError if there is none, or no reason."""
    bench = desk.bench(window)
    conflict = bench.conflict(conflict_id)
    put = waive(conflict_id, bench.hits(bench.key(conflict_id)), reason, until)
    seen = bench.portfolio.waivers.get(conflict_id)
    return Edit((replace(put, seen=seen),), f"waived {conflict.message} until {until}")


def no_waiver(desk: Desk, conflict_id: str) -> Edit:
    """Give the edit that takes a waiver back; InputError if there is none."""
    found = desk.get(Waiver, conflict_id)
    if found is None:
        raise InputError(f"{conflict_id} is not waived")
    return Edit((Remove(Waiver, found.identity),), f"took back the waiver: {found.reason}")


@dataclass(frozen=True, slots=True)
class Carried:
    """A milestone moved with its successors: the edit, and the milestones that move, by client."""

    edit: Edit
    moved: Mapping[str, Pairs]


def carried(
    portfolio: Portfolio, row: Milestone, due: date, ripple: Callable[[Portfolio, str, date], tuple[Change, ...]]
) -> Carried:
    """Move a milestone and carry its successors along; ``ripple`` tells the changes. Refused off the calendar."""
    from pmdesk.desk import edits

    changes = ripple(portfolio, row.key, due)
    moved = by_client(portfolio, changes)
    number = sum(len(pairs) for pairs in moved.values()) - 1
    words = edits.move(row, due).words + (f" with {number} after it" if number > 0 else "")
    return Carried(Edit(seen_in(portfolio, changes), words), moved)


__all__ = ["Carried", "Known", "WayOut", "carried", "no_waiver", "seen_in", "waiver", "ways_out"]

"""``pmdesk --lock KEY fixes``, ``fix`` and ``waive``: of conflicts as that client sees them, with its own things."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pmdesk.cli.options import say
from pmdesk.errors import InputError
from pmdesk.model import Client

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmdesk.desk import Desk
    from pmdesk.desk.locked import LockedDesk
    from pmdesk.desk.ways_out import WayOut
    from pmdesk.portfolio import Window


def locked(desk: Desk, client: str, proposed: Sequence[str]) -> LockedDesk:
    """Give the desk as a client may see it; InputError where there is no such client, or a proposal is to count."""
    from pmdesk.desk.locked import LockedDesk

    if desk.get(Client, client) is None:
        raise InputError(f"there is no client {client}")
    if proposed:
        raise InputError(f"this is locked to {client}", "--with is for the open desk")
    return LockedDesk(desk, client)


def way_json(way: WayOut) -> dict[str, Any]:
    """Give one way out as ``pmdesk fixes --json`` prints it."""
    moved = [f"{row.ref} due {row.due}" for pairs in way.moved.values() for _, row in pairs]
    return {
        "changes": [*moved, *way.others],
        "effect": way.effect,
        "clears": sorted(one.id for one in way.cleared),
        "makes": sorted(one.id for one in way.made),
    }


def show(number: int, way: WayOut) -> None:
    """Print one way out, with what it clears and makes."""
    say(f"{number:3} {way.effect:6} {way.proposal}")
    for word, conflicts in (("clears", way.cleared), ("makes", way.made)):
        for one in conflicts:
            say(f"           {word:6} {one.severity:6} {one.message}")


def apply(desk: LockedDesk, window: Window, conflict: str, number: int) -> WayOut:
    """Do the ``number``-th way out (from 1); InputError if there are not so many."""
    found = desk.ways_out(window, conflict)
    if not 1 <= number <= len(found):
        count = f"{len(found)} {'is' if len(found) == 1 else 'are'} known" if found else "none is known"
        raise InputError(f"there is no fix {number} of {conflict}", count)
    desk.apply(found[number - 1].edit.changes, found[number - 1].edit.words)
    return found[number - 1]


def waive(desk: LockedDesk, window: Window, conflict: str, reason: str | None, until: date) -> str:
    """Accept a conflict up to a day, or (without a reason) take that back; gives the words of it."""
    edit = desk.no_waiver(window, conflict) if reason is None else desk.waiver(window, conflict, reason, until)
    if not edit.changes:
        raise InputError(f"{conflict} is not waived")
    desk.apply(edit.changes, edit.words)
    return edit.words

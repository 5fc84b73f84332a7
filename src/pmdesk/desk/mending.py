"""Ways out of conflicts for an open desk: fixes, waivers, free times, and what moves along with a milestone.

Everything here reads the store, so it is for the desk's own thread.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.errors import InputError, Refused
from pmdesk.model import Milestone, Waiver
from pmdesk.portfolio import Change, Portfolio, Remove, Window, row_of
from pmdesk.portfolio.validity import Lookup, Overlay, check
from pmdesk.schedule.conflicts import whole
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.fixes import Bench, Fix, fixes
from pmdesk.schedule.instants import moment, seconds_of

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.schedule.fixes.find import Heard
    from pmdesk.store import Entry

AHEAD = 120
"""Days beyond the window that are searched for a fix."""
SEARCHED = 120
"""Days that are searched for a free time."""


def bench_of(desk: Desk, window: Window, proposed: Collection[str] = ()) -> Bench:
    """Read what fixes of a window's conflicts are sought in; InputError for an unknown engagement."""
    wide = Window(window.first, window.wider(AHEAD).last)
    today = desk.today()
    if today < wide.first:
        wide = Window(today, wide.last)
    portfolio = whole(lambda asked: desk.store.portfolio(asked, today), wide, frozenset(proposed)).portfolio
    unknown = sorted(set(proposed) - portfolio.engagements.keys())
    if unknown:
        raise InputError(f"there is no engagement {unknown[0]}")
    return Bench(portfolio, window, proposed)


def fixes_of(desk: Desk, bench: Bench, conflict_id: str, heard: Heard | None = None) -> list[Fix]:
    """Give the fixes of a conflict that the store would take, in order; InputError if there is no such conflict.

    ``heard`` is told how many candidates were tried so far, and may raise to give up.
    """
    lookup = desk.store.lookup()
    found = fixes(bench.portfolio, bench.window, conflict_id, bench=bench, heard=heard)
    return [fix for fix in found if is_taken(fix, bench.portfolio, lookup)]


def is_taken(fix: Fix, portfolio: Portfolio, lookup: Lookup) -> bool:
    """Tell whether the store would take a fix: it is valid, and what it adds is not there, unread, already."""
    for change in fix.changes:
        unread = row_of(portfolio, change.noun, change.identity) is None
        if unread and lookup.get(change.noun, change.identity) is not None:
            return False
    return not check(fix.changes, Overlay(lookup, fix.changes))


def apply_fix(desk: Desk, bench: Bench, conflict_id: str, number: int) -> tuple[Fix, Entry | None]:
    """Do the ``number``-th fix (from 1) as one change; InputError if there are not so many."""
    found = fixes_of(desk, bench, conflict_id)
    if not 1 <= number <= len(found):
        count = f"{len(found)} {'is' if len(found) == 1 else 'are'} known" if found else "none is known"
        raise InputError(f"there is no fix {number} of {conflict_id}", count)
    fix = found[number - 1]
    return fix, desk.apply(fix.changes, fix.words)


def waive(desk: Desk, bench: Bench, conflict_id: str, reason: str, until: date) -> Conflict:
    """Accept a conflict up to a day; gives it as it will be listed. InputError if there is none, or no reason."""
    from pmdesk.schedule.waiving import waive as waiver_of

    key = bench.key(conflict_id)
    put = waiver_of(conflict_id, bench.hits(key), reason, until)
    after = next(one for one in bench.recount.after([put]).conflicts if one.id == conflict_id)
    desk.apply([put], f"waived {after.message} until {until}")
    return after


def unwaive(desk: Desk, conflict_id: str) -> Waiver:
    """Take a waiver back; InputError if there is none."""
    found = desk.get(Waiver, conflict_id)
    if found is None:
        raise InputError(f"{conflict_id} is not waived")
    desk.apply([Remove(Waiver, (conflict_id,))], f"took back the waiver of {conflict_id}: {found.reason}")
    return found


@dataclass(frozen=True, slots=True)
class Times:
    """A free time: when it is for each who (by name), in that one's zone."""

    start: datetime
    end: datetime
    by_who: tuple[tuple[str, str, datetime, datetime], ...]


def slots(
    desk: Desk, minutes: int, client: str | None, vendors: Sequence[str], first: date, *, count: int = 3
) -> list[Times]:
    """Give the next times from a day on (not before now) in which I, a client and vendors are at work and free.

    Each comes with the name, the zone, the start and the end by the wall of each who. InputError for unknown keys.
    """
    from pmdesk.schedule.slots import Wish, later

    window = Window(first, first + timedelta(days=SEARCHED)) if first.year < 9999 else Window(first, date.max)
    today = desk.today()
    scene = whole(lambda asked: desk.store.portfolio(asked, today), window)
    portfolio = scene.portfolio
    whos = _whos(portfolio, client, vendors)
    begin = scene.opens
    if today == desk.now().astimezone(ZoneInfo(portfolio.profile.timezone)).date():
        begin = max(begin, seconds_of(desk.now()))
    found = []
    for start, end in later(scene, Wish(minutes * 60, whos), begin, scene.closes):
        found.append(_times(portfolio, whos, start, end))
        if len(found) == count:
            break
    return found


def _whos(portfolio: Portfolio, client: str | None, vendors: Sequence[str]) -> tuple[str, ...]:
    if client is not None and client not in portfolio.clients:
        raise InputError(f"there is no client {client}")
    for key in vendors:
        if key not in portfolio.vendors:
            raise InputError(f"there is no vendor {key}")
    return ("me", *((f"client/{client}",) if client else ()), *dict.fromkeys(f"vendor/{key}" for key in vendors))


def _times(portfolio: Portfolio, whos: Sequence[str], start: int, end: int) -> Times:
    begins, ends = moment(start), moment(end)
    rows = []
    for who in whos:
        zone = portfolio.zone_of(who)
        place = ZoneInfo(zone)
        rows.append((portfolio.name_of(who), zone, begins.astimezone(place), ends.astimezone(place)))
    return Times(begins, ends, tuple(rows))


def ripple_of(desk: Desk, portfolio: Portfolio, key: str, due: date) -> tuple[Change, ...]:
    """Give the changes that move a milestone and carry all its successors along, however far off they are due.

    Refused where one of them would leave the calendar.
    """
    from pmdesk.schedule.ripple import ripple

    lookup = desk.store.lookup()
    try:
        return ripple(portfolio, key, due, lambda item: lookup.where(Milestone, "after", item))
    except OverflowError as error:
        raise Refused([str(error)]) from None

"""Which items an export writes; none of these choices raises a SEQUENCE or cancels anything."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from pmdesk.exchange.ics.request import Request
from pmdesk.exchange.ics.seen import Item, Seen
from pmdesk.model.rule import expand
from pmdesk.portfolio.publication import Publication

_KINDS = {"milestone": "milestones", "event": "events", "blackout": "blackouts", "engagement": "terms"}


def is_asked(request: Request, item: Item) -> bool:
    """Tell whether an item is among what was asked for."""
    if request.engagement is not None:
        if item.engagement != request.engagement and not item.ref.startswith("blackout/"):
            return False
    elif item.proposed:
        return False
    return _KINDS[item.ref.partition("/")[0]] in request.include and in_days(request, item.seen)


def is_told_asked(request: Request, told: Publication, seen: Seen) -> bool:
    """Tell whether something that was told once, and is not there any more, is among what was asked for."""
    if told.ref.startswith("milestone/") and told.form != request.form:
        return False
    return is_asked(request, Item(told.uid, told.ref, told.form, told.engagement, seen))


def in_days(request: Request, seen: Seen) -> bool:
    """Tell whether an item, or an occurrence of it, lies in the days asked for."""
    if request.first is None and request.last is None:
        return True
    low = request.first.isoformat() if request.first else ""
    high = request.last.isoformat() if request.last else "9999-12-31"
    spans = [(seen.start[:10], seen.end[:10]), *((held[1][:10], held[2][:10]) for held in seen.overrides)]
    if any(start <= high and end >= low for start, end in spans):
        return True
    return bool(seen.rrule and seen.start[:10] <= high and _recurs(request, seen))


def _recurs(request: Request, seen: Seen) -> bool:
    assert seen.rrule is not None, "asked of recurring events only"
    start = datetime.fromisoformat(seen.start.removesuffix("Z"))
    length = max(datetime.fromisoformat(seen.end.removesuffix("Z")) - start, timedelta())
    low = datetime.combine(request.first, time()) - length if request.first else start
    high = datetime.combine(request.last, time.max) if request.last else datetime.max  # noqa: DTZ901 (wall time)
    passed_over = {held.removesuffix("Z") for held in (*seen.exdates, *(moved[0] for moved in seen.overrides))}
    for wall in expand(seen.rrule, start, seen.zone or "UTC").xafter(low, inc=True):
        if wall > high:
            return False
        if wall.isoformat(timespec="minutes") not in passed_over:
            return True
    return False

"""The next free times as lines that would make a meeting of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.capture.reading import Choice, SlotRequest
from pmdesk.desk import Desk
from pmdesk.errors import Refused
from pmdesk.tui import words

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight


def times_for(sight: Sight, slot: SlotRequest) -> tuple[Choice, ...]:
    """Give the next times for a search; Refused under a lock, for they would tell when others are met."""
    if not isinstance(sight, Desk):
        raise Refused(["free times can't be looked for while locked"])
    from pmdesk.desk.mending import slots

    zone = sight.store.profile_zone()
    found = []
    for times in slots(sight, slot.minutes, slot.client, slot.vendors, slot.first):
        start, end = times.start.astimezone(ZoneInfo(zone)), times.end.astimezone(ZoneInfo(zone))
        if slot.last is not None and start.date() > slot.last:
            continue
        where = f" @{slot.engagement or slot.client}" if slot.engagement or slot.client else ""
        people = "".join(f" with {key}" for key in slot.vendors)
        line = f"{slot.title or 'meeting'} {start:%Y-%m-%d %H:%M}-{end:%H:%M}{where}{people}"
        others = ", ".join(f"{begin:%H:%M} {words.city(place)}" for _, place, begin, _ in times.by_who if place != zone)
        label = words.time_range(times.start, times.end, zone) + (f"  = {others}" if others else "")
        found.append(Choice(f"{start:%Y-%m-%dT%H:%M}", label, line))
    return tuple(found)

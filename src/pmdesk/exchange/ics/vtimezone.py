"""A zone's VTIMEZONE as it is written."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vUTCOffset

from pmdesk.exchange.ics.values import Text
from pmdesk.exchange.ics.zones import Observance, observances


@lru_cache(maxsize=4096)
def written_zone(zone: str, first: int, last: int | None) -> bytes:
    """Write the VTIMEZONE of a zone for the years ``first`` to ``last`` (None: without end), both included."""
    return _written(zone, observances(zone, first, last))


@lru_cache(maxsize=4096)
def _written(zone: str, held: tuple[Observance, ...]) -> bytes:
    made = Timezone()
    made["TZID"] = Text(zone)
    for item in held:
        part = TimezoneDaylight() if item.daylight else TimezoneStandard()
        part.add("DTSTART", item.onset)
        part["TZOFFSETFROM"] = vUTCOffset(timedelta(seconds=item.before))
        part["TZOFFSETTO"] = vUTCOffset(timedelta(seconds=item.after))
        part["TZNAME"] = Text(item.name)
        if item.rule:
            part["RRULE"] = vRecur.from_ical(item.rule)
        made.add_component(part)
    data: bytes = made.to_ical()
    return data

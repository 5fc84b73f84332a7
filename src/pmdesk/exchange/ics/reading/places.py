"""Which zone a TZID means: an IANA name, a name that Windows uses, or what the calendar itself describes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from zoneinfo import available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from pmdesk.exchange.ics.reading.components import Component
from pmdesk.exchange.ics.reading.embedded import Embedded, read_zone, start_of
from pmdesk.exchange.ics.reading.properties import Properties
from pmdesk.exchange.ics.reading.trouble import LeftOut
from pmdesk.exchange.ics.zones import UTC_NAMES

AHEAD = 10
"""For so many years from its start the zone of a recurring meeting must agree."""

_FIXED = re.compile(r"(?:UTC|GMT)? ?([+-])(\d{1,2}):?(\d{2})?\Z", re.ASCII)


@lru_cache(maxsize=1)
def _iana() -> Mapping[str, str]:
    names = {name.lower(): name for name in available_timezones()}
    return names | {name.lower(): "UTC" for name in (*UTC_NAMES, "GMT", "Z", "Etc/GMT", "Greenwich Mean Time")}


@lru_cache(maxsize=1)
def _windows() -> Mapping[str, str]:
    names = {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}
    return names | {name.replace("standard time", "daylight time"): zone for name, zone in names.items()}


@lru_cache(maxsize=4096)
def zone_named(tzid: str) -> str | None:
    """Give the IANA zone that a TZID names; None where it names none.

    Known are IANA names in any case, also at the end of a path (``/freeassociation.sourceforge.net/Europe/Berlin``),
    names of Windows (``W. Europe Standard Time``), and offsets of whole hours (``UTC+01:00``).
    """
    name = tzid.strip().strip('"').lower()[:200]
    if found := _iana().get(name.replace(" ", "_")) or _windows().get(name):
        return found
    parts = [part for part in name.split("/") if part]
    for count in (3, 2, 1):
        tail = "/".join(parts[-count:])
        if len(parts) >= count and (len(parts) > count or tail != name) and tail in _iana():
            return _iana()[tail]
    match = _FIXED.match(name.upper())
    if match and int(match[3] or 0) == 0 and int(match[2]) <= 12:
        hours = int(match[1] + match[2])
        return f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return None


class Places:
    """The zones that one calendar may name."""

    def __init__(self, components: Iterable[Component]) -> None:
        self._described: dict[str, Component] = {}
        self._named: dict[str, str] = {}
        self._read: dict[str, Embedded] = {}
        self._same: dict[tuple[str, int, bool], str | None] = {}
        for component in components:
            self._note(component)

    def _note(self, component: Component) -> None:
        try:
            held = Properties(component)
        except LeftOut:
            return
        tzid = held.first("TZID")
        if tzid is None:
            return
        self._described.setdefault(tzid.text.strip(), component)
        lic = held.first("X-LIC-LOCATION")
        if lic is not None and (name := zone_named(lic.text)):
            self._named.setdefault(tzid.text.strip(), name)

    def find(self, tzid: str, year: int, *, recurs: bool) -> str | Embedded:
        """Give the IANA zone that a TZID means around a year, else what the calendar describes.

        LeftOut where it is neither known nor described.
        """
        tzid = tzid.strip().strip('"')
        name = zone_named(tzid) or self._named.get(tzid)
        if name:
            return name
        at = (tzid, year, recurs)
        if at not in self._same:
            self._same[at] = self._compare(tzid, year, recurs=recurs)
        return self._same[at] or self._read[tzid]

    def _compare(self, tzid: str, year: int, *, recurs: bool) -> str | None:
        described = self._described.get(tzid)
        if described is None:
            raise LeftOut(f"stands in the zone {tzid[:60]!r}, which is neither known nor described")
        if tzid not in self._read:
            try:
                self._read[tzid] = read_zone(described)
            except LeftOut as error:
                raise LeftOut(f"stands in the zone {tzid[:60]!r}, which {error.words} (line {error.line})") from error
        first = start_of(year)
        for years in (AHEAD, 1) if recurs else (1,):
            if found := self._read[tzid].same_as(first, start_of(year + years)):
                return found
        return None


def local(place: str | Embedded, wall: datetime) -> int:
    """Give the instant of a wall time in a zone."""
    from pmdesk.schedule.instants import zone

    return place.instant(wall) if isinstance(place, Embedded) else zone(place).instant(wall)

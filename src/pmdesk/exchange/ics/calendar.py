"""One whole calendar, in pieces to be streamed: RFC 5545, section 3.4; RFC 7986, section 5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from icalendar import Calendar

from pmdesk.exchange.ics.component import written
from pmdesk.exchange.ics.seen import WRITER, from_text
from pmdesk.exchange.ics.values import Text, duration, utc
from pmdesk.exchange.ics.vtimezone import written_zone
from pmdesk.portfolio.publication import Publication

PRODID = "-//pmdesk//pmdesk//EN"
REFRESH = timedelta(hours=1)

_END = b"END:VCALENDAR\r\n"
_BY_ITSELF = {"milestone": (timedelta(days=1),), "event": (timedelta(minutes=15),)}


def alarms_of(publication: Publication, asked: tuple[timedelta, ...] | None, *, mine: bool) -> tuple[timedelta, ...]:
    """Give how long before an item its alarms ring: what was asked for, else what my own calendar has by itself."""
    kind = publication.ref.partition("/")[0]
    if kind not in _BY_ITSELF or (asked is None and not mine):
        return ()
    return _BY_ITSELF[kind] if asked is None else asked


def with_text(publication: Publication, alarms: tuple[timedelta, ...]) -> Publication:
    """Give a publication with its components written; the kept text is taken where it is the one."""
    ahead = ",".join(str(int(item.total_seconds())) for item in alarms)
    made_of = f"{WRITER} {publication.sequence} {publication.stamp} {ahead}"
    if publication.text and publication.text_of == made_of:
        return publication
    return replace(publication, text=written(publication, alarms), text_of=made_of)


def calendar(head: Publication, items: Sequence[Publication], zone: str) -> Iterator[bytes]:
    """Write a calendar of items that have their text; ``zone`` is that of the one for whom it is."""
    yield _head(head, max([head.stamp, *(item.stamp for item in items)]))
    yield from _zones(items, zone, head.stamp)
    for item in items:
        yield item.text.encode()
    yield _END


def of_one(item: Publication) -> Iterator[bytes]:
    """Write a calendar of one item, as a vdir holds it."""
    yield _head_of_one()
    yield from _zones([item])
    yield item.text.encode()
    yield _END


@cache
def _head_of_one() -> bytes:
    made = Calendar()
    made["PRODID"] = Text(PRODID)
    made["VERSION"] = Text("2.0")
    return _opened(made)


def _opened(made: Calendar) -> bytes:
    data: bytes = made.to_ical()
    return data.removesuffix(_END)


def _head(head: Publication, stamp: str) -> bytes:
    seen = from_text(head.seen)
    made = Calendar()
    made["PRODID"] = Text(PRODID)
    made["VERSION"] = Text("2.0")
    made["CALSCALE"] = Text("GREGORIAN")
    made["UID"] = Text(head.uid)
    made["NAME"] = Text(seen.title)
    made["X-WR-CALNAME"] = Text(seen.title)
    if seen.color:
        made["COLOR"] = Text(seen.color)
    made["REFRESH-INTERVAL"] = duration(REFRESH)
    made["X-PUBLISHED-TTL"] = duration(REFRESH)
    del made["X-PUBLISHED-TTL"].params["VALUE"]
    made.add("LAST-MODIFIED", utc(stamp))
    return _opened(made)


def _zones(items: Iterable[Publication], zone: str = "", since: str = "") -> Iterator[bytes]:
    """Write the zones in which items stand, for the years that they reach.

    A calendar without an item has that of the one for whom it is, from the year of ``since`` on: RFC 5545, section 3.6,
    wants one component.
    """
    reach: dict[str, list[int | None]] = {}
    any_item = False
    for item in items:
        any_item = True
        if not item.ref.startswith("event/"):
            continue
        name = from_text(item.seen).zone or "UTC"
        low, high = int(item.first[:4]), int(item.last[:4]) if item.last else None
        held = reach.setdefault(name, [low, high])
        held[0] = min(low, held[0] or low)
        held[1] = None if high is None or held[1] is None else max(high, held[1])
    if not any_item and zone:
        reach[zone] = [int(since[:4]), None]
    for name, (first, last) in sorted(reach.items()):
        if name != "UTC" or not any_item:
            yield written_zone(name, first or 1, last)

"""A publication as iCalendar components: RFC 5545, section 3.6; RFC 7986."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Event, Todo, vDuration

from pmdesk.exchange.ics.seen import CANCELLED, Seen, from_text
from pmdesk.exchange.ics.values import Text, categories, day, recurrence, uri, utc, walls, when
from pmdesk.portfolio.publication import Publication

_DEPENDS = "DEPENDS-ON"  # RFC 9253, section 9.1


def written(publication: Publication, alarms: tuple[timedelta, ...]) -> str:
    """Write an item's components: itself, and one for each override of a recurring event."""
    seen = from_text(publication.seen)
    if publication.form == "todo":
        parts = [_todo(publication, seen)]
    else:
        parts = [_event(publication, seen)]
        parts += [_override(publication, seen, held) for held in seen.overrides]
    if seen.status != CANCELLED and not seen.quiet:
        for part in parts:
            for ahead in alarms:
                part.add_component(_alarm(str(part["SUMMARY"]), ahead, publication.form))
    return b"".join(part.to_ical() for part in parts).decode()


def _common(part: Any, publication: Publication, seen: Seen) -> None:
    part["UID"] = Text(publication.uid)
    part.add("SEQUENCE", publication.sequence)
    part.add("DTSTAMP", utc(publication.stamp))
    part.add("LAST-MODIFIED", utc(publication.stamp))
    part.add("CREATED", utc(publication.created))
    part["SUMMARY"] = Text(seen.title)
    part["STATUS"] = Text(seen.status)
    description = seen.description
    if seen.url:
        link = uri(seen.url)
        if link is not None:
            part["URL"] = link
        else:
            description = "\n\n".join(words for words in (description, seen.url) if words)
    for name, text in (("DESCRIPTION", description), ("LOCATION", seen.location), ("COLOR", seen.color)):
        if held := Text(text):
            part[name] = held
    if seen.categories:
        part["CATEGORIES"] = categories(list(seen.categories))
    if seen.priority:
        part.add("PRIORITY", seen.priority)
    for uid in seen.related:
        part.add("RELATED-TO", Text(uid), parameters={"RELTYPE": _DEPENDS})


def _event(publication: Publication, seen: Seen) -> Any:
    part = Event()
    _common(part, publication, seen)
    part["DTSTART"] = when(seen.start, seen.zone)
    if seen.zone is None:
        if (last := day(seen.end)) < last.max:
            part["DTEND"] = when((last + timedelta(days=1)).isoformat(), None)
        part["X-MICROSOFT-CDO-ALLDAYEVENT"] = Text("TRUE")
    else:
        part["DTEND"] = when(seen.end, seen.zone)
    if seen.rrule and seen.zone:
        start = datetime.fromisoformat(seen.start.removesuffix("Z"))
        part["RRULE"] = recurrence(seen.rrule, start, seen.zone)
        if seen.exdates:
            part["EXDATE"] = walls(list(seen.exdates), seen.zone)
    _busy(part, seen.busy)
    return part


def _busy(part: Any, busy: str) -> None:
    part["TRANSP"] = Text("TRANSPARENT" if busy == "FREE" else "OPAQUE")
    part["X-MICROSOFT-CDO-BUSYSTATUS"] = Text(busy)


def _override(publication: Publication, seen: Seen, held: list[str]) -> Any:
    """Write one moved or changed occurrence (RECURRENCE-ID); a cancelled series cancels it too."""
    at, start, end, title, status = held
    busy = "TENTATIVE" if status == "TENTATIVE" else "BUSY"
    status = CANCELLED if seen.status == CANCELLED else status
    one = seen._replace(start=start, end=end, title=title, status=status, rrule=None, exdates=(), busy=busy)
    part = _event(publication, one)
    part["RECURRENCE-ID"] = when(at, seen.zone)
    return part


def _todo(publication: Publication, seen: Seen) -> Any:
    part = Todo()
    _common(part, publication, seen)
    part["DUE"] = when(seen.end, None)
    if seen.done_on:
        part.add("COMPLETED", datetime.combine(day(seen.done_on), time(12), UTC))
    return part


def _alarm(title: str, ahead: timedelta, form: str) -> Any:
    """Give a reminder before the start; of a to-do, which has none, before its due (RFC 5545, section 3.8.6.3)."""
    part = Alarm()
    part["ACTION"] = Text("DISPLAY")
    part["DESCRIPTION"] = Text(title)
    part["TRIGGER"] = vDuration(-ahead, {"RELATED": "END"} if form == "todo" else None)
    return part

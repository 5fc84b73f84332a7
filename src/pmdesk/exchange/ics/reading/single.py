"""One VEVENT as a meeting, what recurs of it aside: RFC 5545, section 3.6.1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pmdesk.exchange.ics.reading.meeting import Meeting
from pmdesk.exchange.ics.reading.moments import Reader, When, ceiling, floor, read_length
from pmdesk.exchange.ics.reading.places import Places
from pmdesk.exchange.ics.reading.properties import Properties
from pmdesk.exchange.ics.reading.trouble import LeftOut
from pmdesk.model.clean import clean
from pmdesk.model.kinds import TEXT_LIMIT
from pmdesk.model.rule import MAX_YEAR
from pmdesk.schedule.instants import zone

UNTITLED = "(no title)"
LONGEST_TITLE = 1000
_STATUS = {"CANCELLED": "cancelled", "TENTATIVE": "tentative"}
_MILESTONES = frozenset({"deliverable", "decision", "payment", "go-live", "report"})
MOMENT = timedelta(minutes=1)
"""What a meeting without a length takes: one must end after it starts."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the VEVENTs of one calendar share: its zones, whether it cancels all in it, whether pmdesk wrote it."""

    places: Places
    cancels: bool = False
    is_ours: bool = False


def one_line(text: str) -> str:
    """Give a text as one line."""
    return " ".join(clean(text).split())


def _title(held: Properties) -> str:
    summary = held.first("SUMMARY")
    return (one_line(summary.text)[:LONGEST_TITLE] if summary else "") or UNTITLED


def _text(held: Properties, name: str) -> str:
    found = held.first(name)
    return clean(found.text).strip()[:TEXT_LIMIT] if found else ""


def revision(held: Properties) -> tuple[int, str]:
    """Give what tells the newer of two (RFC 5546, section 2.1.5)."""
    number = held.word("SEQUENCE")
    whole = int(number) if number.isascii() and number.isdigit() and len(number) <= 9 else 0
    return whole, held.word("DTSTAMP") or held.word("LAST-MODIFIED")


def _kind(held: Properties, source: Source) -> str:
    """Give the kind of what pmdesk wrote: the last category, which of a milestone is what kind of one it is."""
    names = held.first("CATEGORIES") if source.is_ours else None
    kind = names.value.rpartition(",")[2].strip().lower() if names else ""
    return "milestone" if kind in _MILESTONES else kind


def _status(held: Properties, source: Source) -> str:
    return "cancelled" if source.cancels else _STATUS.get(held.word("STATUS"), "confirmed")


def single(held: Properties, source: Source, *, recurs: bool) -> Meeting:
    """Read one VEVENT, its rule and further dates aside."""
    given = held.only("DTSTART")
    if given is None:
        raise LeftOut("the VEVENT has no DTSTART")
    reader = Reader(source.places, recurs=recurs)
    start = reader.when(given)
    end = _end(held, reader, start)
    first = floor(start.wall)
    last = max(ceiling(end), first + MOMENT)
    if last.year > MAX_YEAR:
        raise given.refuse("ends after the year 9998")
    uid = held.first("UID")
    return Meeting(
        line=held.line, uid=one_line(uid.text) if uid else "", title=_title(held), start=first, end=last,
        zone=start.zone, all_day=start.is_day, status=_status(held, source),
        is_busy=held.word("TRANSP") != "TRANSPARENT", sequence=revision(held)[0], url=one_line(_text(held, "URL")),
        location=one_line(_text(held, "LOCATION")), notes=_text(held, "DESCRIPTION"), kind=_kind(held, source),
    )  # fmt: skip


def _end(held: Properties, reader: Reader, start: When) -> datetime:
    given, length = held.only("DTEND"), held.only("DURATION")
    if given is not None:
        end = reader.when(given)
        wall = end.within(start.zone)
        if start.is_day and not end.is_day and wall > wall.replace(hour=0, minute=0, second=0):
            wall = wall.replace(hour=0, minute=0, second=0) + timedelta(days=1)
        if wall < start.wall and _elapsed(start, end) < 0:
            raise given.refuse("is before DTSTART")
    elif length is not None:
        wall = start.plus(read_length(length))
        if wall < start.wall:
            raise length.refuse("is negative")
    else:
        wall = start.wall
    return start.wall + timedelta(days=1) if start.is_day and wall <= start.wall else wall


def _elapsed(start: When, end: When) -> int:
    if start.zone is None or end.zone is None:
        return -1
    return zone(end.zone).instant(end.wall) - zone(start.zone).instant(start.wall)

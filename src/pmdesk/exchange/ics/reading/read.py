"""From bytes to what is understood of a calendar, and what is not; one bad component never spoils the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from pmdesk.exchange.ics.reading.components import Component, components
from pmdesk.exchange.ics.reading.lines import content_lines, plain
from pmdesk.exchange.ics.reading.meeting import Calendar, Meeting
from pmdesk.exchange.ics.reading.places import Places
from pmdesk.exchange.ics.reading.properties import Properties
from pmdesk.exchange.ics.reading.single import Source
from pmdesk.exchange.ics.reading.trouble import LeftOut, Trouble, Unreadable
from pmdesk.exchange.ics.reading.understood import Item, by_uid, check_uid

_ODD = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError)
"""What a value that nobody thought of may raise."""
OURS = "-//pmdesk//"
Guard = Callable[[], AbstractContextManager[object]]
"""Bounds the time that one item may take; TimeoutError where it takes longer."""


def read(data: bytes, guard: Guard = nullcontext) -> Calendar:
    """Read a calendar; Unreadable where it is none, or is beyond all bounds."""
    found = components(content_lines(plain(data)))
    troubles = found.troubles
    meetings: list[Meeting] = []
    for calendar in found.calendars:
        held = _properties(calendar, troubles)
        if held is not None and held.word("VERSION").startswith("1."):
            raise Unreadable("is of vCalendar 1.0, not of iCalendar 2.0")
        meetings += _meetings(calendar, held, troubles, guard)
    return Calendar(_unique(meetings, troubles), tuple(sorted(troubles)))


def _properties(component: Component, troubles: list[Trouble]) -> Properties | None:
    try:
        return Properties(component)
    except LeftOut as error:
        troubles.append(Trouble(error.line or component.line, error.words))
        return None


def _meetings(calendar: Component, head: Properties | None, troubles: list[Trouble], guard: Guard) -> Iterator[Meeting]:
    prodid = head.first("PRODID") if head else None
    source = Source(
        Places(part for part in calendar.parts if part.name == "VTIMEZONE"),
        head is not None and head.word("METHOD") == "CANCEL",
        prodid is not None and prodid.value.startswith(OURS),
    )
    groups = by_uid(part for part in calendar.parts if part.name == "VEVENT")
    calendar.parts.clear()
    for uid in list(groups):
        yield from _meetings_of(groups.pop(uid), source, troubles, guard)


def _meetings_of(parts: list[Component], source: Source, troubles: list[Trouble], guard: Guard) -> Iterator[Meeting]:
    """Give the meetings of one UID; its properties are read only now, since there may be very many."""
    group = [held for held in (_properties(part, troubles) for part in parts) if held is not None]
    if not group:
        return
    try:
        with guard():
            found = _item(group, source, troubles)
    except LeftOut as error:
        troubles.append(Trouble(error.line or group[0].line, error.words))
    except _ODD as error:
        troubles.append(Trouble(group[0].line, f"the VEVENT can't be understood: {str(error)[:80]}"))
    except TimeoutError:
        troubles.append(Trouble(group[0].line, "the VEVENT takes too long to work out"))
    else:
        yield from found


def _item(group: list[Properties], source: Source, troubles: list[Trouble]) -> list[Meeting]:
    """Give the meetings of one UID, all of them or none."""
    check_uid(group)
    item = Item(source, troubles)
    for held in group:
        item.add(held)
    found = list(item.meetings())
    return found if found and found[0].uid else [replace(one, uid=_uid(one)) for one in found]


def _uid(meeting: Meeting) -> str:
    """Give a UID to what came without: the same meeting gets the same."""
    known = f"{meeting.title}\n{meeting.start.isoformat()}\n{meeting.zone}\n{meeting.rrule}"
    return f"none:{hashlib.sha256(known.encode()).hexdigest()[:32]}"


def _unique(meetings: list[Meeting], troubles: list[Trouble]) -> tuple[Meeting, ...]:
    """Keep one meeting for what is known by the same values: the newest of several calendars in one file."""
    found: dict[tuple[str, str], Meeting] = {}
    for meeting in meetings:
        known = (meeting.uid, meeting.part)
        before = found.get(known)
        if before is not None and before.digest != meeting.digest:
            older = before if meeting.sequence >= before.sequence else meeting
            troubles.append(Trouble(older.line, "is an older revision of what else the file holds"))
            if older is meeting:
                continue
        found[known] = meeting
    return tuple(found.values())

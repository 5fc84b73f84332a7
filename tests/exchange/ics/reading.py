"""Two independent readers of what was written, brought to one form."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import icalendar
import vobject
from dateutil.tz import tzical
from vobject.icalendar import registerTzid


class Read(NamedTuple):
    """One component as a reader sees it; moments in UTC, days as dates."""

    name: str
    uid: str
    recurrence: date | None
    start: date | None
    end: date | None
    summary: str
    description: str
    location: str
    categories: tuple[str, ...]
    status: str
    sequence: int


def moment(value: Any) -> Any:
    """Give an instant in UTC; a floating time is an error."""
    if isinstance(value, datetime):
        assert value.tzinfo is not None, "no floating times"
        return value.astimezone(UTC)
    return value


def by_icalendar(data: bytes) -> list[Read]:
    """Read with icalendar."""
    found = []
    parts: Any = icalendar.Calendar.from_ical(data).walk()
    for part in parts:
        if part.name not in {"VEVENT", "VTODO"}:
            continue
        moments = {name: moment(part[name].dt) for name in ("RECURRENCE-ID", "DTSTART", "DTEND", "DUE") if name in part}
        held = part.get("CATEGORIES")
        found.append(
            Read(
                part.name, str(part["UID"]), moments.get("RECURRENCE-ID"), moments.get("DTSTART"),
                moments.get("DTEND", moments.get("DUE")), str(part["SUMMARY"]), str(part.get("DESCRIPTION", "")),
                str(part.get("LOCATION", "")), tuple(str(name) for name in held.cats) if held else (),
                str(part["STATUS"]), int(part["SEQUENCE"]),
            )
        )  # fmt: skip
    return sorted(found, key=lambda item: (item.name, item.uid, str(item.recurrence)))


def vobject_calendar(data: bytes) -> Any:
    """Parse with vobject, with the zones of this very file as dateutil reads them (it would take pytz's)."""
    for zone in icalendar.Calendar.from_ical(data).walk("VTIMEZONE"):
        name = str(zone["TZID"])
        registerTzid(name, tzical(io.StringIO(zone.to_ical().decode().replace("\r\n ", ""))).get(name))
    return vobject.readOne(data.decode())


def by_vobject(data: bytes) -> list[Read]:
    """Read with vobject."""
    found = []
    for part in vobject_calendar(data).components():
        if part.name not in {"VEVENT", "VTODO"}:
            continue

        def value(name: str, part: Any = part) -> Any:
            return getattr(part, name).value if hasattr(part, name) else None

        end = value("dtend") or value("due")
        found.append(
            Read(
                part.name, value("uid"), moment(value("recurrence_id")), moment(value("dtstart")), moment(end),
                value("summary"), value("description") or "", value("location") or "", tuple(value("categories") or ()),
                value("status"), int(value("sequence")),
            )
        )  # fmt: skip
    return sorted(found, key=lambda item: (item.name, item.uid, str(item.recurrence)))

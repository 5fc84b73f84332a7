"""What was understood of a foreign calendar, before it is known what becomes of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from pmdesk.exchange.ics.reading.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Moved:
    """One occurrence that differs, by its wall time by the rule; None keeps what the meeting has."""

    occurrence: datetime
    start: datetime | None = None
    end: datetime | None = None
    title: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, leave or freeze as one row can hold it; an item with further dates is several.

    ``part`` is empty for the item itself, else the occurrence that stands for itself (``YYYY-MM-DDTHH:MM``); ``lone``
    marks one that came without its series, which may be known from before. Times are wall times in ``zone``, an IANA
    name; None floats: they are the wall time of whoever reads it. Of a day ``all_day`` start and end are midnights.
    ``status`` is confirmed, tentative or cancelled; ``is_busy`` tells whether it takes up time. ``kind`` is what pmdesk
    wrote it from (event, milestone …), empty for all others' calendars.
    """

    line: int
    uid: str
    title: str
    start: datetime
    end: datetime
    part: str = ""
    lone: bool = False
    zone: str | None = None
    all_day: bool = False
    rrule: str | None = None
    exdates: tuple[datetime, ...] = ()
    moved: tuple[Moved, ...] = ()
    status: str = "confirmed"
    is_busy: bool = True
    sequence: int = 0
    url: str = ""
    location: str = ""
    notes: str = ""
    kind: str = ""

    @property
    def digest(self) -> str:
        """A hash of all that matters: neither where it stands in the file nor its revision."""
        held = {name: value for name, value in _plain(self).items() if name not in {"line", "sequence", "lone"}}
        return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that was understood of a file, and what was not, by line."""

    meetings: tuple[Meeting, ...]
    troubles: tuple[Trouble, ...]


def _plain(value: Meeting | Moved) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, default in _DEFAULTS[type(value)]:
        held = getattr(value, name)
        if isinstance(held, datetime):
            held = held.isoformat(timespec="minutes")
        elif name == "exdates":
            held = [wall.isoformat(timespec="minutes") for wall in held]
        elif name == "moved":
            held = [_plain(one) for one in held]
        if held != default:
            found[name] = held
    return found


_DEFAULTS = {kind: tuple((item.name, item.default) for item in fields(kind)) for kind in (Meeting, Moved)}


def to_json(calendar: Calendar) -> str:
    """Write it as one line."""
    return "".join(json_pieces(calendar))


def json_pieces(calendar: Calendar) -> Iterator[str]:
    """Write it as one line, piece by piece, for the process that asked."""
    yield '{"meetings":['
    for number, item in enumerate(calendar.meetings):
        yield f"{',' * (number > 0)}{json.dumps(_plain(item))}"
    yield f'],"troubles":{json.dumps(calendar.troubles)}}}'


def from_json(text: str | bytes) -> Calendar:
    """Read back what ``to_json`` wrote."""
    held = json.loads(text)
    troubles = tuple(Trouble(int(line), str(words)) for line, words in held["troubles"])
    return Calendar(tuple(_meeting(item) for item in held["meetings"]), troubles)


_WALLS = ("start", "end", "occurrence")


def _walls(held: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name in _WALLS and value is not None else value
        for name, value in held.items()
    }


def _meeting(held: dict[str, Any]) -> Meeting:
    values = _walls(held)
    values["exdates"] = tuple(datetime.fromisoformat(wall) for wall in held.get("exdates", ()))
    values["moved"] = tuple(Moved(**_walls(item)) for item in held.get("moved", ()))
    return Meeting(**values)

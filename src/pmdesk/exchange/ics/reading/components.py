"""Content lines as calendars with their events and zones: RFC 5545, section 3.4 and 3.6.

Only what an import concerns is kept. A component that does not end, or holds what it may not, is left out alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from pmdesk.exchange.ics.reading.lines import LONGEST, text_of
from pmdesk.exchange.ics.reading.trouble import Trouble, Unreadable

MAX_COMPONENTS = 100_000
MAX_LINES = 3000
"""The most lines of concern that one component may have."""
MAX_DEPTH = 20

_NAME = re.compile(rb"[A-Za-z0-9-]+(?=[;:])")
_EVENT = frozenset(
    {
        "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "STATUS",
        "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "TRANSP", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CATEGORIES",
    }
)  # fmt: skip
_CHANGE = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_KEPT: dict[str, frozenset[str]] = {
    "VCALENDAR": frozenset({"METHOD", "PRODID", "VERSION"}),
    "VEVENT": _EVENT,
    "VTIMEZONE": frozenset({"TZID", "X-LIC-LOCATION"}),
    "STANDARD": _CHANGE,
    "DAYLIGHT": _CHANGE,
}
"""The lines that are kept, by component."""
_CONCERN = {name: name for names in _KEPT.values() for name in names}
_WHOLE = frozenset({"VEVENT", "VTIMEZONE", "VTODO", "VJOURNAL", "VFREEBUSY"})
"""No event and no zone begins within these."""
_INSIDE = {"STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE", "VEVENT": "VCALENDAR", "VTIMEZONE": "VCALENDAR"}


_NO_LINES: list[tuple[int, str, bytes]] = []


@dataclass(slots=True)
class Component:
    """A component that is open or has ended; ``wrong`` says why it can't be taken."""

    name: str
    line: int
    lines: list[tuple[int, str, bytes]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    wrong: str = ""
    packed: tuple[bytes, tuple[int, ...], tuple[str, ...]] | None = None

    def pack(self) -> None:
        """Hold the lines in a third of the room, since there may be very many components."""
        lines = b"\n".join([line for _, _, line in self.lines])
        numbers = tuple([number - self.line for number, _, _ in self.lines])
        self.packed = lines, numbers, tuple([name for _, name, _ in self.lines])
        self.lines = _NO_LINES

    def content(self) -> Iterator[tuple[int, str, bytes]]:
        """Give its lines: number, name in capitals, the line unfolded."""
        if self.packed is None:
            yield from self.lines
        elif self.packed[1]:
            lines, numbers, names = self.packed
            for line, number, name in zip(lines.split(b"\n"), numbers, names, strict=True):
                yield number + self.line, name, line


@dataclass(slots=True)
class Found:
    """What a file holds: its calendars, each with its events and zones as parts, and what is left out."""

    calendars: list[Component] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


class _Builder:
    def __init__(self) -> None:
        self.found = Found()
        self.open: list[Component] = []
        self.count = 0

    def begin(self, number: int, name: str) -> None:
        self.count += 1
        if self.count > MAX_COMPONENTS:
            raise Unreadable(f"holds more than {MAX_COMPONENTS:,} components")
        if len(self.open) >= MAX_DEPTH:
            raise Unreadable(f"holds components within components, more than {MAX_DEPTH} deep, at line {number}")
        if name in {"VCALENDAR", "VEVENT", "VTIMEZONE"}:
            self._close_from(_WHOLE if name != "VCALENDAR" else {"VCALENDAR"})
        if not self.open and name != "VCALENDAR":
            self.open.append(Component("VCALENDAR", number))
        self.open.append(Component(name, number))

    def _close_from(self, names: Collection[str]) -> None:
        """Close what should have ended before: the outermost open component of these names, and all in it."""
        at = next((place for place, one in enumerate(self.open) if one.name in names), len(self.open))
        while len(self.open) > at:
            self.close("does not end")

    def end(self, number: int, name: str) -> None:
        if not any(one.name == name for one in self.open):
            self.found.troubles.append(Trouble(number, f"END:{name[:40]} ends nothing"))
            return
        while self.open[-1].name != name:
            self.close("does not end")
        self.close("")

    def close(self, wrong: str) -> None:
        done = self.open.pop()
        done.wrong = done.wrong or wrong
        parent = self.open[-1] if self.open else None
        if done.name == "VCALENDAR" and parent is None:
            self.found.calendars.append(done)
        elif done.name in _INSIDE and parent is not None and parent.name == _INSIDE[done.name]:
            if done.wrong and done.name != "VTIMEZONE":
                self.found.troubles.append(Trouble(done.line, f"the {done.name} that begins here {done.wrong}"))
                parent.wrong = parent.wrong or (f"holds a {done.name} that {done.wrong}" * (parent.name == "VTIMEZONE"))
            else:
                if done.name == "VEVENT":
                    done.pack()
                parent.parts.append(done)
        elif parent is not None and parent.name == "VCALENDAR":
            self.found.troubles.append(Trouble(done.line, f"a {done.name[:40]} is not taken in"))

    def line(self, number: int, name: str, line: bytes) -> None:
        top = self.open[-1] if self.open else None
        if top is None or name not in _KEPT.get(top.name, ()) or top.wrong:
            return
        if len(line) > LONGEST:
            top.wrong = f"holds a line of more than {LONGEST:,} octets: {name} in line {number}"
        elif len(top.lines) >= MAX_LINES:
            top.wrong = f"holds more than {MAX_LINES:,} lines"
        else:
            top.lines.append((number, name, line))


def components(lines: Iterable[tuple[int, bytes]]) -> Found:
    """Put content lines together; Unreadable where there are too many components, or no calendar at all."""
    builder = _Builder()
    known: dict[bytes, str] = {}
    for number, line in lines:
        match = _NAME.match(line)
        if match is None:
            continue
        name = known.get(match[0]) or _named(match[0], known)
        if name == "BEGIN":
            builder.begin(number, _word(line))
        elif name == "END":
            builder.end(number, _word(line))
        else:
            builder.line(number, name, line)
    while builder.open:
        builder.close("" if builder.open[-1].name == "VCALENDAR" else "does not end")
    if not builder.found.calendars:
        raise Unreadable("is not a calendar: it holds no BEGIN:VCALENDAR")
    return builder.found


def _named(written: bytes, known: dict[bytes, str]) -> str:
    """Give a name in capitals; those of concern are the same text each time, of which there may be millions."""
    name = written.decode("ascii").upper()
    name = _CONCERN.get(name, name)
    if len(known) < MAX_LINES:
        known[written] = name
    return name


def _word(line: bytes) -> str:
    return text_of(line[:200]).partition(":")[2].strip().upper()

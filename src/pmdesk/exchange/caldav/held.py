"""An item as a calendar holds it, as far as the two sides can be compared: neither how it is written nor its revision.

What is read here is what ``exchange.ics.reading`` understands; of the rest (people asked, alarms, attachments) it is
told that it is there, so that nothing of it is overwritten unseen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pmdesk.errors import InputError
from pmdesk.exchange.ics.reading.meeting import Calendar, Meeting, Moved, from_json, to_json
from pmdesk.schedule.instants import zone

_UID = re.compile(rb"^UID[^:\r\n]*:([0-9a-f]{32})[ \t]*\r?$", re.MULTILINE)
_FOLD = re.compile(rb"\r?\n[ \t]")
_ALSO = {
    "ATTENDEE": "people", "ORGANIZER": "people", "COMMENT": "a comment", "CONTACT": "a contact",
    "ATTACH": "an attachment", "RESOURCES": "resources", "VALARM": "an alarm", "CLASS": "who may see it",
}  # fmt: skip
"""Properties and components that are not taken over, with what they are called."""
_ORDINARY = "PUBLIC"
AT_ONCE = 500
"""So many items are read in one process."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is understood of an item (several meetings where it has further dates), and what else is there."""

    meetings: tuple[Meeting, ...]
    also: tuple[str, ...] = ()

    @property
    def first(self) -> Meeting:
        """The item itself."""
        return self.meetings[0]


def uids_in(data: bytes) -> set[str]:
    """Give the UIDs that could be ours."""
    return {found.decode() for found in _UID.findall(_FOLD.sub(b"", data))}


def of_ours(data: bytes) -> Held:
    """Read what this program wrote."""
    from pmdesk.exchange.ics.reading.read import read

    return Held(_plain(read(data).meetings), _also(data))


def of_theirs(found: Mapping[str, bytes]) -> dict[str, Held | None]:
    """Read what others wrote, by UID; None for what can't be understood as one item of that UID.

    All are read at once; those that tell of other items too, or disturb others, alone.
    """
    alone = {uid for uid, data in found.items() if uids_in(data) != {uid}}
    made = _read({uid: data for uid, data in found.items() if uid not in alone})
    again = alone | ({uid for uid, held in made.items() if held is None} if len(made) > 1 else set())
    for uid in sorted(again):
        made |= _read({uid: found[uid]})
    return made


def _read(found: Mapping[str, bytes]) -> dict[str, Held | None]:
    if not found:
        return {}
    from pmdesk.exchange.ics.reading.limited import read_bytes

    if len(found) > AT_ONCE:
        return _halved(found)
    try:
        read = read_bytes(b"\r\n".join(found.values()), "the calendar")
    except InputError:
        return _halved(found) if len(found) > 1 else dict.fromkeys(found)
    by_uid: dict[str, list[Meeting]] = {}
    for meeting in read.meetings:
        by_uid.setdefault(meeting.uid, []).append(meeting)
    lines = [line for line, _ in read.troubles]
    made: dict[str, Held | None] = {}
    at = 1
    for uid, data in found.items():
        until = at + data.count(b"\n") + 1
        is_odd = any(at <= line < until for line in lines) or uid not in by_uid
        made[uid] = None if is_odd else Held(_plain(tuple(by_uid[uid])), _also(data))
        at = until
    return made


def _halved(found: Mapping[str, bytes]) -> dict[str, Held | None]:
    items = list(found.items())
    middle = len(items) // 2
    return _read(dict(items[:middle])) | _read(dict(items[middle:]))


def _plain(meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    return tuple(replace(one, line=0, sequence=0, kind="", is_busy=True) for one in meetings)


def _also(data: bytes) -> tuple[str, ...]:
    """Give what else is in an item: properties with their values, alarms by their number."""
    inside: list[str] = []
    found: list[str] = []
    for line in _FOLD.sub(b"", data).decode(errors="replace").splitlines():
        name = re.split("[:;]", line, maxsplit=1)[0].upper()
        value = line.partition(":")[2].strip()
        if name == "BEGIN":
            inside.append(value.upper())
            if value.upper() in _ALSO:
                found.append(f"{value.upper()}:")
        elif name == "END":
            inside = inside[:-1]
        elif name in _ALSO and inside[-1:] == ["VEVENT"] and value.upper() != _ORDINARY:
            found.append(f"{name}:{value}"[:500])
    return tuple(sorted(found))


def to_text(held: Held) -> str:
    """Give it as text, to be kept."""
    return json.dumps([to_json(Calendar(held.meetings, ())), held.also], ensure_ascii=False)


def from_text(text: str) -> Held:
    """Read what ``to_text`` gave."""
    meetings, also = json.loads(text)
    return Held(from_json(meetings).meetings, tuple(also))


def added(base: Held, theirs: Held) -> list[str]:
    """Give, in words, what is there that was not, and is not taken over."""
    rest = list(base.also)
    found = []
    for line in theirs.also:
        if line in rest:
            rest.remove(line)
        else:
            found.append(_ALSO[line.partition(":")[0]])
    return list(dict.fromkeys(found))


def differing(base: Held, theirs: Held) -> tuple[str, ...]:
    """Name what of an item differs: fields of ``Meeting``, ``also``; moments that are the same instants do not.

    An item that consists of other parts than before differs in ``parts``.
    """
    if {one.part for one in base.meetings} != {one.part for one in theirs.meetings}:
        return ("parts",)
    before = {one.part: one for one in base.meetings}
    found: dict[str, None] = {}
    for one in theirs.meetings:
        found.update(dict.fromkeys(_differing(before[one.part], one)))
    if added(base, theirs):
        found["also"] = None
    return tuple(found)


_COMPARED = ("title", "status", "url", "location", "notes", "rrule", "exdates", "moved")


def _differing(before: Meeting, now: Meeting) -> Iterator[str]:
    if _moments(before) != _moments(now):
        yield "start"
    for name in _COMPARED:
        if _comparable(before, name) != _comparable(now, name):
            yield name


def _moments(one: Meeting) -> tuple[object, ...]:
    """Give what tells when a meeting is: of one that does not recur the instants, whatever zone they stand in."""
    if one.rrule or one.all_day or one.zone is None:
        return one.start, one.end, one.zone, one.all_day
    place = zone(one.zone)
    return place.instant(one.start), place.instant(one.end)


def _comparable(one: Meeting, name: str) -> object:
    value = getattr(one, name)
    if name == "exdates":
        return sorted(value)
    if name == "moved":
        return sorted((_filled(moved, one) for moved in value), key=lambda moved: moved.occurrence)
    if name == "notes":
        return "\n".join(line.rstrip() for line in value.replace("\r\n", "\n").split("\n")).strip()
    if name == "rrule":
        return ";".join(sorted((value or "").split(";")))
    return value


def _filled(moved: Moved, one: Meeting) -> Moved:
    return replace(moved, title=moved.title if moved.title is not None else one.title)

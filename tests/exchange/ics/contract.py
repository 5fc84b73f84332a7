"""A reader and judge of calendars, from calendars.md and RFC 5545 alone: no iCalendar package, no code of pmdesk.

Each function raises AssertionError where a rule does not hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

STAMP = re.compile(r"\d{8}T\d{6}Z\Z")
WALL = re.compile(r"\d{8}T\d{6}\Z")
DAY = re.compile(r"\d{8}\Z")
HEX = re.compile(r"[0-9a-f]{32}\Z")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
ONCE = ("UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", "SUMMARY", "STATUS")
FORBIDDEN = {"METHOD", "ORGANIZER", "ATTENDEE", "RDATE", "EXRULE", "COMMENT"}
STATUS = {"VEVENT": {"CONFIRMED", "TENTATIVE", "CANCELLED"}, "VTODO": {"NEEDS-ACTION", "COMPLETED", "CANCELLED"}}


@dataclass
class Part:
    """A component: its properties in order as (name, parameters, value), its parts."""

    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def all(self, name: str) -> list[tuple[dict[str, str], str]]:
        """Give all properties of a name."""
        return [(params, value) for known, params, value in self.lines if known == name]

    def value(self, name: str) -> str:
        """Give the value of what must be there once."""
        ((_, value),) = self.all(name)
        return value

    def text(self, name: str) -> str:
        """Give a text, unescaped; empty where there is none."""
        return unescaped(self.value(name)) if self.all(name) else ""

    def walk(self) -> Iterator[Part]:
        """Give it, and all in it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def items(self) -> list[Part]:
        """The events and to-dos of a calendar."""
        return [part for part in self.parts if part.name in STATUS]


def unescaped(text: str) -> str:
    """Take the escapes out of a text: RFC 5545, section 3.3.11; a bare comma or semicolon is an error."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", text), text
    assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\;,nN]", text), text
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def parse(data: bytes) -> Part:
    """Read octets, held to section 3.1: CRLF, lines of 75 octets that cut no character, no control characters."""
    assert data.endswith(b"\r\n")
    assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    for octets in physical:
        assert 0 < len(octets) <= 75
        assert not CONTROL.search(octets.decode("utf-8"))
    return _tree(data.decode("utf-8").replace("\r\n ", "")[:-2].split("\r\n"))


def _tree(lines: list[str]) -> Part:
    root = Part("")
    opened = [root]
    for line in lines:
        name, params, value = _split(line)
        if name == "BEGIN":
            opened[-1].parts.append(Part(value))
            opened.append(opened[-1].parts[-1])
        elif name == "END":
            assert opened.pop().name == value
        else:
            opened[-1].lines.append((name, params, value))
    assert opened == [root]
    ((calendar),) = root.parts
    assert (calendar.name, root.lines) == ("VCALENDAR", [])
    return calendar


def _split(line: str) -> tuple[str, dict[str, str], str]:
    found = re.match(r"([A-Z0-9-]+)((?:;[A-Z-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)\Z", line, re.DOTALL)
    assert found, line
    params = dict(re.findall(r";([A-Z-]+)=\"?([^\";]*)\"?", found[2]))
    return found[1], params, found[3]


def stamp(text: str) -> datetime:
    """Read a UTC moment."""
    assert STAMP.match(text), text
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def day(params: dict[str, str], text: str) -> date:
    """Read a date, which says that it is one."""
    assert params == {"VALUE": "DATE"}
    assert DAY.match(text), text
    return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")


def instant(params: dict[str, str], text: str, zones: set[str]) -> datetime:
    """Read a moment in a zone that the calendar describes, or in UTC; nothing floats."""
    if text.endswith("Z"):
        assert not params
        return stamp(text)
    assert WALL.match(text), text
    assert set(params) == {"TZID"}
    assert params["TZID"] in zones
    return datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(params["TZID"])).astimezone(UTC)


def judge(data: bytes, now: datetime, *, alarms: bool, single: bool = False) -> Part:
    """Hold a calendar to all rules that concern it alone; ``single`` is one item's file of a vdir."""
    calendar = parse(data)
    assert (calendar.value("VERSION"), bool(calendar.value("PRODID"))) == ("2.0", True)
    if not single:
        _judge_head(calendar, now)
    for part in calendar.walk():
        assert not FORBIDDEN & {name for name, _, _ in part.lines}, part.name
    zones = {part.value("TZID") for part in calendar.parts if part.name == "VTIMEZONE"}
    assert len(zones) == sum(part.name == "VTIMEZONE" for part in calendar.parts)
    known = Counter((item.value("UID"), *map(str, item.all("RECURRENCE-ID"))) for item in calendar.items)
    assert set(known.values()) <= {1}
    for item in calendar.items:
        judge_item(item, now, zones, alarms=alarms)
    _judge_zones(calendar)
    return calendar


def _judge_head(calendar: Part, now: datetime) -> None:
    assert calendar.value("NAME") == calendar.value("X-WR-CALNAME") != ""
    assert HEX.match(calendar.value("UID"))
    ((params, length),) = calendar.all("REFRESH-INTERVAL")
    assert params == {"VALUE": "DURATION"}
    assert length == calendar.value("X-PUBLISHED-TTL")
    assert re.match(r"P(T\d+[HM]|\d+D)\Z", length)
    last = max((stamp(item.value("LAST-MODIFIED")) for item in calendar.items), default=None)
    assert stamp(calendar.value("LAST-MODIFIED")) <= now
    assert last is None or last <= stamp(calendar.value("LAST-MODIFIED"))


def judge_item(item: Part, now: datetime, zones: set[str], *, alarms: bool) -> None:
    """Hold an event or to-do to its rules."""
    for name in ONCE:
        assert len(item.all(name)) == 1, name
    assert HEX.match(item.value("UID")), "a UID is random, and made of nothing that a person wrote"
    assert stamp(item.value("CREATED")) <= stamp(item.value("DTSTAMP")) == stamp(item.value("LAST-MODIFIED")) <= now
    assert int(item.value("SEQUENCE")) >= 0
    assert item.value("STATUS") in STATUS[item.name]
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "COLOR"):
        assert item.text(name) == item.text(name).strip(" \t")
    if item.name == "VTODO":
        _judge_todo(item)
    elif item.all("DTSTART")[0][0].get("VALUE") == "DATE":
        _judge_day(item)
    else:
        _judge_timed(item, zones)
    held = [part for part in item.parts if part.name == "VALARM"]
    assert len(held) == len(item.parts)
    assert alarms or not held
    for alarm in held:
        assert alarm.value("ACTION") == "DISPLAY"
        assert alarm.value("DESCRIPTION")
        assert re.match(r"-P(\d+[DW]|T\d+[HM]|\d+DT\d+H)", alarm.value("TRIGGER")), "before the start"
        assert item.value("STATUS") != "CANCELLED"


def _judge_todo(item: Part) -> None:
    names = {name for name, _, _ in item.lines}
    assert not names & {"TRANSP", "DTEND", "RRULE"}
    assert not [name for name in names if name.startswith("X-MICROSOFT")]
    ((params, value),) = item.all("DUE")
    day(params, value)
    assert (item.value("STATUS") == "COMPLETED") == bool(item.all("COMPLETED"))
    if item.all("COMPLETED"):
        stamp(item.value("COMPLETED"))


def _judge_day(item: Part) -> None:
    start, end = (day(*item.all(name)[0]) for name in ("DTSTART", "DTEND"))
    assert start < end
    assert item.value("TRANSP") == "TRANSPARENT"
    assert item.value("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
    assert item.value("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
    assert not item.all("RRULE")


def _judge_timed(item: Part, zones: set[str]) -> None:
    ((params, value),) = item.all("DTSTART")
    assert instant(params, value, zones) < instant(*item.all("DTEND")[0], zones)
    assert not item.all("X-MICROSOFT-CDO-ALLDAYEVENT")
    for more, rule in item.all("RRULE"):
        assert not more
        parts = dict(part.split("=") for part in rule.split(";"))
        assert len({"COUNT", "UNTIL"} & set(parts)) < 2
        assert "UNTIL" not in parts or STAMP.match(parts["UNTIL"]), "RFC 5545, section 3.3.10"
    for name in ("EXDATE", "RECURRENCE-ID"):
        for more, held in item.all(name):
            assert more == params, "in the zone of DTSTART"
            assert all(instant(more, one, zones) for one in held.split(","))
    assert not (item.all("RRULE") and item.all("RECURRENCE-ID"))


def _judge_zones(calendar: Part) -> None:
    """Hold each VTIMEZONE to its zone, twice a month over the years of the items that stand in it, and on to 2040."""
    described = {part.value("TZID"): part for part in calendar.parts if part.name == "VTIMEZONE"}
    used: dict[str, set[int]] = {}
    for item in calendar.items:
        for params, value in (*item.all("DTSTART"), *item.all("DTEND")):
            if "TZID" in params:
                used.setdefault(params["TZID"], set()).add(int(value[:4]))
    for name, years in used.items():
        zone, offsets = ZoneInfo(name), _offsets(described[name], max(*years, 2040))
        for number in range(min(years) * 24, (max(years) + 1) * 24):
            at = datetime(number // 24, number // 2 % 12 + 1, 1 + 14 * (number % 2), 12, tzinfo=UTC)
            held = max((pair for pair in offsets if pair[0] <= at), default=None)
            assert held is not None, (name, at)
            assert held[1] == at.astimezone(zone).utcoffset(), (name, at)


def _offsets(zone: Part, last: int) -> list[tuple[datetime, timedelta]]:
    found = []
    for part in zone.parts:
        assert part.name in {"STANDARD", "DAYLIGHT"}
        before, after = (_ahead(part.value(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        start = datetime.fromisoformat(part.value("DTSTART"))
        walls = [start]
        for _, rule in part.all("RRULE"):
            walls = list(
                rrulestr(rule.replace("Z", ""), dtstart=start).between(start, datetime(last + 1, 1, 1), inc=True)
            )
        found += [((wall - before).replace(tzinfo=UTC), after) for wall in walls]
    return found


def _ahead(text: str) -> timedelta:
    assert re.match(r"[+-]\d{4}(\d\d)?\Z", text)
    seconds = int(text[1:3]) * 3600 + int(text[3:5]) * 60 + int(text[5:] or 0)
    return timedelta(seconds=-seconds if text[0] == "-" else seconds)

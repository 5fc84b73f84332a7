"""Whole files: broken, cut off, nested, odd, hostile."""

from __future__ import annotations

from tests.exchange.ics_reading.build import ics
from tests.exchange.ics_reading.case import Case

OK = "2026-12-01T09:00/2026-12-01T09:01 UTC"
GOOD = b"BEGIN:VEVENT\nUID:1\nDTSTART:20261201T090000Z\nEND:VEVENT\n"


def _file(*parts: bytes) -> bytes:
    return b"BEGIN:VCALENDAR\n" + b"".join(parts) + b"END:VCALENDAR\n"


CASES = (
    Case("nothing in it", _file()),
    Case("no line end at the end", _file(GOOD).rstrip(), (OK,)),
    Case("line ends of old Macs", _file(GOOD).replace(b"\n", b"\r"), (OK,)),
    Case("a byte-order mark", b"\xef\xbb\xbf" + _file(GOOD), (OK,)),
    Case("two octets a character", _file(GOOD).decode().encode("utf-16"), (OK,)),
    Case("in small letters", _file(GOOD).lower().replace(b"t090000z", b"T090000Z"), (OK,)),
    Case("empty lines", _file(GOOD).replace(b"\n", b"\r\n\r\n"), (OK,)),
    Case("two calendars in one file", _file(GOOD) + _file(GOOD.replace(b"UID:1", b"UID:2")), (OK, OK)),
    Case("no calendar around it", GOOD, (OK,)),
    Case(
        "cut off in the second event", _file(GOOD, GOOD)[:-30], (OK,), ("6: the VEVENT that begins here does not end",)
    ),
    Case(
        "an event without an end",
        _file(b"BEGIN:VEVENT\nUID:0\nDTSTART:20261201T090000Z\n", GOOD),
        (OK,),
        ("2: the VEVENT that begins here does not end",),
    ),
    Case("an end of nothing", _file(b"END:VEVENT\n", GOOD), (OK,), ("2: END:VEVENT ends nothing",)),
    Case("a to-do", _file(b"BEGIN:VTODO\nUID:2\nEND:VTODO\n", GOOD), (OK,), ("2: a VTODO is not taken in",)),
    Case(
        "a to-do without an end",
        _file(b"BEGIN:VTODO\nUID:2\n", GOOD),
        (OK,),
        ("2: a VTODO is not taken in",),
    ),
    Case(
        "alarms and their lines",
        _file(GOOD.replace(b"END:V", b"BEGIN:VALARM\nUID:9\nTRIGGER:x\nEND:VALARM\nEND:V")),
        (OK,),
    ),
    Case(
        "an event in something else",
        _file(b"BEGIN:X-BOX\n", GOOD, b"END:X-BOX\n", GOOD),
        (OK,),
        ("2: a X-BOX is not taken in",),
    ),
    Case("no start", ics("SUMMARY:x").replace(b"DTSTART", b"X-START"), (), ("3: the VEVENT has no DTSTART",)),
    Case("no UID, twice", _file(GOOD.replace(b"UID:1\n", b""), GOOD.replace(b"UID:1\n", b"")), (OK,)),
    Case(
        "an endless UID",
        _file(GOOD.replace(b"UID:1", b"UID:" + b"x" * 1001)),
        (),
        ("3: UID is longer than 1,000 characters",),
    ),
    Case("a line that is none", _file(GOOD.replace(b"UID:1", b"UID:1\nwhat is this")), (OK,)),
    Case(
        "a parameter without an end",
        _file(GOOD.replace(b"DTSTART:", b'DTSTART;TZID="x:')),
        (),
        ("4: DTSTART can't be split into parameters and a value",),
    ),
    Case(
        "a line of 500,001 octets",
        _file(GOOD.replace(b"UID:1", b"UID:1\nSUMMARY:" + b"x" * 500_000)),
        (),
        ("2: the VEVENT that begins here holds a line of more than 500,000 octets: SUMMARY in line 4",),
    ),
    Case("a long line of no concern", _file(GOOD.replace(b"UID:1", b"UID:1\nATTACH:" + b"x" * 600_000)), (OK,)),
    Case(
        "very many lines",
        _file(GOOD.replace(b"UID:1", b"UID:1" + b"\nEXDATE:20261201" * 3001)),
        (),
        ("2: the VEVENT that begins here holds more than 3,000 lines",),
    ),
    Case(
        "very many dates",
        _file(GOOD.replace(b"UID:1", b"UID:1\nEXDATE:" + b"20261201," * 5002)),
        (),
        ("4: EXDATE holds more than 5,000 dates",),
    ),
    Case(
        "one item in two calendars",
        _file(GOOD) + _file(GOOD.replace(b"0900", b"1000").replace(b"UID:1", b"UID:1\nSEQUENCE:1")),
        ("2026-12-01T10:00/2026-12-01T10:01 UTC",),
        ("2: is an older revision of what else the file holds",),
    ),
    Case("NUL", _file(GOOD.replace(b"UID:1", b"UID:1\nSUMMARY:a\0b")), (f"{OK} 'ab'",)),
)
UNREADABLE = (
    ("empty", b"", "is not a calendar"),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not a calendar"),
    ("a workbook", b"key,name\nACME,Acme\n", "is not a calendar"),
    ("vCalendar 1.0", _file(b"VERSION:1.0\n", GOOD), "is of vCalendar 1.0"),
    ("too deep", b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 30, "more than 20 deep"),
    ("too many", b"BEGIN:VCALENDAR\n" + b"BEGIN:X\nEND:X\n" * 100_000, "more than 100,000 components"),
    ("too large", b"x" * (50 * 1024 * 1024 + 1), "more than 50 MB"),
)
"""Files of which nothing can be understood, and what is said of them."""

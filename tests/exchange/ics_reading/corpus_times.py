"""Times, zones and texts."""

from __future__ import annotations

from tests.exchange.ics_reading.case import Case

_RULES = """
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
"""
BERLIN = f"BEGIN:VTIMEZONE\nTZID:Custom{_RULES}END:VTIMEZONE"
NAMED = f"BEGIN:VTIMEZONE\nTZID:Custom\nX-LIC-LOCATION:Europe/Madrid{_RULES}END:VTIMEZONE"
ODD = """
BEGIN:VTIMEZONE
TZID:Odd
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0037
TZOFFSETTO:+0037
END:STANDARD
END:VTIMEZONE
"""
FIXED = ODD.replace("Odd", "Fixed").replace("0037", "0300")
BROKEN = "BEGIN:VTIMEZONE\nTZID:Broken\nBEGIN:STANDARD\nDTSTART:x\nTZOFFSETFROM:+01\nEND:STANDARD\nEND:VTIMEZONE"


def _at(text: str, end: str = "") -> str:
    return f"DTSTART{text}" + (f"\nDTEND{end}" if end else "")


CASES = (
    Case("utc", (_at(":20261201T090000Z", ":20261201T100000Z"),), ("2026-12-01T09:00/2026-12-01T10:00 UTC",)),
    Case("floating", (_at(":20261201T090000", ":20261201T100000"),), ("2026-12-01T09:00/2026-12-01T10:00 floats",)),
    Case(
        "iana zone",
        (_at(";TZID=America/Lima:20261201T090000", ";TZID=America/Lima:20261201T093000"),),
        ("2026-12-01T09:00/2026-12-01T09:30 America/Lima",),
    ),
    Case(
        "zone of Windows",
        (_at(";TZID=W. Europe Standard Time:20261201T090000") + "\nDURATION:PT1H",),
        ("2026-12-01T09:00/2026-12-01T10:00 Europe/Berlin",),
    ),
    Case(
        "zone of Windows in quotes",
        (_at(';TZID="Pacific Standard Time":20261201T090000') + "\nDURATION:PT1H",),
        ("2026-12-01T09:00/2026-12-01T10:00 America/Los_Angeles",),
    ),
    Case(
        "zone at the end of a path",
        (_at(";TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261201T090000"),),
        ("2026-12-01T09:00/2026-12-01T09:01 Europe/Berlin",),
    ),
    Case(
        "zone of three words",
        (_at(";TZID=/x.org/1/America/Argentina/Ushuaia:20261201T090000"),),
        ("2026-12-01T09:00/2026-12-01T09:01 America/Argentina/Ushuaia",),
    ),
    Case(
        "zone in any case",
        (_at(";TZID=europe/madrid:20261201T090000"),),
        ("2026-12-01T09:00/2026-12-01T09:01 Europe/Madrid",),
    ),
    Case(
        "whole hours",
        (_at(";TZID=UTC+05:00:20261201T090000".replace("UTC+05:00", '"UTC+05:00"')),),
        ("2026-12-01T09:00/2026-12-01T09:01 Etc/GMT-5",),
    ),
    Case(
        "described zone",
        (_at(";TZID=Custom:20261201T090000"),),
        ("2026-12-01T09:00/2026-12-01T09:01 Europe/Berlin",),
        zones=BERLIN,
    ),
    Case(
        "described and named zone",
        (_at(";TZID=Custom:20261201T090000"),),
        ("2026-12-01T09:00/2026-12-01T09:01 Europe/Madrid",),
        zones=NAMED,
    ),
    Case(
        "described zone that recurs",
        (_at(";TZID=Custom:20260301T090000") + "\nRRULE:FREQ=WEEKLY",),
        ("2026-03-01T09:00/2026-03-01T09:01 Europe/Berlin FREQ=WEEKLY",),
        zones=BERLIN,
    ),
    Case(
        "a zone that is none elsewhere",
        (_at(";TZID=Odd:20261201T090000"),),
        ("2026-12-01T08:23/2026-12-01T08:24 UTC",),
        zones=ODD,
    ),
    Case(
        "a zone that is none elsewhere, recurring",
        (_at(";TZID=Odd:20261201T090000") + "\nRRULE:FREQ=DAILY",),
        (),
        ("13: DTSTART stands in 'Odd', which has the clock changes of no known zone",),
        zones=ODD,
    ),
    Case(
        "a fixed offset",
        (_at(";TZID=Fixed:20261201T090000") + "\nRRULE:FREQ=DAILY",),
        ("2026-12-01T09:00/2026-12-01T09:01 Asia/Riyadh FREQ=DAILY",),
        zones=FIXED,
    ),
    Case(
        "unknown zone",
        (_at(";TZID=Nowhere:20261201T090000"), "UID:ok"),
        ("2026-12-01T09:00/2026-12-01T09:01 UTC",),
        ("5: DTSTART stands in the zone 'Nowhere', which is neither known nor described",),
    ),
    Case(
        "broken zone",
        (_at(";TZID=Broken:20261201T090000"), "UID:ok"),
        ("2026-12-01T09:00/2026-12-01T09:01 UTC",),
        ("12: DTSTART stands in the zone 'Broken', which TZOFFSETFROM is no offset (line 7)",),
        zones=BROKEN,
    ),
    Case("broken zone that nobody uses", ("UID:ok",), ("2026-12-01T09:00/2026-12-01T09:01 UTC",), zones=BROKEN),
    Case(
        "ends in another zone",
        (_at(";TZID=Europe/Madrid:20261201T090000", ";TZID=America/New_York:20261201T050000"),),
        ("2026-12-01T09:00/2026-12-01T11:00 Europe/Madrid",),
    ),
    Case("a day", (_at(";VALUE=DATE:20261224"),), ("2026-12-24T00:00/2026-12-25T00:00 floats day",)),
    Case(
        "several days",
        (_at(";VALUE=DATE:20261224", ";VALUE=DATE:20270102"),),
        ("2026-12-24T00:00/2027-01-02T00:00 floats day",),
    ),
    Case(
        "a day that ends when it starts",
        (_at(";VALUE=DATE:20261224", ";VALUE=DATE:20261224"),),
        ("2026-12-24T00:00/2026-12-25T00:00 floats day",),
    ),
    Case("a day without VALUE", (_at(":20261224"),), ("2026-12-24T00:00/2026-12-25T00:00 floats day",)),
    Case("a week", (_at(":20261224") + "\nDURATION:P1W",), ("2026-12-24T00:00/2026-12-31T00:00 floats day",)),
    Case(
        "a day by the calendar is 25 hours long",
        (_at(";TZID=Europe/Madrid:20261024T120000") + "\nDURATION:P1D",),
        ("2026-10-24T12:00/2026-10-25T12:00 Europe/Madrid",),
    ),
    Case(
        "24 hours that elapse",
        (_at(";TZID=Europe/Madrid:20261024T120000") + "\nDURATION:PT24H",),
        ("2026-10-24T12:00/2026-10-25T11:00 Europe/Madrid",),
    ),
    Case("seconds", (_at(":20261201T090059Z", ":20261201T093001Z"),), ("2026-12-01T09:00/2026-12-01T09:31 UTC",)),
    Case("no length", (_at(":20261201T090000Z", ":20261201T090000Z"),), ("2026-12-01T09:00/2026-12-01T09:01 UTC",)),
    Case(
        "ends before it starts", (_at(":20261201T090000Z", ":20261201T080000Z"),), (), ("6: DTEND is before DTSTART",)
    ),
    Case("a negative length", (_at(":20261201T090000Z") + "\nDURATION:-PT1H",), (), ("6: DURATION is negative",)),
    Case(
        "a length that is none",
        (_at(":20261201T090000Z") + "\nDURATION:1 h",),
        (),
        ("6: DURATION is no length of time",),
    ),
    Case(
        "an endless length", (_at(":20261201T090000Z") + "\nDURATION:P99999999D",), (), ("3: ends after the year 9998",)
    ),
    Case(
        "no date", (_at(":20261301T090000Z"),), (), ("5: DTSTART is '20261301T090000Z', which is no date and no time",)
    ),
    Case("a year beyond all", (_at(":99991231T235900Z"),), (), ("5: DTSTART lies outside the years 0002 to 9998",)),
    Case("two starts", (_at(":20261201T090000Z") + "\nDTSTART:20261202T090000Z",), (), ("6: DTSTART is given twice",)),
    Case(
        "the same start twice",
        (_at(":20261201") + "\nDTSTART:20261201",),
        ("2026-12-01T00:00/2026-12-02T00:00 floats day",),
    ),
    Case(
        "text",
        ("SUMMARY:Caf\u00e9\\, r\\n\\nsum\\u00e9\\; \\\\ \u202eevil\x07",),
        ("2026-12-01T09:00/2026-12-01T09:01 UTC 'Caf\u00e9, r sumu00e9; \\\\ evil'",),
    ),
    Case(
        "a fold within a character",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T090000Z\r\n"
        b"SUMMARY:na\xc3\r\n \xafve \xf0\x9f\r\n \x98\x80\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        ("2026-12-01T09:00/2026-12-01T09:01 UTC 'na\u00efve \U0001f600'",),
    ),
    Case(
        "what old Windows programs write",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201T090000Z\nSUMMARY:Caf\xe9\nEND:VEVENT\nEND:VCALENDAR\n",
        ("2026-12-01T09:00/2026-12-01T09:01 UTC 'Caf\u00e9'",),
    ),
    Case("free", ("TRANSP:TRANSPARENT",), ("2026-12-01T09:00/2026-12-01T09:01 UTC free",)),
    Case("tentative", ("STATUS:tentative",), ("2026-12-01T09:00/2026-12-01T09:01 UTC tentative",)),
    Case("cancelled", ("STATUS:CANCELLED",), ("2026-12-01T09:00/2026-12-01T09:01 UTC cancelled",)),
    Case(
        "all cancelled",
        ("UID:1", "UID:2"),
        ("2026-12-01T09:00/2026-12-01T09:01 UTC cancelled",) * 2,
        head="METHOD:CANCEL",
    ),
)

"""What recurs, and what is said of single occurrences."""

from __future__ import annotations

from tests.exchange.ics_reading.case import Case

ZONED = "UID:w\nDTSTART;TZID=Europe/Berlin:20261201T090000\nDTEND;TZID=Europe/Berlin:20261201T100000\n"
WEEKLY = f"{ZONED}RRULE:FREQ=WEEKLY;COUNT=9"
FIRST = "2026-12-01T09:00/2026-12-01T10:00 Europe/Berlin"
SERIES = f"{FIRST} FREQ=WEEKLY;COUNT=9"
DAY = "2026-12-01T00:00/2026-12-02T00:00 floats day"


def _bad(rule: str, words: str) -> Case:
    return Case(
        rule, (f"{ZONED}RRULE:{rule}", "UID:ok"), ("2026-12-01T09:00/2026-12-01T09:01 UTC",), (f"7: RRULE {words}",)
    )


def _of(at: str, *lines: str) -> str:
    return "\n".join(["UID:w", f"RECURRENCE-ID{at}", *lines])


def _zoned(at: str) -> str:
    return f";TZID=Europe/Berlin:{at}"


CASES = (
    Case("weekly", (WEEKLY,), (SERIES,)),
    Case(
        "blanks in a rule",
        (f"{ZONED}RRULE:freq=weekly; byday=TU, TH ; count=9",),
        (f"{FIRST} FREQ=WEEKLY;BYDAY=TU,TH;COUNT=9",),
    ),
    Case("an empty rule", (f"{ZONED}RRULE:",), (FIRST,)),
    Case("one rule twice", (f"{WEEKLY}\nRRULE:FREQ=WEEKLY;COUNT=9",), (SERIES,)),
    Case("two rules", (f"{WEEKLY}\nRRULE:FREQ=DAILY",), (), ("8: RRULE is a second rule, and only one is supported",)),
    Case("a rule against", (f"{WEEKLY}\nEXRULE:FREQ=DAILY",), (), ("8: EXRULE is not supported",)),
    Case("it ends before it starts", (f"{ZONED}RRULE:FREQ=DAILY;UNTIL=20261101T000000Z",), (FIRST,)),
    Case(
        "a day's rule that ends at a time",
        ("DTSTART:20261201\nRRULE:FREQ=DAILY;UNTIL=20261203T225959Z",),
        (f"{DAY} FREQ=DAILY;UNTIL=20261203",),
    ),
    Case(
        "the start is not of the rule",
        (f"{ZONED}RRULE:FREQ=WEEKLY;BYDAY=MO",),
        (
            "2026-12-07T09:00/2026-12-07T10:00 Europe/Berlin FREQ=WEEKLY;BYDAY=MO",
            f"[2026-12-01T09:00] {FIRST}",
        ),
    ),
    _bad("FREQ=WEEKLY;INTERVAL=0", "has INTERVAL=0 (want 1 to 999)"),
    _bad("FREQ=SECONDLY", "is no recurrence rule of FREQ DAILY, WEEKLY, MONTHLY or YEARLY"),
    _bad("FREQ=MINUTELY;COUNT=2", "is no recurrence rule of FREQ DAILY, WEEKLY, MONTHLY or YEARLY"),
    _bad("FREQ=DAILY;COUNT=1000000", "has COUNT=1000000 (want 1 to 5000)"),
    _bad("FREQ=DAILY;COUNT=2;UNTIL=20270101", "has both COUNT and UNTIL"),
    _bad(
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "does not include the start of the meeting, nor any day in the 8 years after it",
    ),
    _bad("FREQ=MONTHLY;RSCALE=HEBREW", "has RSCALE, which is not known"),
    Case(
        "dates taken out",
        (f"{WEEKLY}\nEXDATE{_zoned('20261208T090000,20261222T090000')}\nEXDATE:20261229T080000Z",),
        (f"{SERIES} -12-08T09:00 -12-22T09:00 -12-29T09:00",),
    ),
    Case("days taken out", (f"{WEEKLY}\nEXDATE;VALUE=DATE:20261208",), (f"{SERIES} -12-08T09:00",)),
    Case("a date taken out that is none", (f"{WEEKLY}\nEXDATE:20261209T080000Z,29991208T080000Z",), (SERIES,)),
    Case(
        "a date taken out that can't be read",
        (f"{WEEKLY}\nEXDATE:never",),
        (),
        ("8: EXDATE is 'never', which is no date and no time",),
    ),
    Case(
        "further dates",
        (f"{ZONED}RDATE{_zoned('20261203T090000,20261205T110000')}",),
        (
            FIRST,
            "[2026-12-03T09:00] 2026-12-03T09:00/2026-12-03T10:00 Europe/Berlin",
            "[2026-12-05T11:00] 2026-12-05T11:00/2026-12-05T12:00 Europe/Berlin",
        ),
    ),
    Case(
        "a further date beside a rule",
        (f"{WEEKLY}\nRDATE{_zoned('20261203T090000,20261208T090000')}",),
        (SERIES, "[2026-12-03T09:00] 2026-12-03T09:00/2026-12-03T10:00 Europe/Berlin"),
    ),
    Case(
        "periods",
        (f"{ZONED}RDATE;VALUE=PERIOD:20261203T080000Z/PT2H,20261204T080000Z/20261204T083000Z",),
        (
            FIRST,
            "[2026-12-03T09:00] 2026-12-03T09:00/2026-12-03T11:00 Europe/Berlin",
            "[2026-12-04T09:00] 2026-12-04T09:00/2026-12-04T09:30 Europe/Berlin",
        ),
    ),
    Case("a further date that is taken out", (f"{ZONED}RDATE:20261203T080000Z\nEXDATE:20261203T080000Z",), (FIRST,)),
    Case("all dates taken out", (f"{ZONED}EXDATE:20261201T080000Z",), (f"{FIRST} cancelled",)),
    Case(
        "one is moved",
        (WEEKLY, _of(_zoned("20261208T090000"), "DTSTART:20261209T130000Z", "DURATION:PT1H")),
        (f"{SERIES} ~12-08T09:00>12-09T14:00",),
    ),
    Case(
        "one is longer and has a name",
        (WEEKLY, _of(":20261208T080000Z", "DTSTART:20261208T080000Z", "DURATION:PT2H", "SUMMARY:Long")),
        (f"{SERIES} ~12-08T09:00/12-08T11:00=Long",),
    ),
    Case(
        "one is cancelled",
        (WEEKLY, _of(_zoned("20261208T090000"), "DTSTART:20261208T080000Z", "STATUS:CANCELLED", "DURATION:PT1H")),
        (f"{SERIES} ~12-08T09:00!cancelled",),
    ),
    Case(
        "one that is as it was",
        (WEEKLY, _of(_zoned("20261208T090000"), "DTSTART:20261208T080000Z", "DURATION:PT1H", "DESCRIPTION:x")),
        (SERIES,),
    ),
    Case(
        "one by its day",
        (WEEKLY, _of(";VALUE=DATE:20261208", "DTSTART:20261208T090000Z", "DURATION:PT1H")),
        (f"{SERIES} ~12-08T09:00>12-08T10:00",),
    ),
    Case(
        "one that is no occurrence",
        (WEEKLY, _of(_zoned("20261209T090000"), "DTSTART:20261209T090000Z", "SUMMARY:More")),
        (SERIES, "[2026-12-09T09:00] 2026-12-09T10:00/2026-12-09T10:01 Europe/Berlin 'More'"),
    ),
    Case(
        "this and all after it",
        (WEEKLY, _of(";RANGE=THISANDFUTURE:20261208T080000Z", "DTSTART:20261208T100000Z")),
        (SERIES,),
        ("11: RECURRENCE-ID with RANGE=THISANDFUTURE is not supported",),
    ),
    Case(
        "one that can't be read",
        (WEEKLY, _of(_zoned("20261208T090000"), "DTSTART:soon")),
        (SERIES,),
        ("12: DTSTART is 'soon', which is no date and no time",),
    ),
    Case(
        "one without its series",
        (_of(_zoned("20261208T090000"), "DTSTART:20261208T100000Z"),),
        ("[2026-12-08T08:00] lone 2026-12-08T10:00/2026-12-08T10:01 UTC",),
    ),
    Case(
        "the newer counts",
        (f"{WEEKLY}\nSEQUENCE:2\nSUMMARY:New", f"{WEEKLY}\nSEQUENCE:1\nSUMMARY:Old"),
        (f"{SERIES} 'New'",),
    ),
)

"""Timed cases, worked out by hand from conflicts.md: recurrence, clock changes, working hours, travel."""

from __future__ import annotations

from datetime import date

from .case import Case, ev, named, off

NINE, TEN = "2026-12-01T09:00", "2026-12-01T10:00"
WEEKLY = {"rrule": "FREQ=WEEKLY;COUNT=3"}

RECURRENCE = [
    Case(
        "the local hour holds across a change that another zone does not make",
        "double-booking",
        ["high me event/E1+event/E2 2027-03-16T13:00:00Z..2027-03-16T14:00:00Z=2/1"],
        {
            # New York leaves standard time on 14 March, Madrid on 28 March 2027: 09:00 there is 14:00, 13:00 UTC.
            "events": [
                ev("E1", "2027-03-09T09:00", "2027-03-09T10:00", timezone="America/New_York", rrule="FREQ=WEEKLY"),
                ev("E2", "2027-03-16T14:00", "2027-03-16T15:00"),
            ]
        },
    ),
    Case(
        "a wall time in the gap moves forward by the gap",
        "double-booking",
        ["high me event/E1+event/E2 2027-03-28T01:30:00Z..2027-03-28T02:00:00Z=2/1"],
        {
            # 02:30 is skipped and becomes 03:30 summer time, 01:30 UTC; the other one is 03:00 to 04:00.
            "events": [
                ev("E1", "2027-03-27T02:30", "2027-03-27T03:30", rrule="FREQ=DAILY;COUNT=2"),
                ev("E2", "2027-03-28T03:00", "2027-03-28T04:00"),
            ]
        },
    ),
    Case(
        "a wall time that happens twice is the first",
        "double-booking",
        ["high me event/E1+event/E2 2026-10-25T00:30:00Z..2026-10-25T01:00:00Z=2/1"],
        {
            # 02:30 on 25 October is 00:30 UTC first (summer time); 03:00 is 02:00 UTC, the other one ends at 01:00 UTC.
            "events": [
                ev("E1", "2026-10-25T02:30", "2026-10-25T03:00"),
                ev("E2", "2026-10-25T00:00", "2026-10-25T01:00", timezone="UTC"),
            ]
        },
        {"start": date(2026, 10, 25)},
    ),
    Case(
        "each occurrence lasts as long as the first in elapsed time",
        "double-booking",
        ["high me event/E1+event/E2 2027-03-28T02:30:00Z..2027-03-28T03:00:00Z=2/1"],
        {
            # 01:00 to 04:00 is three hours on the 27th, so on the 28th it ends at 05:00 local, 03:00 UTC.
            "events": [
                ev("E1", "2027-03-27T01:00", "2027-03-27T04:00", rrule="FREQ=DAILY;COUNT=2"),
                ev("E2", "2027-03-28T04:30", "2027-03-28T06:00"),
            ]
        },
    ),
    Case(
        "a date in UNTIL includes that day",
        "double-booking",
        ["high me event/E1+event/E2 2026-12-08T08:00:00Z..2026-12-08T09:00:00Z=2/1"],
        {
            "events": [
                ev("E1", NINE, TEN, rrule="FREQ=WEEKLY;UNTIL=20261208"),
                ev("E2", "2026-12-08T09:00", "2026-12-08T10:00", rrule="FREQ=WEEKLY;COUNT=4"),
            ]
        },
    ),
    Case(
        "a UTC UNTIL is an instant",
        "double-booking",
        [],
        {
            # The second occurrence begins at 08:00 UTC, a minute after the limit.
            "events": [
                ev("E1", NINE, TEN, rrule="FREQ=WEEKLY;UNTIL=20261208T075900Z"),
                ev("E2", "2026-12-08T09:00", "2026-12-08T10:00"),
            ]
        },
    ),
    Case(
        "an exdate takes an occurrence out, and wins over an override",
        "double-booking",
        ["high me event/E1+event/E2 2026-12-15T08:30:00Z..2026-12-15T09:00:00Z=2/1"],
        {
            "events": [
                ev("E1", NINE, TEN, **WEEKLY, exdates="2026-12-01T09:00 2026-12-08T09:00"),
                ev("E2", "2026-12-01T09:30", "2026-12-01T11:00", **WEEKLY),
            ],
            "overrides": [{"event": "E1", "occurrence": "2026-12-08T09:00", "start": "2026-12-08T09:30"}],
        },
    ),
    Case(
        "an override moves an occurrence into the window from far outside, with its length",
        "double-booking",
        ["high me event/E1+event/E2 2026-12-01T08:30:00Z..2026-12-01T09:00:00Z=2/1"],
        {
            "events": [
                ev("E1", "2029-06-01T09:00", "2029-06-01T09:30", rrule="FREQ=DAILY;COUNT=2"),
                ev("E2", NINE, TEN),
            ],
            "overrides": [{"event": "E1", "occurrence": "2029-06-02T09:00", "start": "2026-12-01T09:30"}],
        },
    ),
    Case(
        "an override's end alone keeps the start",
        "double-booking",
        ["high me event/E1+event/E2 2026-12-08T09:00:00Z..2026-12-08T09:30:00Z=2/1"],
        {
            "events": [ev("E1", NINE, TEN, **WEEKLY), ev("E2", "2026-12-08T10:00", "2026-12-08T11:00")],
            "overrides": [{"event": "E1", "occurrence": "2026-12-08T09:00", "end": "2026-12-08T10:30"}],
        },
    ),
    Case(
        "an override cancels one occurrence, and confirms one of a tentative series",
        "double-booking",
        [
            "high me event/E1+event/E2 2026-12-01T08:00:00Z..2026-12-01T09:00:00Z=2/1 "
            "2026-12-15T08:00:00Z..2026-12-15T09:00:00Z=2/1"
        ],
        {
            "events": [ev("E1", NINE, TEN, **WEEKLY, status="tentative"), ev("E2", NINE, TEN, **WEEKLY)],
            "overrides": [
                {"event": "E1", "occurrence": "2026-12-08T09:00", "status": "cancelled"},
                {"event": "E1", "occurrence": "2026-12-15T09:00", "status": "confirmed"},
            ],
        },
    ),
    Case(
        "a cancelled event has no occurrences whatever an override says",
        "double-booking",
        [],
        {
            "events": [ev("E1", NINE, TEN, **WEEKLY, status="cancelled"), ev("E2", NINE, TEN)],
            "overrides": [{"event": "E1", "occurrence": "2026-12-01T09:00", "status": "confirmed"}],
        },
    ),
    Case(
        "a rule without an end ends with its 5,000th occurrence",
        "double-booking",
        ["high me event/E1+event/E2 2040-08-08T08:00:00Z..2040-08-08T08:30:00Z=2/1"],
        {
            # Day 1 is 2026-12-01 and day 5,000 is 4,999 days later, 2040-08-08; Madrid is two hours before UTC.
            "events": [
                ev("E1", NINE, TEN, rrule="FREQ=DAILY"),
                ev("E2", "2040-08-08T10:00", "2040-08-08T10:30", rrule="FREQ=DAILY;COUNT=2"),
                ev("E3", "2040-08-09T09:00", "2040-08-09T09:30"),
            ],
            "overrides": [{"event": "E1", "occurrence": "2040-08-08T09:00", "start": "2040-08-08T10:00"}],
        },
        {"start": date(2040, 8, 8), "end": date(2040, 8, 9)},
    ),
    Case(
        "the third Tuesday by BYSETPOS",
        "double-booking",
        ["high me event/E1+event/E2 2027-01-19T08:00:00Z..2027-01-19T09:00:00Z=2/1"],
        {
            "events": [
                ev("E1", "2026-12-15T09:00", "2026-12-15T10:00", rrule="FREQ=MONTHLY;BYDAY=TU;BYSETPOS=3;COUNT=2"),
                ev("E2", "2027-01-19T09:00", "2027-01-19T10:00"),
            ]
        },
    ),
    Case(
        "a month without that day has no occurrence",
        "double-booking",
        ["high me event/E1+event/E2 2027-03-31T07:00:00Z..2027-03-31T08:00:00Z=2/1"],
        {
            "events": [
                ev("E1", "2027-01-31T09:00", "2027-01-31T10:00", rrule="FREQ=MONTHLY;COUNT=2"),
                ev("E2", "2027-03-31T09:00", "2027-03-31T10:00"),
                ev("E3", "2027-02-28T09:00", "2027-02-28T10:00"),
            ]
        },
    ),
]

OUTSIDE_HOURS = [
    Case(
        "a client abroad is asleep",
        "outside-hours",
        ["low client/ACME event/E1 2026-12-01T09:00:00Z..2026-12-01T10:00:00Z"],
        {
            "clients": [named("ACME", timezone="America/Chicago"), named("BOR")],
            "events": [ev("E1", TEN, "2026-12-01T11:00", engagement="A", timezone="Europe/Madrid")],
        },
    ),
    Case(
        "an event takes its client's zone, and I am the one outside my hours",
        "outside-hours",
        ["low me event/E1 2026-12-01T16:00:00Z..2026-12-01T17:00:00Z"],
        {
            "clients": [named("ACME", timezone="America/Chicago"), named("BOR")],
            "events": [ev("E1", TEN, "2026-12-01T11:00", engagement="A")],
        },
    ),
    Case(
        "an event of no engagement is never outside hours",
        "outside-hours",
        [],
        {"events": [ev("E1", "2026-12-05T22:00", "2026-12-05T23:00")]},
    ),
    Case(
        "stretches that touch are one",
        "outside-hours",
        [],
        {
            "profile": [{"timezone": "Europe/Madrid", "hours": "Mon-Fri 08:00-13:00,13:00-17:00"}],
            "events": [ev("E1", "2026-12-01T12:30", "2026-12-01T13:30", engagement="A")],
        },
    ),
    Case(
        "a break between stretches is outside",
        "outside-hours",
        [
            "low client/ACME event/E1 2026-12-01T11:30:00Z..2026-12-01T12:30:00Z",
            "low me event/E1 2026-12-01T11:30:00Z..2026-12-01T12:30:00Z",
        ],
        {
            "profile": [{"timezone": "Europe/Madrid", "hours": "Mon-Fri 08:00-12:00,13:00-17:00"}],
            "events": [ev("E1", "2026-12-01T12:30", "2026-12-01T13:30", engagement="A")],
        },
    ),
    Case(
        "stretches that touch at midnight are one, into a day off they are not",
        "outside-hours",
        [
            "low client/ACME event/E2 2026-12-04T22:00:00Z..2026-12-04T23:30:00Z",
            "low me event/E2 2026-12-04T22:00:00Z..2026-12-04T23:30:00Z",
        ],
        {
            "profile": [{"timezone": "Europe/Madrid", "hours": "Mon-Fri 00:00-08:00,20:00-24:00"}],
            "events": [
                ev("E1", "2026-12-01T23:00", "2026-12-02T00:30", engagement="A"),
                ev("E2", "2026-12-04T23:00", "2026-12-05T00:30", engagement="A"),
            ],
        },
    ),
    Case(
        "a public holiday of one who takes part is no working day",
        "outside-hours",
        ["low vendor/V event/E1 2026-12-25T09:00:00Z..2026-12-25T10:00:00Z"],
        {
            "vendors": [named("V", holidays="US")],
            "events": [ev("E1", "2026-12-25T10:00", "2026-12-25T11:00", engagement="A", vendors="V")],
        },
    ),
    Case(
        "an archived vendor takes no part, the event stays",
        "outside-hours",
        [
            "low client/ACME event/E1 2026-12-05T09:00:00Z..2026-12-05T10:00:00Z",
            "low me event/E1 2026-12-05T09:00:00Z..2026-12-05T10:00:00Z",
        ],
        {
            "vendors": [named("V", status="archived")],
            "events": [ev("E1", "2026-12-05T10:00", "2026-12-05T11:00", engagement="A", vendors="V")],
        },
    ),
]

TRAVEL = [
    Case(
        "an hour's drive in 59 minutes",
        "travel",
        ["medium me event/E1+event/E2 2026-12-01T09:00:00Z..2026-12-01T09:59:00Z"],
        {
            "events": [
                ev("E1", NINE, TEN, engagement="A", site="S1"),
                ev("E2", "2026-12-01T10:59", "2026-12-01T12:00", engagement="A", site="S2"),
            ]
        },
    ),
    Case(
        "60 minutes will do",
        "travel",
        [],
        {
            "events": [
                ev("E1", NINE, TEN, engagement="A", site="S1"),
                ev("E2", "2026-12-01T11:00", "2026-12-01T12:00", engagement="A", site="S2"),
            ]
        },
    ),
    Case(
        "back to back has no length, and is low where one is tentative",
        "travel",
        ["low me event/E1+event/E2 2026-12-01T09:00:00Z..2026-12-01T09:00:00Z"],
        {
            "events": [
                ev("E1", NINE, TEN, engagement="A", site="S1", status="tentative"),
                ev("E2", TEN, "2026-12-01T12:00", engagement="B", site="T1"),
            ]
        },
    ),
    Case(
        "the same site, no site, or not with me is no travel",
        "travel",
        [],
        {
            "events": [
                ev("E1", NINE, TEN, engagement="A", site="S1"),
                ev("E2", TEN, "2026-12-01T11:00", engagement="A", site="S1"),
                ev("E3", TEN, "2026-12-01T11:00", engagement="A"),
                ev("E4", TEN, "2026-12-01T11:00", engagement="A", site="S2", me="no"),
            ]
        },
    ),
    Case(
        "without length it touches the window if it starts in it",
        "travel",
        ["medium me event/E1+event/E2 2026-11-22T23:00:00Z..2026-11-22T23:00:00Z"],
        {
            "events": [
                ev("E1", "2026-11-22T22:00", "2026-11-23T00:00", engagement="A", site="S1"),
                ev("E2", "2026-11-23T00:00", "2026-11-23T01:00", engagement="A", site="S2"),
            ]
        },
    ),
    Case(
        "at the window's end it does not",
        "travel",
        [],
        {
            "events": [
                ev("E1", "2026-11-23T22:00", "2026-11-24T00:00", engagement="A", site="S1"),
                ev("E2", "2026-11-24T00:00", "2026-11-24T01:00", engagement="A", site="S2"),
            ]
        },
        {"end": date(2026, 11, 23)},
    ),
]

BLACKOUT_EVENTS = [
    Case(
        "leave blocks a meeting of mine",
        "blackout",
        ["high me blackout/X+event/E1 2026-12-01T08:00:00Z..2026-12-01T09:00:00Z"],
        {"events": [ev("E1", NINE, TEN)], "blackouts": [off("X", "me", "2026-12-01", "2026-12-01")]},
    ),
    Case(
        "a blackout's day is a day of the one it belongs to",
        "blackout",
        ["high vendor/V blackout/X+event/E1 2026-12-02T07:00:00Z..2026-12-02T08:00:00Z"],
        {
            # The vendor's 1 December ends at 08:00 UTC on the 2nd: 08:00 Madrid (07:00 UTC) is in it, 09:00 is not.
            "vendors": [named("V", timezone="America/Los_Angeles")],
            "events": [
                ev("E1", "2026-12-02T08:00", "2026-12-02T09:00", vendors="V"),
                ev("E2", "2026-12-02T09:00", "2026-12-02T10:00", vendors="V"),
            ],
            "blackouts": [off("X", "vendor/V", "2026-12-01", "2026-12-01")],
        },
    ),
    Case(
        "a client's freeze blocks milestones only, unless it says more",
        "blackout",
        ["low client/ACME blackout/Y+event/E1 2026-12-01T08:00:00Z..2026-12-01T09:00:00Z"],
        {
            "events": [ev("E1", NINE, TEN, engagement="A", status="tentative")],
            "blackouts": [
                off("X", "client/ACME", "2026-12-01", "2026-12-01"),
                off("Y", "client/ACME", "2026-12-01", "2026-12-01", "events"),
            ],
        },
    ),
]

TIMED = [*RECURRENCE, *OUTSIDE_HOURS, *TRAVEL, *BLACKOUT_EVENTS]

"""Cases of double-booking, worked out by hand from conflicts.md."""

from __future__ import annotations

from datetime import date

from .case import Case, ev, named

NINE, TEN = "2026-12-01T09:00", "2026-12-01T10:00"
WEEKLY = {"rrule": "FREQ=WEEKLY;COUNT=3"}

DOUBLE_BOOKING = [
    Case(
        "two meetings share half an hour",
        "double-booking",
        ["high me event/E1+event/E2 2026-12-01T08:30:00Z..2026-12-01T09:00:00Z=2/1"],
        {"events": [ev("E1", NINE, TEN), ev("E2", "2026-12-01T09:30", "2026-12-01T11:00")]},
    ),
    Case(
        "meetings that touch do not collide",
        "double-booking",
        [],
        {"events": [ev("E1", NINE, TEN), ev("E2", TEN, "2026-12-01T11:00")]},
    ),
    Case(
        "one that I do not attend does not count",
        "double-booking",
        [],
        {"events": [ev("E1", NINE, TEN), ev("E2", NINE, TEN, me="no")]},
    ),
    Case(
        "a cancelled one does not count",
        "double-booking",
        [],
        {"events": [ev("E1", NINE, TEN), ev("E2", NINE, TEN, status="cancelled")]},
    ),
    Case(
        "three at once are one interval with the peak",
        "double-booking",
        ["high me event/E1+event/E2+event/E3 2026-12-01T08:00:00Z..2026-12-01T09:30:00Z=3/1"],
        {
            "events": [
                ev("E1", NINE, "2026-12-01T10:30"),
                ev("E2", NINE, TEN),
                ev("E3", "2026-12-01T09:30", "2026-12-01T11:00"),
            ]
        },
    ),
    Case(
        "touching intervals are two where no event runs across",
        "double-booking",
        [
            "high me event/E1+event/E2 2026-12-01T08:00:00Z..2026-12-01T09:00:00Z=2/1",
            "high me event/E3+event/E4 2026-12-01T09:00:00Z..2026-12-01T10:00:00Z=2/1",
        ],
        {
            "events": [
                ev("E1", NINE, TEN),
                ev("E2", NINE, TEN),
                ev("E3", TEN, "2026-12-01T11:00"),
                ev("E4", TEN, "2026-12-01T11:00"),
            ]
        },
    ),
    Case(
        "touching intervals are one where an event runs across",
        "double-booking",
        ["high me event/E1+event/E2+event/E3 2026-12-01T08:00:00Z..2026-12-01T10:00:00Z=2/1"],
        {"events": [ev("E1", NINE, TEN), ev("E2", NINE, "2026-12-01T11:00"), ev("E3", TEN, "2026-12-01T11:00")]},
    ),
    Case(
        "an interval that began before the window is whole",
        "double-booking",
        ["high me event/E1+event/E2 2026-11-20T08:00:00Z..2026-11-23T08:00:00Z=2/1"],
        {
            "events": [
                ev("E1", "2026-11-20T09:00", "2026-11-24T09:00"),
                ev("E2", "2026-11-19T09:00", "2026-11-23T09:00"),
            ]
        },
    ),
    Case(
        "the window's first instant is my midnight, and touching it is not enough",
        "double-booking",
        [],
        {
            "events": [
                ev("E1", "2026-11-22T22:00", "2026-11-23T00:00"),
                ev("E2", "2026-11-22T22:00", "2026-11-23T00:00"),
            ]
        },
    ),
    Case(
        "the window's last day is included to its end in my zone",
        "double-booking",
        ["high me event/E1+event/E2 2026-12-01T22:59:00Z..2026-12-01T23:30:00Z=2/1"],
        {
            "events": [
                ev("E1", "2026-12-01T23:59", "2026-12-02T00:30"),
                ev("E2", "2026-12-01T23:00", "2026-12-02T00:30"),
                ev("E3", "2026-12-02T01:00", "2026-12-02T02:00"),
                ev("E4", "2026-12-02T01:00", "2026-12-02T02:00"),
            ]
        },
        {"end": date(2026, 12, 1)},
    ),
    Case(
        "a vendor with capacity 2.5 attends two at once",
        "double-booking",
        ["high vendor/V event/E1+event/E2+event/E3 2026-12-01T08:30:00Z..2026-12-01T09:00:00Z=3/2"],
        {
            "vendors": [named("V", capacity="2.5")],
            "events": [
                ev("E1", NINE, TEN, me="no", vendors="V"),
                ev("E2", NINE, TEN, me="no", vendors="V"),
                ev("E3", "2026-12-01T09:30", "2026-12-01T11:00", me="no", vendors="V"),
            ],
        },
    ),
    Case(
        "a vendor with capacity 0 can still attend one",
        "double-booking",
        ["high vendor/V event/E1+event/E2 2026-12-01T08:30:00Z..2026-12-01T09:00:00Z=2/1"],
        {
            "vendors": [named("V", capacity="0")],
            "events": [
                ev("E1", NINE, TEN, me="no", vendors="V"),
                ev("E2", "2026-12-01T09:30", "2026-12-01T11:00", me="no", vendors="V"),
            ],
        },
    ),
    Case(
        "low where it needs a tentative meeting",
        "double-booking",
        ["low me event/E1+event/E2 2026-12-01T08:00:00Z..2026-12-01T09:00:00Z=2/1"],
        {"events": [ev("E1", NINE, TEN), ev("E2", NINE, TEN, status="tentative")]},
    ),
    Case(
        "high where it holds somewhere without the tentative one",
        "double-booking",
        ["high me event/E1+event/E2+event/E3 2026-12-01T08:00:00Z..2026-12-01T10:00:00Z=2/1"],
        {
            "events": [
                ev("E1", NINE, "2026-12-01T11:00"),
                ev("E2", NINE, TEN, status="tentative"),
                ev("E3", "2026-12-01T10:00", "2026-12-01T11:00"),
            ]
        },
    ),
    Case(
        "two weekly series are one conflict with its occurrences",
        "double-booking",
        [
            "high me event/E1+event/E2 2026-12-01T08:30:00Z..2026-12-01T09:00:00Z=2/1 "
            "2026-12-08T08:30:00Z..2026-12-08T09:00:00Z=2/1 2026-12-15T08:30:00Z..2026-12-15T09:00:00Z=2/1"
        ],
        {"events": [ev("E1", NINE, TEN, **WEEKLY), ev("E2", "2026-12-01T09:30", "2026-12-01T11:00", **WEEKLY)]},
    ),
    Case(
        "a series that collides with itself has one item",
        "double-booking",
        ["high me event/E1 2026-12-02T08:00:00Z..2026-12-02T09:00:00Z=2/1"],
        {"events": [ev("E1", NINE, "2026-12-02T10:00", rrule="FREQ=DAILY;COUNT=2")]},
    ),
]

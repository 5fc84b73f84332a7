"""Focus, audience and filters, worked out by hand from conflicts.md."""

from __future__ import annotations

from .case import Case, Files, ev, ms, named, off, work

NINE, TEN = "2026-12-01T09:00", "2026-12-01T10:00"
SPAN = "2026-12-01T08:00:00Z..2026-12-01T09:00:00Z"

SHARED: Files = {
    "events": [
        ev("EA", NINE, TEN, engagement="A"),
        ev("EB", NINE, TEN, engagement="B"),
        ev("EX", NINE, TEN),
    ],
    "assignments": [
        work("WA", "2026-12-07", "2026-12-10", exclusive="yes"),
        work("WB", "2026-12-09", "2026-12-18", "B"),
        work("WC", "2026-12-09", "2026-12-09", "B"),
    ],
}

VIEWS = [
    Case(
        "focus keeps what has an item of that client, in full",
        "overbooked",
        [
            "high vendor/V assignment/WA+assignment/WB 2026-12-10..2026-12-10=2/1",
            "high vendor/V assignment/WA+assignment/WB+assignment/WC 2026-12-09..2026-12-09=3/1",
        ],
        SHARED,
        {"client": "ACME"},
    ),
    Case(
        "focus drops what has none",
        None,
        [],
        {"milestones": [ms("M1", "2026-12-05")]},
        {"client": "BOR"},
    ),
    Case(
        "an audience sees its own items and one elsewhere",
        "double-booking",
        [f"high me elsewhere+event/EA {SPAN}=3/1"],
        SHARED,
        {"audience": "ACME"},
    ),
    Case(
        "an audience sees equal sets of items as one conflict",
        "overbooked",
        ["high vendor/V assignment/WA+elsewhere 2026-12-09..2026-12-09=3/1 2026-12-10..2026-12-10=2/1"],
        SHARED,
        {"audience": "ACME"},
    ),
    Case(
        "equal occurrences are one",
        "exclusivity",
        ["high vendor/V assignment/WA+elsewhere 2026-12-09..2026-12-10"],
        {
            "assignments": [
                work("WA", "2026-12-07", "2026-12-10", exclusive="yes"),
                work("WB", "2026-12-09", "2026-12-18", "B"),
                work("WC", "2026-12-09", "2026-12-20", "B", status="tentative"),
            ]
        },
        {"audience": "ACME"},
    ),
    Case(
        "a who of another client is elsewhere",
        "dependency",
        ["high elsewhere elsewhere+milestone/M1 2026-12-01..2026-12-01"],
        {"milestones": [ms("M1", "2026-12-07"), ms("N1", "2026-12-01", engagement="B", after="M1")]},
        {"audience": "ACME"},
    ),
    Case(
        "my leave is elsewhere, its own freeze is not",
        "blackout",
        [
            "high client/ACME blackout/X+milestone/M1 2026-12-09..2026-12-09",
            "high me elsewhere+milestone/M1 2026-12-09..2026-12-09",
        ],
        {
            "milestones": [ms("M1", "2026-12-09")],
            "blackouts": [
                off("X", "client/ACME", "2026-12-09", "2026-12-09"),
                off("Y", "me", "2026-12-09", "2026-12-09"),
                off("Z", "me", "2026-12-08", "2026-12-10"),
            ],
        },
        {"audience": "ACME"},
    ),
    Case(
        "the other client sees its side",
        "double-booking",
        [f"high me elsewhere+event/EB {SPAN}=3/1"],
        SHARED,
        {"audience": "BOR"},
    ),
    Case(
        "severity is that or worse",
        None,
        ["medium client/ACME milestone/M2 2026-12-25..2026-12-25"],
        {
            "clients": [named("ACME", holidays="US"), named("BOR")],
            "milestones": [ms("M1", "2026-12-05"), ms("M2", "2026-12-25")],
        },
        {"severity": "medium"},
    ),
    Case(
        "order: severity, first start, kind, id",
        None,
        [
            f"high me event/E1+event/E2 {SPAN}=2/1",
            "medium client/ACME milestone/M2 2026-12-25..2026-12-25",
            "low client/ACME milestone/M1 2026-12-05..2026-12-05",
        ],
        {
            "clients": [named("ACME", holidays="US"), named("BOR")],
            "milestones": [ms("M1", "2026-12-05"), ms("M2", "2026-12-25")],
            "events": [ev("E1", NINE, TEN), ev("E2", NINE, TEN)],
        },
    ),
]

"""Cases of due dates, terms and blackouts, worked out by hand from conflicts.md."""

from __future__ import annotations

from datetime import date

from .case import Case, deal, ev, ms, named, off, work

FOUR_DAYS = "2026-12-07", "2026-12-10"

BLACKOUT_DAYS = [
    Case(
        "a due date in a freeze, to its last day",
        "blackout",
        ["high client/ACME blackout/X+milestone/M1 2026-12-09..2026-12-09"],
        {
            "milestones": [ms("M1", "2026-12-09"), ms("M2", "2026-12-10"), ms("M3", "2026-12-08", engagement="B")],
            "blackouts": [off("X", "client/ACME", "2026-12-07", "2026-12-09")],
        },
    ),
    Case(
        "my leave blocks what I own, a vendor's what it owns, by a contact too",
        "blackout",
        [
            "high me blackout/X+milestone/M1 2026-12-09..2026-12-09",
            "high vendor/V blackout/Y+milestone/M2 2026-12-09..2026-12-09",
            "high vendor/V blackout/Y+milestone/M3 2026-12-09..2026-12-09",
        ],
        {
            "contacts": [{"key": "P1", "of": "vendor/V", "name": "Priya"}],
            "milestones": [
                ms("M1", "2026-12-09"),
                ms("M2", "2026-12-09", owner="vendor/V"),
                ms("M3", "2026-12-09", owner="contact/P1"),
                ms("M4", "2026-12-09", owner="client/ACME"),
            ],
            "blackouts": [
                off("X", "me", "2026-12-09", "2026-12-09"),
                off("Y", "vendor/V", "2026-12-09", "2026-12-09"),
            ],
        },
    ),
    Case(
        "done and cancelled ones are not open, at-risk is",
        "blackout",
        ["high me blackout/X+milestone/M1 2026-12-09..2026-12-09"],
        {
            "milestones": [
                ms("M1", "2026-12-09", status="at-risk"),
                ms("M2", "2026-12-09", status="done"),
                ms("M3", "2026-12-09", status="cancelled"),
            ],
            "blackouts": [off("X", "me", "2026-12-09", "2026-12-09")],
        },
    ),
    Case(
        "a vendor's shutdown and its assignment: the shared days, medium",
        "blackout",
        ["medium vendor/V assignment/W1+blackout/X 2026-12-09..2026-12-10"],
        {
            "assignments": [work("W1", *FOUR_DAYS)],
            "blackouts": [
                off("X", "vendor/V", "2026-12-09", "2026-12-31"),
                off("Y", "vendor/V", "2026-12-09", "2026-12-31", "milestones"),
                off("Z", "client/ACME", "2026-12-09", "2026-12-31", "all"),
            ],
        },
    ),
    Case(
        "an archived vendor's blackout takes no part, nor does it own",
        "blackout",
        [],
        {
            "vendors": [named("V", status="archived")],
            "milestones": [ms("M1", "2026-12-09", owner="vendor/V")],
            "blackouts": [off("X", "vendor/V", "2026-12-09", "2026-12-09")],
        },
    ),
]

DUE = [
    Case(
        "a Saturday is low, a holiday on a weekday medium",
        "non-working-day",
        [
            "low client/ACME milestone/M1 2026-12-05..2026-12-05",
            "medium client/ACME milestone/M2 2026-12-25..2026-12-25",
        ],
        {
            "clients": [named("ACME", holidays="US"), named("BOR")],
            "milestones": [ms("M1", "2026-12-05"), ms("M2", "2026-12-25"), ms("M3", "2026-12-25", engagement="B")],
        },
    ),
    Case(
        "an observed day counts: US Independence Day 2027 is a Sunday, Monday is off",
        "non-working-day",
        [
            "medium client/ACME milestone/M1 2027-07-05..2027-07-05",
            "low client/ACME milestone/M2 2027-07-04..2027-07-04",
        ],
        {
            "clients": [named("ACME", holidays="US"), named("BOR")],
            "milestones": [ms("M1", "2027-07-05"), ms("M2", "2027-07-04")],
        },
        {"end": date(2027, 7, 31)},
    ),
    Case(
        "Sunday works where the client says so, and a region has its own days",
        "non-working-day",
        [
            "low client/ACME milestone/M2 2026-12-04..2026-12-04",
            "medium client/BOR milestone/M3 2027-05-03..2027-05-03",
        ],
        {
            # 2 May, the day of Madrid, is a Sunday in 2027 and kept on Monday 3 May.
            "clients": [named("ACME", hours="Sun-Thu 08:00-16:00"), named("BOR", holidays="ES-MD")],
            "milestones": [ms("M1", "2026-12-06"), ms("M2", "2026-12-04"), ms("M3", "2027-05-03", engagement="B")],
        },
    ),
    Case(
        "due before the start and after the end",
        "outside-term",
        [
            "medium engagement/A milestone/M1 2026-12-06..2026-12-06",
            "medium engagement/A milestone/M4 2026-12-21..2026-12-21",
        ],
        {
            "engagements": [deal("A", "ACME", start="2026-12-07", end="2026-12-20"), deal("B", "BOR")],
            "milestones": [
                ms("M1", "2026-12-06"),
                ms("M2", "2026-12-07"),
                ms("M3", "2026-12-20"),
                ms("M4", "2026-12-21"),
            ],
        },
    ),
    Case(
        "an assignment before and after the term: two runs",
        "outside-term",
        ["medium engagement/A assignment/W1 2026-12-01..2026-12-06 2026-12-21..2026-12-24"],
        {
            "engagements": [deal("A", "ACME", start="2026-12-07", end="2026-12-20"), deal("B", "BOR")],
            "assignments": [work("W1", "2026-12-01", "2026-12-24")],
        },
    ),
    Case(
        "an event by its date in the client's zone",
        "outside-term",
        ["low engagement/A event/E2 2026-12-21T05:30:00Z..2026-12-21T07:00:00Z"],
        {
            # 06:00 in Madrid is 23:00 of the day before in Chicago; 06:30 there is 23:30.
            "clients": [named("ACME", timezone="America/Chicago"), named("BOR")],
            "engagements": [deal("A", "ACME", start="2026-12-07", end="2026-12-19"), deal("B", "BOR")],
            "events": [
                ev("E1", "2026-12-20T06:00", "2026-12-20T08:00", engagement="A", timezone="Europe/Madrid"),
                ev(
                    "E2",
                    "2026-12-21T06:30",
                    "2026-12-21T08:00",
                    engagement="A",
                    timezone="Europe/Madrid",
                    status="tentative",
                ),
            ],
        },
    ),
    Case(
        "due before a predecessor, and with lags",
        "dependency",
        [
            "high engagement/A milestone/M1+milestone/M2 2026-12-06..2026-12-06",
            "high engagement/A milestone/M1+milestone/M4 2026-12-11..2026-12-11",
            "high engagement/B milestone/M1+milestone/M5 2026-12-04..2026-12-04",
        ],
        {
            "milestones": [
                ms("M1", "2026-12-07"),
                ms("M2", "2026-12-06", after="M1"),
                ms("M3", "2026-12-12", after="M1+5d"),
                ms("M4", "2026-12-11", after="M1+5d"),
                ms("M5", "2026-12-04", after="M1-2d", engagement="B"),
                ms("M6", "2026-12-05", after="M1-2d"),
                ms("M7", "2026-12-01", after="M1", status="done"),
            ]
        },
    ),
    Case(
        "a whole key that looks like a lag is that key",
        "dependency",
        ["high engagement/A milestone/M2+milestone/X-2D 2026-12-10..2026-12-10"],
        {
            "milestones": [
                ms("X", "2026-12-01"),
                ms("X-2D", "2026-12-20"),
                ms("M2", "2026-12-10", after="X-2d"),
                ms("M3", "2026-12-19", after="X-2D-1d"),
            ]
        },
    ),
    Case(
        "a done predecessor counts by the day on which it was done, a cancelled one is medium",
        "dependency",
        [
            "high engagement/A milestone/M2+milestone/P1 2026-12-10..2026-12-10",
            "medium engagement/A milestone/M2+milestone/P3 2026-12-10..2026-12-10",
        ],
        {
            "milestones": [
                ms("P1", "2026-12-01", status="done", done_on="2026-12-11"),
                ms("P2", "2026-12-20", status="done", done_on="2026-12-01"),
                ms("P3", "2026-12-01", status="cancelled"),
                ms("M2", "2026-12-10", after="P1 P2 P3"),
            ]
        },
    ),
    Case(
        "a predecessor counts whatever its engagement's or client's status",
        "dependency",
        [
            "high engagement/A milestone/M2+milestone/P1 2026-12-10..2026-12-10",
            "high engagement/A milestone/M2+milestone/P2 2026-12-10..2026-12-10",
        ],
        {
            "clients": [named("ACME"), named("BOR", status="archived")],
            "engagements": [deal("A", "ACME"), deal("B", "BOR"), deal("C", "ACME", status="closed")],
            "milestones": [
                ms("P1", "2026-12-11", engagement="B", after="M3"),
                ms("P2", "2026-12-11", engagement="C"),
                ms("M2", "2026-12-10", after="P1 P2"),
                ms("M3", "2026-12-31"),
            ],
        },
    ),
    Case(
        "three of two clients on one day, without reports and payments",
        "pile-up",
        ["medium me milestone/M1+milestone/M2+milestone/M3 2026-12-09..2026-12-09=3/2"],
        {
            "milestones": [
                ms("M1", "2026-12-09"),
                ms("M2", "2026-12-09", kind="go-live"),
                ms("M3", "2026-12-09", engagement="B", owner="client/BOR"),
                ms("M4", "2026-12-09", kind="report"),
                ms("M5", "2026-12-09", kind="payment"),
            ]
        },
    ),
    Case(
        "three of one client are no pile-up, nor two",
        "pile-up",
        [],
        {
            "milestones": [
                *[ms(f"M{n}", "2026-12-09") for n in range(4)],
                ms("N1", "2026-12-09", engagement="B", kind="report"),
                ms("N2", "2026-12-10", engagement="B"),
                ms("N3", "2026-12-10"),
            ]
        },
    ),
]

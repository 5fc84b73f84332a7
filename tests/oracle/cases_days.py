"""Dated cases, worked out by hand from conflicts.md: vendors' days, hours of a week."""

from __future__ import annotations

from datetime import date

from .case import Case, deal, named, off, work

FOUR_DAYS = "2026-12-07", "2026-12-10"

OVERBOOKED = [
    Case(
        "two assignments share days",
        "overbooked",
        ["high vendor/V assignment/W1+assignment/W2 2026-12-09..2026-12-10=2/1"],
        {"assignments": [work("W1", *FOUR_DAYS), work("W2", "2026-12-09", "2026-12-18", "B")]},
    ),
    Case(
        "a run ends where the assignments change",
        "overbooked",
        [
            "high vendor/V assignment/W1+assignment/W2 2026-12-07..2026-12-08=2/1 2026-12-10..2026-12-10=2/1",
            "high vendor/V assignment/W1+assignment/W2+assignment/W3 2026-12-09..2026-12-09=2.5/1",
        ],
        {
            "assignments": [
                work("W1", *FOUR_DAYS),
                work("W2", *FOUR_DAYS, engagement="B"),
                work("W3", "2026-12-09", "2026-12-09", units="0.5"),
            ]
        },
    ),
    Case(
        "clipped to the window, open with its engagement",
        "overbooked",
        ["high vendor/V assignment/W1+assignment/W2 2026-12-01..2026-12-05=2/1"],
        {"assignments": [work("W1", "2026-11-01"), work("W2", "2026-06-01", engagement="B")]},
        {"start": date(2026, 12, 1), "end": date(2026, 12, 5)},
    ),
    Case(
        "an assignment without an end has its engagement's",
        "overbooked",
        ["high vendor/V assignment/W1+assignment/W2 2026-12-01..2026-12-03=2/1"],
        {
            "engagements": [deal("A", "ACME", end="2026-12-03"), deal("B", "BOR")],
            "assignments": [work("W1", "2026-12-01"), work("W2", "2026-12-01", engagement="B")],
        },
    ),
    Case(
        "exact to four places, shown with two",
        "overbooked",
        ["high vendor/V assignment/W1+assignment/W2 2026-12-07..2026-12-10=0.3/0.3"],
        {
            "vendors": [named("V", capacity="0.3")],
            "assignments": [work("W1", *FOUR_DAYS, units="0.1"), work("W2", *FOUR_DAYS, units="0.2001")],
        },
    ),
    Case(
        "tenths add up exactly to the capacity",
        "overbooked",
        [],
        {
            "vendors": [named("V", capacity="0.3")],
            "assignments": [work("W1", *FOUR_DAYS, units="0.1"), work("W2", *FOUR_DAYS, units="0.2")],
        },
    ),
    Case(
        "half up",
        "overbooked",
        ["high vendor/V assignment/W1 2026-12-07..2026-12-10=1.13/0.13"],
        {"vendors": [named("V", capacity="0.125")], "assignments": [work("W1", *FOUR_DAYS, units="1.125")]},
    ),
    Case(
        "no capacity at all",
        "overbooked",
        ["high vendor/V assignment/W1 2026-12-07..2026-12-10=0.5/0"],
        {"vendors": [named("V", capacity="0")], "assignments": [work("W1", *FOUR_DAYS, units="0.5")]},
    ),
    Case(
        "low where it needs the tentative one, run by run",
        "overbooked",
        [
            "high vendor/V assignment/W1+assignment/W2+assignment/W3 2026-12-07..2026-12-10=3/1",
            "low vendor/V assignment/W3+assignment/W4 2026-12-11..2026-12-11=2/1",
        ],
        {
            "assignments": [
                work("W1", *FOUR_DAYS),
                work("W2", *FOUR_DAYS),
                work("W3", "2026-12-07", "2026-12-11", status="tentative"),
                work("W4", "2026-12-11", "2026-12-11"),
            ]
        },
    ),
    Case(
        "cancelled ones, closed engagements and archived clients do not count",
        "overbooked",
        [],
        {
            "clients": [named("ACME"), named("BOR"), named("CED", status="archived")],
            "engagements": [deal("A", "ACME"), deal("B", "BOR", status="closed"), deal("C", "CED")],
            "assignments": [
                work("W1", *FOUR_DAYS),
                work("W2", *FOUR_DAYS, status="cancelled"),
                work("W3", *FOUR_DAYS, engagement="B"),
                work("W4", *FOUR_DAYS, engagement="C"),
            ],
        },
    ),
    Case(
        "a paused engagement's assignments stand, an archived vendor's do not",
        "overbooked",
        ["high vendor/V assignment/W1+assignment/W2 2026-12-07..2026-12-10=2/1"],
        {
            "vendors": [named("V"), named("U", status="archived")],
            "engagements": [deal("A", "ACME", status="paused"), deal("B", "BOR")],
            "assignments": [
                work("W1", *FOUR_DAYS),
                work("W2", *FOUR_DAYS, engagement="B"),
                work("W3", *FOUR_DAYS, vendor="U", units="9"),
            ],
        },
    ),
    Case(
        "a proposed engagement counts when it is asked for",
        "overbooked",
        ["high vendor/V assignment/W1+assignment/W2 2026-12-07..2026-12-10=2/1"],
        {
            "engagements": [deal("A", "ACME"), deal("B", "BOR", status="proposed")],
            "assignments": [work("W1", *FOUR_DAYS), work("W2", *FOUR_DAYS, engagement="B")],
        },
        {"with_": ("B",)},
    ),
    Case(
        "and else it does not",
        "overbooked",
        [],
        {
            "engagements": [deal("A", "ACME"), deal("B", "BOR", status="proposed")],
            "assignments": [work("W1", *FOUR_DAYS), work("W2", *FOUR_DAYS, engagement="B")],
        },
    ),
]

EXCLUSIVITY = [
    Case(
        "an exclusive assignment shares days with one to another client",
        "exclusivity",
        ["high vendor/V assignment/W1+assignment/W2 2026-12-09..2026-12-10"],
        {
            "assignments": [
                work("W1", *FOUR_DAYS, exclusive="yes"),
                work("W2", "2026-12-09", "2026-12-18", "B", units="0.1"),
            ]
        },
    ),
    Case(
        "with the same client it may, and another vendor is no matter",
        "exclusivity",
        [],
        {
            "vendors": [named("V"), named("U")],
            "assignments": [
                work("W1", *FOUR_DAYS, exclusive="yes"),
                work("W2", *FOUR_DAYS),
                work("W3", *FOUR_DAYS, engagement="B", vendor="U"),
            ],
        },
    ),
    Case(
        "low where one is tentative, once where both are exclusive",
        "exclusivity",
        ["low vendor/V assignment/W1+assignment/W2 2026-12-10..2026-12-10"],
        {
            "assignments": [
                work("W1", *FOUR_DAYS, exclusive="yes", status="tentative"),
                work("W2", "2026-12-10", "2026-12-18", "B", exclusive="yes"),
            ]
        },
    ),
]

WEEK = {"start": date(2026, 12, 7), "end": date(2026, 12, 7)}
LOAD = "2026-12-07..2026-12-13"

OVERLOAD = [
    Case(
        "50 of 40 hours is medium: not more than 1.25",
        "overload",
        [f"medium me engagement/A+engagement/B {LOAD}=50/40"],
        {"engagements": [deal("A", "ACME", hours="30"), deal("B", "BOR", hours="20")]},
        WEEK,
    ),
    Case(
        "50.0001 of 40 is high",
        "overload",
        [f"high me engagement/A+engagement/B {LOAD}=50/40"],
        {"engagements": [deal("A", "ACME", hours="30.0001"), deal("B", "BOR", hours="20")]},
        WEEK,
    ),
    Case(
        "40 of 40 is none, and one without hours is no item",
        "overload",
        [],
        {"engagements": [deal("A", "ACME", hours="40"), deal("B", "BOR")]},
        WEEK,
    ),
    Case(
        "a term that ends on Wednesday brings three fifths",
        "overload",
        [f"medium me engagement/A+engagement/B {LOAD}=46/40"],
        {"engagements": [deal("A", "ACME", end="2026-12-09", hours="10"), deal("B", "BOR", hours="40")]},
        WEEK,
    ),
    Case(
        "a third of the week is exact",
        "overload",
        [f"medium me engagement/A {LOAD}=10/9"],
        {
            "profile": [{"timezone": "Europe/Madrid", "hours": "Mon-Wed 09:00-12:00"}],
            "engagements": [deal("A", "ACME", hours="10"), deal("B", "BOR")],
        },
        WEEK,
    ),
    Case(
        "an allocation replaces the hours day by day",
        "overload",
        [f"medium me engagement/A {LOAD}=46/40"],
        {
            "engagements": [deal("A", "ACME", hours="10"), deal("B", "BOR")],
            "allocations": [
                {"engagement": "A", "start": "2026-12-08", "end": "2026-12-20", "weekly_hours": "55"},
            ],
        },
        WEEK,
    ),
    Case(
        "leave takes from what is available, not from what is promised",
        "overload",
        [f"high me engagement/A {LOAD}=32/24"],
        {
            "engagements": [deal("A", "ACME", hours="32"), deal("B", "BOR")],
            "blackouts": [off("X", "me", "2026-12-10", "2026-12-13", "milestones")],
        },
        WEEK,
    ),
    Case(
        "a public holiday too",
        "overload",
        [f"medium me engagement/A {LOAD}=39/32"],
        {
            # Of 7 and 8 December, 2026, the 8th is a national holiday of Spain; Madrid's own are not asked for.
            "profile": [{"timezone": "Europe/Madrid", "holidays": "ES"}],
            "engagements": [deal("A", "ACME", hours="39"), deal("B", "BOR")],
        },
        WEEK,
    ),
    Case(
        "nothing available is high",
        "overload",
        [f"high me engagement/A {LOAD}=1/0"],
        {
            "engagements": [deal("A", "ACME", hours="1"), deal("B", "BOR")],
            "blackouts": [off("X", "me", "2026-12-01", "2026-12-31")],
        },
        WEEK,
    ),
    Case(
        "a paused engagement counts no hours, a proposed one only when asked for",
        "overload",
        [f"medium me engagement/B {LOAD}=41/40"],
        {
            "engagements": [
                deal("A", "ACME", hours="40", status="paused"),
                deal("B", "BOR", hours="41", status="proposed"),
                deal("C", "BOR", hours="41", status="proposed"),
            ]
        },
        {**WEEK, "with_": ("B",)},
    ),
]

DATED = [*OVERBOOKED, *EXCLUSIVITY, *OVERLOAD]

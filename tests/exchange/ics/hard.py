"""What is hard to write: series in hard zones across clock changes, with dates left out and moved; texts; states."""

from __future__ import annotations

from datetime import date, timedelta

from pmdesk.model import Blackout, Event, Noun, Override, Predecessor
from tests.exchange.ics.desk import acme, event, milestone, wall

ZONES = {
    "HOWE": ("Australia/Lord_Howe", "2026-09-23T01:45"), "CASA": ("Africa/Casablanca", "2027-01-27T09:00"),
    "KOL": ("Asia/Kolkata", "2026-12-01T09:00"), "SAO": ("America/Sao_Paulo", "2018-10-24T23:30"),
    "DUB": ("Europe/Dublin", "2026-10-14T09:00"), "MAD": ("Europe/Madrid", "2027-03-14T02:30"),
}  # fmt: skip
"""Zones, with the start of a weekly series whose first weeks hold a clock change; Madrid's skips one of its times."""
TEXTS = {
    "EMOJI": "🚧👩‍👩‍👧‍👦🏳️‍🌈 Umbau " * 9,
    "RTL": "اجتماع الإطلاق مع الفريق, \u05e9\u05dc\u05d5\u05dd; " * 6,
    "WIDE": "a" + "日本語の長い題名" * 20,
    "MARKS": "e\u0301" * 70,
    "BREAKS": "one\ntwo\n\nthree; four, five\\six \\n seven \\N C:\\New\\network",
    "LIKE": "BEGIN:VALARM\nEND:VEVENT\nATTENDEE:mailto:x@example.com",
    "EDGE": "x" * 66 + "ü" + "y" * 73 + "€" + "z" * 71 + "🚀",
}
"""Texts that break at 75 octets inside a character, run from right to left, or look like something else."""
STATES = ("planned", "at-risk", "done", "cancelled")


def series(key: str) -> tuple[Event, list[Override]]:
    """Give a weekly series of 12 in a hard zone: its second date left out, its fourth moved, its sixth cancelled."""
    zone, begin = ZONES[key]
    start = wall(begin)
    weeks = [start + timedelta(weeks=number) for number in range(12)]
    row = event(
        begin, (start + timedelta(minutes=50)).isoformat(), key=f"S-{key}", title=f"Weekly {key}", timezone=zone,
        rrule="FREQ=WEEKLY;COUNT=12", exdates=(weeks[1],),
    )  # fmt: skip
    moved = Override(row.key, weeks[3], weeks[3] + timedelta(days=1, hours=2), None, f"Moved {key}", "tentative")
    return row, [moved, Override(row.key, weeks[5], None, None, None, "cancelled")]


def rows() -> list[Noun]:
    """Give all of it, on one client."""
    found: list[Noun] = acme()
    for number, (key, text) in enumerate(TEXTS.items()):
        found += [
            milestone(f"T-{key}", f"2026-12-{number + 1:02}", title=text, acceptance=text, site="HQ"),
            event(f"2026-12-{number + 1:02}T09:00", f"2026-12-{number + 1:02}T09:30", key=f"E-{key}", title=text),
        ]
    for number, status in enumerate(STATES):
        after = (Predecessor("M-planned", number),) if number else ()
        found.append(
            milestone(
                f"M-{status}", f"2027-01-{number + 11:02}", title=status, status=status, kind="go-live", after=after
            )
        )
    for status in ("confirmed", "tentative", "cancelled"):
        found.append(event("2027-02-01T09:00", "2027-02-01T10:00", key=f"V-{status}", title=status, status=status))
    for key in ZONES:
        row, overrides = series(key)
        found += [row, *overrides]
    return [*found, Blackout("F", "client/ACME", date(2026, 12, 9), date(2026, 12, 9), TEXTS["RTL"], "hard")]

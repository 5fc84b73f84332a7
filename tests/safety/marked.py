"""A workbook of many clients in which every text says whose it is, and whether that client may see it.

Written from "An audience sees" of data.md alone. A visible text of client 7 holds ``zqv07x``, a private one ``zqh07x``;
what is of no client holds ``zqh00x``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

MARK = re.compile(r"zq[vh]\d\dx", re.IGNORECASE)
TODAY = date(2026, 11, 23)
SHARED = "FIBRE"
"""A vendor of all: its name and services may be seen by everybody to whom it is assigned."""
Row = dict[str, str]
Book = dict[str, list[Row]]


def mark(number: int) -> str:
    """Give the mark of what a client may see."""
    return f"zqv{number:02}x"


def key_of(number: int) -> str:
    """Give the key of a client."""
    return mark(number).upper()


def is_leak(text: str, number: int) -> list[str]:
    """Give the marks in a text that a client may not see."""
    return sorted({found.lower() for found in MARK.findall(text)} - {mark(number)})


def write(folder: Path, clients: int) -> Path:
    """Write the workbook."""
    book: Book = {
        "profile": [{"name": _private(0, "me"), "email": "zqh00x@me.example", "timezone": "Europe/Madrid"}],
        "vendors": [{"key": SHARED, "name": "FibreCo", "services": "fibre", "notes": _private(0, "vendor")}],
        "events": [_mine("events")],
        "blackouts": [_mine("blackouts")],
        "notes": [{"key": "ZQH00X.N", "date": "2026-11-20", "text": _private(0, "note")}],
        "actions": [{"key": "ZQH00X.A", "title": _private(0, "action"), "due": "2026-11-20"}],
    }
    for number in range(1, clients + 1):
        for file, rows in _client(number).items():
            book.setdefault(file, []).extend(rows)
    folder.mkdir(parents=True)
    for file, rows in book.items():
        _write(folder / f"{file}.csv", rows)
    return folder


def _write(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _mine(file: str) -> Row:
    if file == "blackouts":
        leave = _private(0, "leave")
        return {"key": "ZQH00X.B", "who": "me", "start": "2026-12-03", "end": "2026-12-04", "title": leave}
    return {
        "key": "ZQH00X.E", "title": _private(0, "meeting"), "start": "2026-11-24T10:00", "end": "2026-11-24T11:00",
        "notes": _private(0, "event"),
    }  # fmt: skip


def _private(number: int, what: str) -> str:
    return f"zqh{number:02}x {what}"


def _client(number: int) -> Book:
    """Give the rows of one client: it contradicts every other one, in time, in crews, in hours."""
    seen, key, hidden = mark(number), key_of(number), f"zqh{number:02}x"
    work, who, own = f"{key}-W", f"client/{key}", f"{key}V"
    day = (TODAY + timedelta(days=1 + number % 5)).isoformat()
    base: Row = {"engagement": work, "notes": f"{hidden} notes"}
    return {
        "clients": [{"key": key, "name": f"{seen} Ltd", "aliases": f"{seen}.example", "notes": f"{hidden} notes",
                     "color": "teal", "timezone": "America/Chicago"}],
        "contacts": [{"key": f"{key}C", "of": who, "name": f"{seen} Priya", "role": f"{seen} CIO",
                      "email": f"p@{seen}.example", "phone": "1", "escalation": "1", "notes": f"{hidden} notes"}],
        "vendors": [{"key": own, "name": f"{seen} crew", "services": f"{seen} cabling", "capacity": "7",
                     "notes": f"{hidden} notes"}],
        "sites": [{"key": f"{key}S", "client": key, "name": f"{seen} depot", "address": f"{seen} road",
                   "notes": f"{hidden} notes"}],
        "engagements": [{"key": work, "client": key, "name": f"{seen} rollout", "start": "2026-01-05", "fee": "7777",
                         "weekly_hours": "30", "budget_hours": "777", "currency": "EUR", "objective": f"{seen} ship",
                         "end": "2027-03-31", "report_every": "weekly", "report_day": "Fri",
                         "notes": f"{hidden} notes"}],
        "allocations": [{"engagement": work, "start": "2026-12-01", "end": "2026-12-31", "weekly_hours": "37"}],
        "assignments": [
            {"key": f"{work}.A", "vendor": own, "start": "2026-11-23", "role": f"{seen} cabling", "site": f"{key}S",
             "units": "9", **base},
            {"key": f"{work}.B", "vendor": SHARED, "start": "2026-11-23", "end": "2026-12-20", "exclusive": "yes",
             "role": f"{seen} splicing", **base},
        ],
        "milestones": [
            {"key": f"{work}.BUILD", "title": f"{seen} build", "due": day, "owner": f"contact/{key}C", **base},
            {"key": f"{work}.UAT", "title": f"{seen} sign-off", "due": day, "after": f"{work}.BUILD+9d",
             "acceptance": f"{seen} signed", "url": f"https://{seen}.example/", "site": f"{key}S", **base},
            {"key": f"{work}.LATE", "title": f"{seen} late", "due": "2026-09-01", "kind": "go-live", **base},
        ],
        "events": [
            {"key": f"{work}.E", "title": f"{seen} sync", "start": "2026-11-24T16:00", "end": "2026-11-24T18:00",
             "timezone": "Europe/Madrid", "rrule": "FREQ=WEEKLY;BYDAY=TU;COUNT=6", "vendors": f"{own} {SHARED}",
             "site": f"{key}S", "url": f"https://{seen}.example/meet", **base},
        ],
        "overrides": [{"event": f"{work}.E", "occurrence": "2026-12-01T16:00", "start": "2026-12-01T15:00",
                       "title": f"{seen} moved"}],
        "blackouts": [{"key": f"{work}.F", "who": who, "start": day, "end": "2026-12-10", "title": f"{seen} freeze"}],
        "actions": [_told(work, "A", seen, hidden, visibility) | {"due": "2026-11-20"}
                    for visibility in ("mine", "client")],
        "raid": [_told(work, "R", seen, hidden, visibility)
                 | {"type": "risk", "probability": "5", "impact": "5", "raised": "2026-11-01", "review": "2026-11-20"}
                 for visibility in ("mine", "client")],
        "kpis": [{"key": f"{work}.K{visibility[0]}".upper(), "engagement": work, "vendor": SHARED, "target": "5",
                  "name": f"{seen if visibility == 'client' else hidden} uptime", "sla": "yes",
                  "visibility": visibility} for visibility in ("mine", "client")],
        "measurements": [{"kpi": f"{work}.K{letter}", "date": "2026-11-20", "value": "1", "note": f"{hidden} note"}
                         for letter in "MC"],
        "time": [{"engagement": work, "date": "2026-11-20", "hours": "7.77", "note": f"{hidden} worked"}],
        "notes": [{"key": f"{work}.N", "client": key, "engagement": work, "date": "2026-11-20",
                   "text": f"{hidden} said"}],
        "lessons": [{"key": f"{work}.L", "engagement": work, "title": f"{hidden} lesson", "what_happened": f"{hidden}",
                     "root_cause": hidden, "recommendation": hidden, "tags": hidden}],
    }  # fmt: skip


def _told(work: str, letter: str, seen: str, hidden: str, visibility: str) -> Row:
    text = seen if visibility == "client" else hidden
    return {
        "key": f"{work}.{letter}{visibility[0]}".upper(), "engagement": work, "title": f"{text} title",
        "notes": f"{hidden} notes", "visibility": visibility,
    }  # fmt: skip

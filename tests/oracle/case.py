"""Mini workbooks as data: what a case is, how it is written down, and what a line of expectation says.

An expectation is one conflict on one line: `severity who item+item occurrence occurrence…`, an occurrence being
`start..end` and, where the kind has them, `=peak/limit`. `@` before it marks the conflict as waived.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

AS_OF = date(2026, 11, 23)
"""A Monday; the window is 2026-11-23 to 2027-05-22, Madrid is an hour before UTC until 2027-03-28."""

Row = dict[str, str]
Files = dict[str, list[Row]]


def ev(key: str, start: str, end: str, **more: str) -> Row:
    """Give an event of no engagement."""
    return {"key": key, "title": f"Meeting {key}", "start": start, "end": end, **more}


def ms(key: str, due: str, engagement: str = "A", **more: str) -> Row:
    """Give a planned milestone of mine."""
    return {"key": key, "title": f"Due {key}", "due": due, "engagement": engagement, **more}


def work(key: str, start: str, end: str = "", engagement: str = "A", vendor: str = "V", **more: str) -> Row:
    """Give a confirmed assignment of one unit."""
    return {"key": key, "vendor": vendor, "engagement": engagement, "start": start, "end": end, **more}


def off(key: str, who: str, start: str, end: str, blocks: str = "") -> Row:
    """Give a blackout."""
    return {"key": key, "who": who, "start": start, "end": end, "title": f"Off {key}", "blocks": blocks}


def deal(key: str, client: str, start: str = "2026-01-01", end: str = "", hours: str = "0", **more: str) -> Row:
    """Give an active engagement."""
    return {
        "key": key, "client": client, "name": f"Deal {key}", "start": start, "end": end, "weekly_hours": hours, **more
    }  # fmt: skip


def named(key: str, **more: str) -> Row:
    """Give a client, vendor or site."""
    return {"key": key, "name": f"Name {key}", **more}


BASE: Files = {
    "profile": [{"name": "Me", "timezone": "Europe/Madrid", "hours": "Mon-Fri 09:00-17:00"}],
    "clients": [named("ACME"), named("BOR")],
    "vendors": [named("V")],
    "engagements": [deal("A", "ACME"), deal("B", "BOR")],
    "sites": [named("S1", client="ACME"), named("S2", client="ACME"), named("T1", client="BOR")],
}


@dataclass(frozen=True)
class Case:
    """A workbook (BASE with some files replaced), the options, and the conflicts of one kind (None: all) to expect."""

    name: str
    kind: str | None
    expect: list[str]
    files: Files
    options: dict[str, Any] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the workbook."""
        write_files(folder, {**BASE, **self.files})


def write_files(folder: Path, files: Files) -> None:
    """Write CSV files whose header is the union of the rows' columns."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        if columns:
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, columns, restval="")
                writer.writeheader()
                writer.writerows(rows)


def shown(conflict: dict[str, Any]) -> str:
    """Give a conflict of the JSON output as a line of expectation."""
    words = ["@" * bool(conflict["waived"]) + conflict["severity"], conflict["who"], "+".join(conflict["items"])]
    for o in conflict["occurrences"]:
        numbers = f"={o['peak']:g}/{o['limit']:g}" if "peak" in o else ""
        words.append(f"{o['start']}..{o['end']}{numbers}")
    return " ".join(words)

"""The status report of an engagement with 2,000 milestones, as a multiple of reading its rows by plain sqlite3.

Each side runs in a process of its own and prints the processor seconds that its work took, imports, and the compiling
of the template, left out on both sides.
"""

from __future__ import annotations

import csv
import statistics
import subprocess
from datetime import timedelta
from pathlib import Path

from tests.bench.measure import ANCHOR, desk_at, folder, python, tell

MILESTONES = 2000
OWNERS = ("me", "vendor/FIBRE", "client/ACME")
OURS = """
import sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from pmdesk.desk import Desk
from pmdesk.desk.reporting import Asked
desk = Desk.open(Path(sys.argv[1]), now=lambda: datetime(2026, 11, 23, 8, tzinfo=UTC), create=False)
desk.report(Asked("SMALL"))
start = time.process_time()
report = desk.report(Asked("BIG"))
print(time.process_time() - start, report.status.view.parts[0].later)
"""
FLOOR = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1])
start = time.process_time()
rows = []
for table in ("clients", "vendors", "contacts", "profile"):
    rows += connection.execute(f"SELECT * FROM {table}").fetchall()
rows += connection.execute("SELECT * FROM engagements WHERE key = 'BIG'").fetchall()
for table in ("milestones", "allocations", "assignments", "actions", "raid", "kpis", "time"):
    rows += connection.execute(f"SELECT * FROM {table} WHERE engagement = 'BIG'").fetchall()
rows += connection.execute("SELECT m.* FROM measurements m JOIN kpis k ON k.key = m.kpi WHERE engagement = 'BIG'")
print(time.process_time() - start, len(rows))
"""


def _write(folder: Path, name: str, head: str, rows: list[list[object]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head.split())
        writer.writerows(rows)


def workbook(place: Path) -> Path:
    """Write a workbook with one large engagement and a small one."""
    place.mkdir()
    terms = [ANCHOR - timedelta(days=700), ANCHOR + timedelta(days=700)]
    _write(place, "clients", "key name", [["ACME", "Acme"], ["BOR", "Borealis"]])
    _write(place, "vendors", "key name", [["FIBRE", "FibreCo"]])
    _write(place, "engagements", "key client name start end report_every",
           [["BIG", "ACME", "Rollout", *terms, "weekly"], ["SMALL", "BOR", "Retainer", *terms, "weekly"]])  # fmt: skip
    rows: list[list[object]] = [["S1", "SMALL", "First", ANCHOR, ANCHOR, "planned", "", "me", "", ""]]
    for number in range(MILESTONES):
        due = ANCHOR + timedelta(days=number % 900 - 450)
        done = due < ANCHOR
        before = f"B{number - 1:04}" if number % 900 and number % 3 == 0 else ""
        slip = timedelta(days=number % 11 - 2 if number % 5 == 0 else 0)
        owner, status = OWNERS[number % 3], "done" if done else "planned"
        title, done_on = f"Step {number} of the rollout", due if done else ""
        rows.append([f"B{number:04}", "BIG", title, due, due - slip, status, done_on, owner, before, "signed by them"])
    _write(place, "milestones", "key engagement title due baseline status done_on owner after acceptance", rows)
    return place


def measured(code: str, path: Path, times: int) -> float:
    """Give the median processor seconds that the work took."""
    taken = []
    for _ in range(times):
        done = subprocess.run(python(code, str(path)), check=True, capture_output=True, text=True)
        taken.append(float(done.stdout.split()[0]))
    return statistics.median(taken)


def main() -> None:
    """Print the ratio."""
    with folder() as place:
        path = place / "s.db"
        desk = desk_at(path)
        desk.import_workbook(workbook(place / "W"))
        desk.close()
        floor, ours = measured(FLOOR, path, 9), measured(OURS, path, 9)
    tell(f"a status report over {MILESTONES} milestones", ours, floor, 5, "plain sqlite3")


if __name__ == "__main__":
    main()

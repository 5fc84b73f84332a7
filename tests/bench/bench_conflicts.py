"""All conflicts over 180 days, as a multiple of reading and sorting the same rows by plain sqlite3.

Each side runs in a process of its own and prints the seconds that its work took, imports left out on both sides.
"""

from __future__ import annotations

import math
import statistics
import subprocess
from itertools import pairwise
from pathlib import Path

from tests.bench.measure import folder, python, sizes, store, tell
from tests.generating.world import SIZES

OURS = """
import sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from pmdesk.desk import Desk
from pmdesk.portfolio import Window
import pmdesk.desk.contradictions, pmdesk.audience.conflicts
desk = Desk.open(Path(sys.argv[1]), now=lambda: datetime(2026, 11, 23, 8, tzinfo=UTC), create=False)
start = time.perf_counter()
found = desk.conflicts_json(Window(date(2026, 11, 23), date(2027, 5, 22)))
print(time.perf_counter() - start, len(found["conflicts"]))
"""
FLOOR = """
import sqlite3, sys, time
first, last = "2026-11-09", "2027-06-05"
start = time.perf_counter()
connection = sqlite3.connect(sys.argv[1])
rows = []
for table in ("clients", "vendors", "contacts", "sites", "engagements", "waivers"):
    rows.append(connection.execute(f"SELECT * FROM {table}").fetchall())
for table in ("assignments", "blackouts", "allocations"):
    asked = f'SELECT * FROM {table} WHERE start <= ? AND ("end" IS NULL OR "end" >= ?)'
    rows.append(connection.execute(asked, (last, first)).fetchall())
rows.append(connection.execute("SELECT * FROM milestones WHERE due BETWEEN ? AND ?", (first, last)).fetchall())
span = "(SELECT event FROM event_spans WHERE first_day <= ? AND (last_day IS NULL OR last_day >= ?))"
rows.append(connection.execute(f"SELECT * FROM events WHERE key IN {span}", (last, first)).fetchall())
rows.append(connection.execute(f"SELECT * FROM overrides WHERE event IN {span}", (last, first)).fetchall())
for found in rows:
    found.sort(key=str)
print(time.perf_counter() - start, sum(map(len, rows)))
"""


def measured(code: str, path: Path, times: int) -> tuple[float, int]:
    """Give the median seconds that the work took, and how much it found."""
    taken, count = [], 0
    for _ in range(times):
        done = subprocess.run(python(code, str(path)), check=True, capture_output=True, text=True)
        seconds, found = done.stdout.split()
        taken.append(float(seconds))
        count = int(found)
    return statistics.median(taken), count


def main() -> None:
    """Print the ratios, and how the time grows with the size."""
    points = []
    with folder() as place:
        for size in sizes(__doc__):
            path = store(place, size)
            floor, rows = measured(FLOOR, path, 5)
            ours, conflicts = measured(OURS, path, 5)
            tell(f"all conflicts over 180 days at {size} ({conflicts} of {rows} rows)", ours, floor, 5, "plain sqlite3")
            points.append((SIZES[size].milestones + SIZES[size].events, ours))
    for (less, quick), (more, slow) in pairwise(points):
        exponent = math.log(slow / quick) / math.log(more / less)
        print(f"     growth exponent from {less} to {more} items: {exponent:.2f} (goal 1.2)")


if __name__ == "__main__":
    main()

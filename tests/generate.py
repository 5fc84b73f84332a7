"""Writes a made-up workbook of a given size: `python tests/generate.py --size L --seed 1 --out DIR`.

The same size, seed, anchor and number of notes give the same bytes. Every row keeps every rule of a workbook;
contradictions in its schedule exist, in believable number. It spreads from a year before the anchor to two years after.
"""

import argparse
import csv
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.generating import contracts, events, milestones, people, registers
from tests.generating.world import ANCHOR, SIZES, Desk, Rows, Size

FILES: dict[str, tuple[str, Callable[[Desk], Rows]]] = {
    "profile": ("name email timezone hours holidays", people.profile),
    "clients": ("key name aliases pin timezone hours holidays color status notes", people.client_rows),
    "contacts": ("key of name role email phone timezone escalation notes", people.contact_rows),
    "vendors": ("key name timezone hours holidays capacity services status notes", people.vendor_rows),
    "sites": ("key client name address timezone notes", people.site_rows),
    "engagements": (
        "key client name status start end weekly_hours budget_hours fee currency decision_date notice_days "
        "report_every report_day objective notes",
        contracts.engagement_rows,
    ),
    "allocations": ("engagement start end weekly_hours", contracts.allocation_rows),
    "assignments": (
        "key vendor engagement start end units exclusive role site status notes",
        contracts.assignment_rows,
    ),
    "milestones": (
        "key engagement title due status kind owner after baseline done_on site acceptance accepted_by accepted_on "
        "url notes",
        milestones.milestone_rows,
    ),
    "events": (
        "key engagement title start end timezone rrule exdates status me vendors site url notes",
        events.event_rows,
    ),
    "overrides": ("event occurrence start end title status", events.override_rows),
    "blackouts": ("key who start end title blocks", registers.blackout_rows),
    "actions": ("key engagement title due owner status milestone tags visibility notes", registers.action_rows),
    "raid": (
        "key engagement type title probability impact response plan contingency trigger owner raised review status "
        "escalated_to visibility notes",
        registers.raid_rows,
    ),
    "kpis": (
        "key engagement vendor name unit target direction warning period sla visibility",
        registers.kpi_rows,
    ),
    "measurements": ("kpi date value note", registers.measurement_rows),
    "time": ("engagement date hours note", registers.time_rows),
    "notes": ("key client engagement date text", registers.note_rows),
    "lessons": (
        "key engagement title date what_happened root_cause recommendation tags",
        registers.lesson_rows,
    ),
}
"""Columns and rows of each file. The order counts: assignments give engagements their vendors, events the overrides."""


def write(out: Path, size: Size, seed: int = 1, anchor: date = ANCHOR, notes: int | None = None) -> dict[str, int]:
    """Write a workbook of `size` into the folder `out`, which is made if need be; return the rows of each file."""
    desk = Desk(size, seed, anchor, notes)
    out.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name, (columns, rows) in FILES.items():
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns.split())
            count = 0
            for row in rows(desk):
                writer.writerow(row)
                count += 1
        counts[name] = count
    return counts


def main() -> None:
    """Read the arguments, write the workbook, say what is in it."""
    parser = argparse.ArgumentParser(description="Write a made-up workbook.")
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--anchor", type=date.fromisoformat, default=ANCHOR, metavar="DATE")
    parser.add_argument("--notes", type=int, default=None, metavar="N")
    given = parser.parse_args()
    counts = write(given.out, SIZES[given.size], given.seed, given.anchor, given.notes)
    sys.stdout.write("".join(f"{name} {count}\n" for name, count in counts.items()))


if __name__ == "__main__":
    main()

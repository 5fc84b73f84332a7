"""The sample portfolio: a desk of six clients, kept as a workbook and moved to be around any day.

The files beside this module are written for the week of :data:`ANCHOR`. Everything dated in them moves by whole
weeks, so that weekdays, working days and the rhythm of recurring meetings hold. For the same reason the rules in it
repeat by day or by week only (a month's second Tuesday would not stay one), and no text names a season or a month.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from pathlib import Path

ANCHOR = date(2026, 11, 23)
"""The Monday of the week in which the packaged files are at home."""

Row = dict[str, str]

_DATED = frozenset({
    "accepted_on", "baseline", "date", "decision_date", "done_on", "due", "end", "exdates", "occurrence", "raised",
    "review", "start",
})  # fmt: skip
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?=T|\b)")
_UNTIL = re.compile(r"(?<=UNTIL=)(\d{4})(\d{2})(\d{2})")


def shift(today: date) -> timedelta:
    """Return by how much, in whole weeks, the sample moves to be around `today`."""
    monday = today - timedelta(days=today.weekday())
    return monday - ANCHOR


def write(folder: Path, today: date) -> list[Path]:
    """Write the sample, moved to the week of `today`, as a workbook into `folder`, which is made if need be.

    Returns the files written, in the order of their names. Raises OSError where a file can't be written and
    OverflowError where `today` leaves no room for it in the calendar.
    """
    texts = [(name, _moved(text, shift(today))) for name, text in _files()]
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in texts:
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def load(today: date) -> dict[str, list[Row]]:
    """Return the rows of each file (`milestones` for milestones.csv), moved to the week of `today`."""
    moved = ((name, _moved(text, shift(today))) for name, text in _files())
    return {name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in moved}


def _files() -> Iterator[tuple[str, str]]:
    """Name and text of each packaged file, by name."""
    folder = resources.files(__name__) / "workbook"
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".csv"):
            yield entry.name, entry.read_text(encoding="utf-8")


def _moved(text: str, by: timedelta) -> str:
    """Return the CSV `text` with every dated cell moved; other cells keep what looks like a date."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(_moved_cell(column, cell, by) for column, cell in zip(header, row, strict=True))
    return out.getvalue()


def _moved_cell(column: str, cell: str, by: timedelta) -> str:
    """Return `cell` with its dates (those of time stamps and of an UNTIL too) moved."""
    if column == "rrule":
        return _UNTIL.sub(lambda found: f"{_day(found) + by:%Y%m%d}", cell)
    if column in _DATED:
        return _DAY.sub(lambda found: (_day(found) + by).isoformat(), cell)
    return cell


def _day(found: re.Match[str]) -> date:
    year, month, day = (int(group) for group in found.groups())
    return date(year, month, day)

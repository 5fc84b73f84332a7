"""Hours worked as CSV, for an invoice."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from pmdesk.exchange.workbook.cells import guarded
from pmdesk.model import Engagement, TimeEntry
from pmdesk.model.kinds import form_number

COLUMNS = ("date", "engagement", "name", "hours", "note")


def text_of(rows: Iterable[TimeEntry], engagements: Mapping[str, Engagement]) -> str:
    """Write entries by date, engagement and note; no text can be taken for a formula by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: (row.date, row.engagement, row.note)):
        name = engagements[row.engagement].name
        writer.writerow(
            [row.date.isoformat(), row.engagement, guarded(name), form_number(row.hours), guarded(row.note)]
        )  # fmt: skip
    return out.getvalue()

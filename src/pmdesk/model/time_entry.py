"""Hours worked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class TimeEntry(Noun, kind="time", file="time", identity=("engagement", "date", "note")):
    """Hours of one day on one engagement with one note."""

    engagement: str = column(kinds.KEY, required=True, ref="engagement")
    date: date = column(kinds.DATE, required=True)
    hours: Decimal = column(kinds.NUMBER, required=True)
    note: str = column(kinds.TEXT, "")

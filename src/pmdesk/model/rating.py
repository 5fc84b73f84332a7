"""How good a vendor is at something, as the project manager sees it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Rating(Noun, kind="rating", file="ratings", identity=("vendor", "date", "criterion")):
    """A score from 1 (bad) to 5 (good) by one criterion, which counts ``weight`` times. It is in no workbook."""

    vendor: str = column(kinds.KEY, required=True, ref="vendor")
    date: date = column(kinds.DATE, required=True)
    criterion: str = column(kinds.TEXT, required=True)
    score: int = column(kinds.whole(1, 5), required=True)
    weight: Decimal = column(kinds.NUMBER, Decimal(1))
    note: str = column(kinds.TEXT, "")

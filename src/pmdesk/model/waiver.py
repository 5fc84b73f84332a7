"""A conflict that was accepted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Waiver(Noun, kind="waiver", file="waivers", identity=("id",)):
    """A conflict's id with a reason, a last day, and how bad it was then.

    ``ratio`` is peak ÷ limit (the peak where the limit is 0); None where the kind has neither. It is in no workbook.
    """

    id: str = column(kinds.TEXT, required=True)
    reason: str = column(kinds.TEXT, required=True)
    until: date = column(kinds.DATE, required=True)
    severity: str = column(kinds.choice("high", "medium", "low"), required=True)
    ratio: Decimal | None = column(kinds.EXACT)

"""How content somebody was with an engagement."""

from __future__ import annotations

from datetime import date

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Feedback(Noun, kind="feedback", file="feedback", identity=("engagement", "who", "date")):
    """A score from 1 (bad) to 5 (good) that a client or a vendor gave on a day, asked for when an engagement closes.

    It is in no workbook.
    """

    engagement: str = column(kinds.KEY, required=True, ref="engagement")
    who: str = column(kinds.PARTY, required=True)
    date: date = column(kinds.DATE, required=True)
    score: int = column(kinds.whole(1, 5), required=True)
    note: str = column(kinds.TEXT, "")

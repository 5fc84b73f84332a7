"""What became of a row of the RAID register over time."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun
from pmdesk.model.raid import TYPE


@frozen
class Turn(Noun, kind="turn", file="turns", identity=("raid", "step")):
    """A RAID item became one of another type (a risk an issue): when (UTC), and how it stood before.

    The store writes it with the change. It is in no workbook.
    """

    raid: str = column(kinds.KEY, required=True, ref="raid")
    step: int = column(kinds.whole(1), required=True)
    at: datetime = column(kinds.STAMP, required=True)
    was: str = column(TYPE, required=True)
    became: str = column(TYPE, required=True)
    title: str = column(kinds.TEXT, required=True)
    probability: int | None = column(kinds.whole(1, 5))
    impact: int | None = column(kinds.whole(1, 5))
    response: str = column(kinds.TEXT, "")
    plan: str = column(kinds.TEXT, "")
    contingency: str = column(kinds.TEXT, "")
    trigger: str = column(kinds.TEXT, "")
    owner: str = column(kinds.TEXT, "")


@frozen
class Escalation(Noun, kind="escalation", file="escalations", identity=("raid", "step")):
    """A RAID item was put before a contact, at a moment (UTC), who has so many business hours to answer.

    ``contact`` is None where that person is no longer known. It is in no workbook.
    """

    raid: str = column(kinds.KEY, required=True, ref="raid")
    step: int = column(kinds.whole(1), required=True)
    contact: str | None = column(kinds.KEY, ref="contact")
    at: datetime = column(kinds.STAMP, required=True)
    hours: Decimal = column(kinds.NUMBER, Decimal(8))
    answered: datetime | None = column(kinds.STAMP)
    answer: str = column(kinds.TEXT, "")

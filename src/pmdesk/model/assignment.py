"""A vendor's work on an engagement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Assignment(Noun, kind="assignment", file="assignments"):
    """Crews (``units``) of a vendor promised to an engagement; an ``end`` of None is the engagement's."""

    key: str = column(kinds.KEY, required=True)
    vendor: str = column(kinds.KEY, required=True, ref="vendor")
    engagement: str = column(kinds.KEY, required=True, ref="engagement")
    start: date = column(kinds.DATE, required=True)
    end: date | None = column(kinds.DATE)
    units: Decimal = column(kinds.NUMBER, Decimal(1))
    exclusive: bool = column(kinds.YES_NO, False)
    role: str = column(kinds.TEXT, "")
    site: str | None = column(kinds.KEY, ref="site")
    status: str = column(kinds.choice("confirmed", "tentative", "cancelled"), "confirmed")
    notes: str = column(kinds.TEXT, "")

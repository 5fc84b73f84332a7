"""Choosing a vendor: what matters and how much, who stood for it, and what was decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun

Weights = tuple[tuple[str, Decimal], ...]
"""Numbers by word: how much each criterion counts, or what a candidate scored by it."""


@frozen
class Selection(Noun, kind="selection", file="selections"):
    """A choice between candidates by weighted ``criteria``, kept with its decision. It is in no workbook."""

    key: str = column(kinds.KEY, required=True)
    engagement: str | None = column(kinds.KEY, ref="engagement")
    title: str = column(kinds.TEXT, required=True)
    criteria: Weights = column(kinds.WEIGHTS, ())
    status: str = column(kinds.choice("open", "decided"), "open")
    decided_on: date | None = column(kinds.DATE)
    decision: str = column(kinds.TEXT, "")
    notes: str = column(kinds.TEXT, "")


@frozen
class Candidate(Noun, kind="candidate", file="candidates"):
    """One who stands in a selection, a vendor already or not; ``scores`` run from 1 (bad) to 5 (good) by criterion."""

    key: str = column(kinds.KEY, required=True)
    selection: str = column(kinds.KEY, required=True, ref="selection")
    name: str = column(kinds.TEXT, required=True)
    vendor: str | None = column(kinds.KEY, ref="vendor")
    scores: Weights = column(kinds.SCORES, ())
    verdict: str = column(kinds.choice("open", "chosen", "declined"), "open")
    notes: str = column(kinds.TEXT, "")

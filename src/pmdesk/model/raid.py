"""Risks, assumptions, issues, dependencies, decisions."""

from __future__ import annotations

from datetime import date

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.action import VISIBILITY
from pmdesk.model.column import column
from pmdesk.model.noun import Noun

TYPE = kinds.choice("risk", "assumption", "issue", "dependency", "decision")


@frozen
class RaidItem(Noun, kind="raid", file="raid"):
    """A row of the RAID register; probability and impact run from 1 to 5."""

    key: str = column(kinds.KEY, required=True)
    engagement: str = column(kinds.KEY, required=True, ref="engagement")
    type: str = column(TYPE, required=True)
    title: str = column(kinds.TEXT, required=True)
    probability: int | None = column(kinds.whole(1, 5))
    impact: int | None = column(kinds.whole(1, 5))
    response: str | None = column(kinds.choice("avoid", "mitigate", "transfer", "accept"))
    plan: str = column(kinds.TEXT, "")
    contingency: str = column(kinds.TEXT, "")
    trigger: str = column(kinds.TEXT, "")
    owner: str = column(kinds.OWNER, "me")
    raised: date | None = column(kinds.DATE)
    review: date | None = column(kinds.DATE)
    status: str = column(kinds.choice("open", "closed"), "open")
    escalated_to: str | None = column(kinds.KEY, ref="contact")
    visibility: str = column(VISIBILITY, "mine")
    notes: str = column(kinds.TEXT, "")

    @property
    def exposure(self) -> int:
        """Probability × impact, 1 to 25; 0 where one of them is not known."""
        return (self.probability or 0) * (self.impact or 0)

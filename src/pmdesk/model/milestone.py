"""A date that was promised."""

from __future__ import annotations

from datetime import date

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.after import Predecessor
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Milestone(Noun, kind="milestone", file="milestones"):
    """A milestone; ``baseline`` is its first due, ``after`` its predecessors, ``owner`` who answers for it."""

    key: str = column(kinds.KEY, required=True)
    engagement: str = column(kinds.KEY, required=True, ref="engagement")
    title: str = column(kinds.TEXT, required=True)
    due: date = column(kinds.DATE, required=True)
    status: str = column(kinds.choice("planned", "at-risk", "done", "cancelled"), "planned")
    kind: str = column(kinds.choice("deliverable", "decision", "payment", "go-live", "report"), "deliverable")
    owner: str = column(kinds.OWNER, "me")
    after: tuple[Predecessor, ...] = column(kinds.AFTER, ())
    baseline: date | None = column(kinds.DATE)
    done_on: date | None = column(kinds.DATE)
    site: str | None = column(kinds.KEY, ref="site")
    acceptance: str = column(kinds.TEXT, "")
    accepted_by: str | None = column(kinds.KEY, ref="contact")
    accepted_on: date | None = column(kinds.DATE)
    url: str = column(kinds.TEXT, "")
    notes: str = column(kinds.TEXT, "")
    uid: str = column(kinds.TEXT, "", hidden=True)

    @property
    def is_open(self) -> bool:
        """Whether it is planned or at-risk."""
        return self.status in {"planned", "at-risk"}

"""Leave, change freezes, shutdowns."""

from __future__ import annotations

from datetime import date

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Blackout(Noun, kind="blackout", file="blackouts"):
    """Days, both ends included, on which ``who`` is not to be had; ``blocks`` says what it concerns.

    A ``blocks`` that is not given is ``milestones`` for a client and ``all`` for me and a vendor.
    """

    key: str = column(kinds.KEY, required=True)
    who: str = column(kinds.WHO, required=True)
    start: date = column(kinds.DATE, required=True)
    end: date = column(kinds.DATE, required=True)
    title: str = column(kinds.TEXT, required=True)
    blocks: str | None = column(kinds.choice("milestones", "events", "all"))
    uid: str = column(kinds.TEXT, "", hidden=True)

    @property
    def concerns(self) -> str:
        """What it blocks, the default filled in."""
        return self.blocks or ("milestones" if self.who.startswith("client/") else "all")

"""What somebody has to do."""

from __future__ import annotations

from datetime import date

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun

VISIBILITY = kinds.choice("mine", "client")


@frozen
class Action(Noun, kind="action", file="actions"):
    """An action; the tags ``start`` and ``closing`` make the checklists of an engagement."""

    key: str = column(kinds.KEY, required=True)
    engagement: str | None = column(kinds.KEY, ref="engagement")
    title: str = column(kinds.TEXT, required=True)
    due: date | None = column(kinds.DATE)
    owner: str = column(kinds.OWNER, "me")
    status: str = column(kinds.choice("open", "done", "cancelled"), "open")
    milestone: str | None = column(kinds.KEY, ref="milestone")
    tags: tuple[str, ...] = column(kinds.WORDS, ())
    visibility: str = column(VISIBILITY, "mine")
    notes: str = column(kinds.TEXT, "")

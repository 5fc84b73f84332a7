"""What was heard or thought, on a day."""

from __future__ import annotations

from datetime import date

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Note(Noun, kind="note", file="notes"):
    """A note on a client, an engagement, or neither."""

    key: str = column(kinds.KEY, required=True)
    client: str | None = column(kinds.KEY, ref="client")
    engagement: str | None = column(kinds.KEY, ref="engagement")
    date: date = column(kinds.DATE, required=True)
    text: str = column(kinds.TEXT, required=True)

"""A person at a client or a vendor."""

from __future__ import annotations

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Contact(Noun, kind="contact", file="contacts"):
    """A person; ``of`` is ``client/KEY`` or ``vendor/KEY``, ``escalation`` its order there (1 is asked first)."""

    key: str = column(kinds.KEY, required=True)
    of: str = column(kinds.PARTY, required=True)
    name: str = column(kinds.TEXT, required=True)
    role: str = column(kinds.TEXT, "")
    email: str = column(kinds.TEXT, "")
    phone: str = column(kinds.TEXT, "")
    timezone: str | None = column(kinds.ZONE)
    escalation: int | None = column(kinds.whole(1))
    notes: str = column(kinds.TEXT, "")

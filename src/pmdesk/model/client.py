"""Whom the project manager works for."""

from __future__ import annotations

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Client(Noun, kind="client", file="clients"):
    """A client; ``pin`` is the digit that switches to its context, ``aliases`` are names that would give it away."""

    key: str = column(kinds.KEY, required=True)
    name: str = column(kinds.TEXT, required=True)
    aliases: tuple[str, ...] = column(kinds.WORDS, ())
    pin: int | None = column(kinds.whole(1, 9))
    timezone: str | None = column(kinds.ZONE)
    hours: str | None = column(kinds.HOURS)
    holidays: str | None = column(kinds.REGION)
    color: str | None = column(kinds.COLOR)
    status: str = column(kinds.choice("active", "archived"), "active")
    notes: str = column(kinds.TEXT, "")
    uid: str = column(kinds.TEXT, "", hidden=True)

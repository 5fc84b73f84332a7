"""The project manager whose desk this is."""

from __future__ import annotations

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Profile(Noun, kind="profile", file="profile", identity=()):
    """Me: one row. The timezone is the machine's, fixed when the store is made; hours are my working hours."""

    name: str = column(kinds.TEXT, "")
    email: str = column(kinds.TEXT, "")
    timezone: str = column(kinds.ZONE, "UTC")
    hours: str = column(kinds.HOURS, "Mon-Fri 09:00-17:00")
    holidays: str | None = column(kinds.REGION)

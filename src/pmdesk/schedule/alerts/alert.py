"""What an alert looks like."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

HIGH, MEDIUM, LOW = "high", "medium", "low"
SEVERITIES = (HIGH, MEDIUM, LOW)
"""From worst to least."""


class Alert(NamedTuple):
    """Something that needs attention and contradicts nothing.

    ``ref`` names what it is about, ``client`` is that one's key (None: of no client), ``day`` the day that it turns on
    (a due day, an end, a last measurement), None where there is none.
    """

    kind: str
    severity: str
    ref: str
    client: str | None
    day: date | None
    message: str

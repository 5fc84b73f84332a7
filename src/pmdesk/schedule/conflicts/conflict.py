"""What a contradiction in the schedule looks like."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.portfolio import Waiver

SEVERITIES = ("high", "medium", "low")
"""From worst to least."""


@frozen
class Occurrence:
    """When a conflict happens.

    Dated: ``start`` and ``end`` are days, both included. Timed: aware moments in UTC, ``end`` excluded. ``peak`` and
    ``limit`` are rounded to 2 places, and there only where the kind has them.
    """

    start: date | datetime
    end: date | datetime
    peak: Decimal | None = None
    limit: Decimal | None = None
    severity: str = "low"


@frozen
class Conflict:
    """A contradiction: one kind, one who, one set of items, with its occurrences; as severe as the worst of them."""

    id: str
    kind: str
    severity: str
    who: str
    items: tuple[str, ...]
    clients: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    waived: Waiver | None = None
    message: str = ""

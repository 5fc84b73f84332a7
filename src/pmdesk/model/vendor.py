"""Who delivers work to the clients."""

from __future__ import annotations

from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Vendor(Noun, kind="vendor", file="vendors"):
    """A vendor; ``capacity`` is the number of crews that it can field at once."""

    key: str = column(kinds.KEY, required=True)
    name: str = column(kinds.TEXT, required=True)
    timezone: str | None = column(kinds.ZONE)
    hours: str | None = column(kinds.HOURS)
    holidays: str | None = column(kinds.REGION)
    capacity: Decimal = column(kinds.NUMBER, Decimal(1))
    services: str = column(kinds.TEXT, "")
    status: str = column(kinds.choice("active", "archived"), "active")
    notes: str = column(kinds.TEXT, "")

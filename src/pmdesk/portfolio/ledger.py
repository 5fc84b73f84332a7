"""What is kept beside the schedule, as far as alerts need it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pmdesk.frozen import field, frozen
from pmdesk.model import Action, Escalation, Kpi, Measurement, RaidItem, Request


@frozen
class Told:
    """The days of an item as a client's calendar last had them: ``first`` to ``last``, both included.

    ``client`` is its key, ``ref`` the item; a ``last`` of None goes on; ``day`` is the UTC day of the telling.
    """

    client: str
    ref: str
    first: date
    last: date | None
    day: date


@frozen
class Syncing:
    """What waits to be written to a client's remote calendar (``pending``), or was ``refused`` there, since a day.

    ``client`` is None for my own calendar; ``words`` says what the other side said.
    """

    ref: str
    client: str | None
    state: str
    since: date
    words: str = ""


@frozen
class Ledger:
    """Open actions and RAID items, measures with their last value, hours worked, what was told and sent.

    ``measurements`` holds the last one of each KPI up to today, ``hours`` the sum of the hours worked up to today by
    engagement; ``sent`` the day for which each engagement's last report was made. Rows that no alert could concern (an
    action due later, a date that is as it was told) may be missing.
    """

    actions: tuple[Action, ...] = ()
    raid: tuple[RaidItem, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    measurements: Mapping[str, Measurement] = field(default_factory=dict)
    hours: Mapping[str, Decimal] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    sent: Mapping[str, date] = field(default_factory=dict)
    syncing: tuple[Syncing, ...] = ()
    escalated: tuple[tuple[RaidItem, Escalation], ...] = ()
    """Open RAID items with the last time that they were put before somebody, where that was not answered."""
    requests: tuple[Request, ...] = ()
    """Requests under a service level that are not answered."""

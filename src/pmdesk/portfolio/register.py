"""What is kept beside the schedule, as far as reports need it: whole, where the ledger holds what alerts need."""

from __future__ import annotations

from collections.abc import Mapping

from pmdesk.frozen import field, frozen
from pmdesk.model import Action, Kpi, Measurement, RaidItem, TimeEntry


@frozen
class Register:
    """Actions, RAID items and measures, all measurements by KPI and all time entries by engagement, by day."""

    actions: tuple[Action, ...] = ()
    raid: tuple[RaidItem, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    measurements: Mapping[str, tuple[Measurement, ...]] = field(default_factory=dict)
    time: Mapping[str, tuple[TimeEntry, ...]] = field(default_factory=dict)

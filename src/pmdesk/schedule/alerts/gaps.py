"""Service levels that can't hold: what a vendor owes is looser than what its client was promised with it."""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.model import Kpi
from pmdesk.schedule.alerts.alert import MEDIUM, Alert
from pmdesk.schedule.alerts.ground import Ground
from pmdesk.schedule.alerts.words import measured
from pmdesk.schedule.scores import is_worse


def gaps(ground: Ground) -> Iterator[Alert]:
    """Tell of a vendor's SLA whose target is worse than that of the client's SLA of the same name (sla-gap).

    The client's SLA is of an engagement and of no vendor. The vendor's is of the same engagement; or of none, where the
    vendor is assigned to the engagement. Both have the same name (whatever its case and blanks), unit and direction.
    """
    service = [row for row in ground.ledger.kpis if row.sla]
    assigned = _assigned(ground)
    owed: dict[tuple[str, str, str], list[Kpi]] = {}
    for row in service:
        if row.vendor is not None and not ground.is_archived(row.vendor):
            owed.setdefault(_alike(row), []).append(row)
    for promised in service:
        if promised.vendor is None and promised.engagement in ground.standing:
            for row in owed.get(_alike(promised), ()):
                here = row.engagement == promised.engagement
                if here or (row.engagement is None and (promised.engagement, row.vendor) in assigned):
                    yield from _gap(ground, promised, row)


def _alike(row: Kpi) -> tuple[str, str, str]:
    return " ".join(row.name.casefold().split()), row.unit.casefold().strip(), row.direction


def _assigned(ground: Ground) -> set[tuple[str, str]]:
    rows = ground.portfolio.assignments.values()
    return {(row.engagement, row.vendor) for row in rows if row.status != "cancelled"}


def _gap(ground: Ground, promised: Kpi, row: Kpi) -> Iterator[Alert]:
    if not is_worse(promised, row.target, promised.target):
        return
    vendor = ground.portfolio.vendors.get(row.vendor or "")
    client = ground.clients[promised.engagement or ""]
    name = ground.portfolio.clients[client].name
    told = (
        f"SLA {promised.name}: {name} is promised {promised.direction.replace('-', ' ')} "
        f"{measured(promised.target, promised.unit)}, {vendor.name if vendor else row.vendor} owes only "
        f"{measured(row.target, row.unit)}"
    )
    yield Alert("sla-gap", MEDIUM, row.ref, client, None, told)

"""Agreed measures, and what was measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.action import VISIBILITY
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Kpi(Noun, kind="kpi", file="kpis"):
    """A KPI or SLA with its target; ``warning`` is the value at which to worry."""

    key: str = column(kinds.KEY, required=True)
    engagement: str | None = column(kinds.KEY, ref="engagement")
    vendor: str | None = column(kinds.KEY, ref="vendor")
    name: str = column(kinds.TEXT, required=True)
    unit: str = column(kinds.TEXT, "")
    target: Decimal = column(kinds.SIGNED, required=True)
    direction: str = column(kinds.choice("at-least", "at-most"), "at-least")
    warning: Decimal | None = column(kinds.SIGNED)
    period: str = column(kinds.choice("weekly", "monthly", "quarterly"), "monthly")
    sla: bool = column(kinds.YES_NO, False)
    visibility: str = column(VISIBILITY, "client")


@frozen
class Measurement(Noun, kind="measurement", file="measurements", identity=("kpi", "date")):
    """What was measured on a day."""

    kpi: str = column(kinds.KEY, required=True, ref="kpi")
    date: date = column(kinds.DATE, required=True)
    value: Decimal = column(kinds.SIGNED, required=True)
    note: str = column(kinds.TEXT, "")

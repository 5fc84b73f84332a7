"""The contract between the project manager and a client."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Engagement(Noun, kind="engagement", file="engagements"):
    """A contract: its term (``end`` None is open), weekly hours, budget and objective."""

    key: str = column(kinds.KEY, required=True)
    client: str = column(kinds.KEY, required=True, ref="client")
    name: str = column(kinds.TEXT, required=True)
    status: str = column(kinds.choice("proposed", "active", "paused", "closed"), "active")
    start: date = column(kinds.DATE, required=True)
    end: date | None = column(kinds.DATE)
    weekly_hours: Decimal = column(kinds.NUMBER, Decimal(0))
    budget_hours: Decimal | None = column(kinds.NUMBER)
    fee: Decimal | None = column(kinds.NUMBER)
    currency: str | None = column(kinds.CURRENCY)
    decision_date: date | None = column(kinds.DATE)
    notice_days: int | None = column(kinds.whole(0))
    report_every: str | None = column(kinds.choice("weekly", "biweekly", "monthly"))
    report_day: str | None = column(kinds.choice("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    objective: str = column(kinds.TEXT, "")
    notes: str = column(kinds.TEXT, "")
    uid: str = column(kinds.TEXT, "", hidden=True)


@frozen
class Allocation(Noun, kind="allocation", file="allocations", identity=("engagement", "start")):
    """Hours a week that replace the engagement's from ``start`` to ``end``, both included."""

    engagement: str = column(kinds.KEY, required=True, ref="engagement")
    start: date = column(kinds.DATE, required=True)
    end: date = column(kinds.DATE, required=True)
    weekly_hours: Decimal = column(kinds.NUMBER, required=True)

"""Reports of a small portfolio in which every text is one given text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.desk.reporting import Asked, Report, compose
from pmdesk.desk.timelines import compose_timeline
from pmdesk.model import (
    Action,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Kpi,
    Measurement,
    Milestone,
    Predecessor,
    RaidItem,
    Site,
    Vendor,
)
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.register import Register
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)


def ground(text: str) -> tuple[Portfolio, Register]:
    """Make the portfolio and what is beside it."""
    rows = [
        Client(key="C", name=text, color="red;} body{display:none"),
        Vendor(key="V", name=text, services=text),
        Contact("P", "client/C", text),
        Site("S", "C", text),
        Engagement(key="E", client="C", name=text, start=date(2026, 9, 1), end=date(2027, 3, 1), objective=text),
        Engagement(key="F", client="C", name=text, start=date(2026, 9, 1), objective=text),
        Assignment("A", "V", "E", date(2026, 11, 1), None, role=text),
        Blackout("B", "client/C", date(2026, 12, 1), date(2026, 12, 9), text),
        Milestone("M1", "E", text, date(2026, 11, 20), "at-risk", "decision", "contact/P", site="S"),
        Milestone("M2", "E", text, date(2026, 12, 20), baseline=date(2026, 12, 3), owner="vendor/V"),
        Milestone(
            "M3", "E", text, date(2026, 12, 28), "planned", "payment", "client/C", (Predecessor("M2"),),
            date(2026, 12, 10),
        ),
        Milestone("M4", "E", text, date(2026, 11, 20), "done", done_on=date(2026, 11, 20)),
    ]  # fmt: skip
    register = Register(
        (
            Action("T1", "E", text, date(2026, 11, 25), "contact/P", visibility="client"),
            Action("T2", "E", text, date(2026, 11, 25), "me", visibility="client"),
        ),
        (
            RaidItem("R1", "E", "risk", text, 4, 5, "mitigate", text, owner="vendor/V", visibility="client"),
            RaidItem("R2", "E", "issue", text, None, 5, plan=text, escalated_to="P", visibility="client"),
            RaidItem("R3", "E", "decision", text, owner="client/C", visibility="client"),
        ),
        (Kpi(key="K", engagement="E", name=text, unit=text, target=Decimal(5)),),
        {"K": (Measurement("K", date(2026, 10, 1), Decimal(3)), Measurement("K", date(2026, 11, 1), Decimal(2)))},
    )
    return portfolio_of(rows, TODAY), register


def report(text: str, form: str, asked: Asked | None = None) -> Report:
    """Write the report of all engagements, its light set by hand for a reason that is the text too."""
    given = asked or Asked("C", form, level="green", reason=text, why={"M2": text})
    return compose(*ground(text), given, "C", None, [])


def picture(text: str, form: str) -> str:
    """Write the timeline."""
    return compose_timeline(*ground(text), "C", form)[1]

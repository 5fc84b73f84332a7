"""A small portfolio, written by hand: two clients, one vendor promised twice, one milestone in a freeze."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from pmdesk.model import (
    Allocation,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Event,
    Milestone,
    Profile,
    Vendor,
)
from pmdesk.portfolio import Portfolio, Waiver, Window
from pmdesk.schedule.conflicts.conflict import Conflict, Occurrence

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Hours:
    """The load of a week."""

    monday: date
    planned: Decimal
    available: Decimal


def _milestones() -> tuple[Milestone, ...]:
    def row(key: str, engagement: str, title: str, due: date, status: str = "planned", owner: str = "me") -> Milestone:
        return Milestone(key=key, engagement=engagement, title=title, due=due, status=status, owner=owner)

    return (
        row("POS.KICK", "POS", "Kick-off", date(2026, 11, 17), "done"),
        row("POS.LATE", "POS", "Lab signed", date(2026, 11, 20)),
        row("POS.BUILD", "POS", "Build", date(2026, 11, 27), "at-risk"),
        replace(
            row("POS.UAT", "POS", "UAT sign-off", date(2026, 12, 11), owner="contact/PRIYA"), baseline=date(2026, 12, 4)
        ),
        row("POS.LIVE", "POS", "Go-live", date(2027, 1, 18)),
        row("ERP.CUT", "ERP", "Cutover", date(2026, 12, 4)),
        row("ERP.GATE", "ERP", "Gate", date(2026, 12, 4)),
        row("ERP.OFF", "ERP", "Dropped", date(2026, 12, 14), "cancelled"),
        row("SOC.START", "SOC", "Scope", date(2027, 1, 14)),
    )


def portfolio() -> Portfolio:
    """Make the portfolio, as of 23 November 2026."""
    terms = (
        Engagement(
            key="POS",
            client="ACME",
            name="POS rollout",
            start=date(2026, 8, 31),
            end=date(2027, 2, 5),
            weekly_hours=Decimal(12),
        ),
        Engagement(key="PMO", client="ACME", name="PMO retainer", start=date(2026, 9, 1), weekly_hours=Decimal("7.50")),
        Engagement(
            key="OLD", client="ACME", name="Old work", status="closed", start=date(2025, 1, 1), end=date(2026, 6, 1)
        ),
        Engagement(
            key="ERP",
            client="BOR",
            name="ERP cutover",
            start=date(2026, 6, 1),
            end=date(2026, 12, 20),
            weekly_hours=Decimal(16),
        ),
        Engagement(
            key="SOC",
            client="BOR",
            name="SOC 2 [/]",
            status="proposed",
            start=date(2026, 12, 1),
            weekly_hours=Decimal(6),
        ),
    )
    work = (
        Assignment(key="POS.F", vendor="FIBRE", engagement="POS", start=date(2026, 11, 23), end=date(2026, 12, 18)),
        Assignment(key="ERP.F", vendor="FIBRE", engagement="ERP", start=date(2026, 12, 7), end=date(2027, 1, 15)),
        Assignment(key="POS.X", vendor="FIBRE", engagement="PMO", start=date(2026, 12, 7), status="cancelled"),
    )
    off = (
        Blackout(key="FREEZE", who="client/ACME", start=date(2026, 12, 9), end=date(2027, 1, 3), title="Change freeze"),
        Blackout(key="FREEZE2", who="client/ACME", start=date(2027, 3, 1), end=date(2027, 3, 5), title="change freeze"),
        Blackout(key="CREW", who="vendor/FIBRE", start=date(2027, 1, 4), end=date(2027, 1, 6), title="Crew off"),
        Blackout(key="LEAVE", who="me", start=date(2026, 12, 24), end=date(2027, 1, 2), title="Leave"),
    )
    call = Event(
        key="E1",
        engagement="ERP",
        title="Call",
        start=datetime(2026, 12, 1, 10),
        end=datetime(2026, 12, 1, 11),
    )
    clients = (
        Client(key="BOR", name="Borealis Energy", pin=2, color="orchid"),
        Client(key="ACME", name="Acme Retail", pin=1, color="dodgerblue"),
        Client(key="GONE", name="Gone", status="archived"),
    )
    return Portfolio(
        today=TODAY,
        profile=Profile(name="Lucía", timezone="Europe/Madrid"),
        window=Window(date(2026, 9, 1), date(2027, 6, 1)),
        clients={row.key: row for row in clients},
        vendors={"FIBRE": Vendor(key="FIBRE", name="FibreCo")},
        contacts={"PRIYA": Contact(key="PRIYA", of="client/ACME", name="Priya")},
        engagements={row.key: row for row in terms},
        allocations={
            "POS": (
                Allocation(engagement="POS", start=date(2027, 1, 1), end=date(2027, 1, 31), weekly_hours=Decimal(20)),
            )
        },
        assignments={row.key: row for row in work},
        milestones={row.key: row for row in _milestones()},
        blackouts={row.key: row for row in off},
        events={"E1": call},
    )


def conflicts() -> list[Conflict]:
    """Give conflicts of that portfolio: a freeze, a vendor promised twice, two calls at once, a waived one."""
    freeze = Occurrence(date(2026, 12, 11), date(2026, 12, 11), severity="high")
    twice = Occurrence(date(2026, 12, 7), date(2026, 12, 18), Decimal(2), Decimal(1), "high")
    call = Occurrence(datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 1, 10, tzinfo=UTC), severity="high")
    pile = Occurrence(date(2026, 12, 4), date(2026, 12, 4), severity="medium")
    waiver = Waiver("pile-up:1", "fine", date(2026, 12, 31), "medium")
    message = "Acme change freeze 9 Dec – 3 Jan blocks milestones"
    over = "FibreCo has 2 crews promised and 1 to give, 7 – 18 Dec: Acme POS rollout, Borealis ERP cutover"
    return [
        Conflict(
            "blackout:1",
            "blackout",
            "high",
            "client/ACME",
            ("blackout/FREEZE", "milestone/POS.UAT"),
            ("ACME",),
            (freeze,),
            None,
            message,
        ),
        Conflict(
            "overbooked:1",
            "overbooked",
            "high",
            "vendor/FIBRE",
            ("assignment/ERP.F", "assignment/POS.F"),
            ("ACME", "BOR"),
            (twice,),
            None,
            over,
        ),
        Conflict(
            "double-booking:1",
            "double-booking",
            "high",
            "me",
            ("event/E1",),
            ("BOR",),
            (call,),
            None,
            "two calls at once",
        ),
        Conflict(
            "pile-up:1", "pile-up", "medium", "me", ("milestone/ERP.CUT",), ("BOR",), (pile,), waiver, "three due"
        ),
    ]


def weeks() -> list[Hours]:
    """Give the load of some weeks: full, far over, light."""
    planned = ("40", "44", "52", "20")
    return [Hours(date(2026, 11, 16) + timedelta(days=7 * n), Decimal(planned[n % 4]), Decimal(40)) for n in range(20)]

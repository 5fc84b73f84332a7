"""A small desk that lines are read against: me in Madrid, clients in Chicago, Madrid, Riyadh and Auckland."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pmdesk.capture.asking import DateOrder
from pmdesk.capture.situation import Situation
from pmdesk.model import Client, Engagement, Milestone, Noun, Profile, TimeEntry, Vendor
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.lookup import MemoryLookup

START = date(2026, 1, 5)
HOLIDAYS = {"US": {date(2026, 11, 26): "Thanksgiving Day", date(2026, 12, 25): "Christmas Day"}}


def clients() -> list[Client]:
    return [
        Client("ACME", "Acme Retail", timezone="America/Chicago", hours="Mon-Fri 08:00-17:00", holidays="US"),
        Client("BOR", "Borealis Energy", hours="Mon-Fri 08:00-16:00"),
        Client("DUNES", "Dunes Logistics", timezone="Asia/Riyadh", hours="Sun-Thu 08:00-16:00"),
        Client("KIWI", "Kiwi Ferries", timezone="Pacific/Auckland"),
        Client("EMPTY", "Empty Rooms"),
        Client("OLD", "Old Mill", status="archived"),
    ]


def engagements() -> list[Engagement]:
    return [
        Engagement("ACME-POS", "ACME", "POS rollout", start=START),
        Engagement("ACME-PMO", "ACME", "PMO retainer", start=START),
        Engagement("ACME-PAST", "ACME", "Store survey", "closed", START),
        Engagement("BOR-ERP", "BOR", "ERP cutover", start=START),
        Engagement("DUNES-WMS", "DUNES", "Warehouse pilot", start=START),
        Engagement("KIWI", "KIWI", "Timetables", start=START),
        Engagement("OLD-MILL", "OLD", "Wheel", start=START),
    ]


def milestones() -> list[Milestone]:
    return [
        Milestone("ACME-POS.BUILD", "ACME-POS", "Build", date(2026, 11, 27)),
        Milestone("ACME-POS.GOLIVE", "ACME-POS", "Go-live", date(2027, 1, 29)),
        Milestone("ACME-POS.UAT", "ACME-POS", "UAT", date(2026, 12, 11)),
        Milestone("ACME-POS.N.SITE", "ACME-POS", "North", date(2026, 12, 1)),
        Milestone("ACME-POS.S.SITE", "ACME-POS", "South", date(2026, 12, 2)),
        Milestone("ACME-POS.GONE", "ACME-POS", "Gone", date(2026, 12, 3), "cancelled"),
        Milestone("ACME-POS.LAB", "ACME-POS", "Lab", date(2026, 10, 1), "done", done_on=date(2026, 10, 5)),
        Milestone("BOR-ERP.CUT", "BOR-ERP", "Cutover", date(2026, 12, 31)),
    ]


def vendors() -> list[Vendor]:
    return [
        Vendor("FIBRE", "FibreCo"),
        Vendor("TILL", "Tillpoint Systems"),
        Vendor("SUN", "Sun"),
        Vendor("GONE", "Gone Ltd", status="archived"),
    ]


LOGGED = TimeEntry("ACME-POS", date(2026, 11, 23), Decimal("2"), "call")
PROFILE = Profile("Lucía", timezone="Europe/Madrid")


def rows() -> list[Noun]:
    return [PROFILE, *clients(), *engagements(), *milestones(), *vendors(), LOGGED]


def situation(today: date, focus: str | None = None, order: DateOrder | None = None) -> Situation:
    portfolio = Portfolio(
        today, PROFILE,
        clients={row.key: row for row in clients()},
        engagements={row.key: row for row in engagements()},
        milestones={row.key: row for row in milestones()},
        vendors={row.key: row for row in vendors()},
        holidays=HOLIDAYS,
    )  # fmt: skip
    known = MemoryLookup(rows())

    def stored(noun: type[Noun], identity: tuple[Any, ...]) -> Noun | None:
        return known.get(noun, identity)

    return Situation(portfolio, stored, focus, order)

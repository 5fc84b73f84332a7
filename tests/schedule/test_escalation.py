"""Who is asked next, and when the business hours to answer are over."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from pmdesk.model import Client, Contact, Engagement, Escalation, Profile, RaidItem, Vendor
from pmdesk.schedule.escalation import next_contact, party_of, waiting
from pmdesk.schedule.instants import zone
from pmdesk.schedule.working import Working
from tests.build import portfolio_of

PEOPLE = portfolio_of(
    [
        Profile(timezone="Europe/Madrid"), Client("ACME", "Acme"), Vendor("FIBRE", "FibreCo"),
        Engagement("POS", "ACME", "POS", start=date(2026, 1, 5)),
        Contact("CFO", "client/ACME", "Chief", escalation=2), Contact("PM", "client/ACME", "Lead", escalation=1),
        Contact("TEMP", "client/ACME", "Temp"), Contact("ANA", "vendor/FIBRE", "Ana", escalation=1),
        Contact("BOB", "vendor/FIBRE", "Bob", escalation=5),
    ],
    date(2026, 11, 23),
)  # fmt: skip
ITEM = RaidItem("R", "POS", "risk", "Permit late")


@pytest.mark.parametrize(
    ("owner", "asked", "wanted"),
    [
        ("me", (), "PM"), ("me", ("PM",), "CFO"), ("me", ("PM", "CFO"), None), ("client/ACME", (), "PM"),
        ("vendor/FIBRE", (), "ANA"), ("contact/ANA", (), "BOB"), ("contact/ANA", ("BOB",), None),
        ("contact/TEMP", (), "PM"), ("contact/PM", (), "CFO"),
    ],
)  # fmt: skip
def test_contacts_are_asked_in_their_order(owner: str, asked: tuple[str, ...], wanted: str | None) -> None:
    found = next_contact(PEOPLE, replace(ITEM, owner=owner), asked)
    assert (found.key if found else None) == wanted


def test_whose_people_are_asked() -> None:
    assert party_of(PEOPLE, ITEM) == "client/ACME"
    assert party_of(PEOPLE, replace(ITEM, owner="contact/ANA")) == "vendor/FIBRE"


def working(hours: str = "Mon-Fri 09:00-17:00", place: str = "Europe/Madrid") -> Working:
    return Working(hours, {date(2026, 12, 8): "feast"}, zone(place))


@pytest.mark.parametrize(
    ("at", "hours", "over"),
    [
        ("2026-11-23T08:00", "8", "2026-11-23T16:00"), ("2026-11-23T12:00", "8", "2026-11-24T12:00"),
        ("2026-11-20T15:30", "1", "2026-11-23T08:30"), ("2026-11-21T12:00", "0.5", "2026-11-23T08:30"),
        ("2026-12-07T15:00", "2", "2026-12-09T09:00"), ("2026-11-23T08:00", "80", "2026-12-04T16:00"),
    ],
)  # fmt: skip
def test_the_hours_of_the_calendar_count(at: str, hours: str, over: str) -> None:
    row = Escalation("R", 1, "PM", datetime.fromisoformat(at), Decimal(hours))
    moment = datetime.fromisoformat(over).replace(tzinfo=UTC)
    before = waiting(working(), row, moment - timedelta(minutes=1))
    assert (before.over, before.is_over) == (moment, False)
    after = waiting(working(), row, moment)
    assert (after.passed, after.is_over) == (Fraction(Decimal(hours)), True)


def test_an_answer_stops_the_clock() -> None:
    row = Escalation("R", 1, "PM", datetime(2026, 11, 23, 8), answered=datetime(2026, 11, 23, 10))
    found = waiting(working(), row, datetime(2026, 12, 20, tzinfo=UTC))
    assert (found.passed, found.is_over) == (Fraction(2), False)


def test_without_hours_nothing_is_ever_over() -> None:
    row = Escalation("R", 1, "PM", datetime(2026, 11, 23, 8))
    calendar = Working(
        "Mon 09:00-09:01", {date(2026, 1, 5) + timedelta(7 * at): "closed" for at in range(200)}, zone("UTC")
    )
    assert waiting(calendar, row, datetime(2027, 12, 20, tzinfo=UTC)).over is None


def test_the_end_agrees_with_counting_minutes() -> None:
    chance = random.Random(11)
    for _ in range(40):
        place = chance.choice(["Europe/Madrid", "America/Chicago", "Asia/Kathmandu", "Australia/Lord_Howe"])
        hours = chance.choice(["Mon-Fri 09:00-17:00", "Sun-Thu 08:00-13:00,14:00-17:00", "Mon-Sun 00:00-24:00"])
        at = datetime(
            2026, chance.choice([3, 10, 11]), chance.randint(1, 30), chance.randint(0, 23), chance.randint(0, 59)
        )
        wanted = Decimal(chance.randint(1, 40)) / 2
        calendar = working(hours, place)
        over = waiting(calendar, Escalation("R", 1, "PM", at, wanted), datetime(2026, 11, 23, tzinfo=UTC)).over
        assert over == _counted(calendar, place, at.replace(tzinfo=UTC), int(wanted * 60))


def _counted(calendar: Working, place: str, at: datetime, minutes: int) -> datetime:
    """Go on minute by minute until so many of them were working time."""
    info = ZoneInfo(place)
    while minutes:
        wall = at.astimezone(info)
        since = wall.hour * 60 + wall.minute
        day = wall.date()
        if calendar.on(day) and any(low <= since < high for low, high in calendar.hours[day.weekday()]):
            minutes -= 1
        at += timedelta(minutes=1)
    return at

"""The clock of business hours, beside one that counts every minute by its wall time."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from pmdesk.model import Client, Engagement, Profile, Request, Vendor
from pmdesk.model.hours import parse_hours
from pmdesk.schedule.business import calendar_of, joined, response, worked
from pmdesk.schedule.instants import seconds_of, zone
from pmdesk.schedule.working import Calendars, Working
from tests.build import portfolio_of
from tests.shares import share

at = datetime.fromisoformat
ZONES = (
    "Europe/Madrid", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu",
    "Africa/Casablanca", "Pacific/Auckland", "UTC", "America/St_Johns", "Pacific/Apia", "Europe/London",
)  # fmt: skip
CASES = 2000
HOURS = (
    "Mon-Fri 09:00-17:00", "Mon-Thu 08:00-13:00,14:00-17:00; Fri 08:00-13:00", "Sun-Thu 08:00-16:00",
    "Mon-Sun 00:00-24:00", "Mon,Wed 09:00-12:00", "Sun 22:00-24:00; Mon 00:00-06:30", "Sat-Sun 00:30-04:15",
    "Mon-Sun 01:00-03:00", "Fri 12:00-24:00; Sat 00:00-12:00",
)  # fmt: skip


def counted(
    hours: str, holidays: set[date], name: str, start: datetime, end: datetime, pauses: list[tuple[datetime, datetime]]
) -> int:
    """Count, one by one, the minutes that lie in the working hours of a day, and that no pause covers."""
    week, place, seen = parse_hours(hours), ZoneInfo(name), set()
    for days in range(-2, (end - start).days + 4):
        day = (start + timedelta(days=days)).date()
        for begin, stop in week[day.weekday()] if day not in holidays else ():
            low, high = (
                (datetime.combine(day, time(), place) + timedelta(minutes=edge)).astimezone(UTC)
                for edge in (begin, stop)
            )  # what a change skips moves on by the gap, and what happens twice is the first (fold 0, PEP 495)
            while low < high:
                if start <= low < end and not any(first <= low < last for first, last in pauses):
                    seen.add(low)
                low += timedelta(minutes=1)
    return len(seen)


def case(seed: int) -> tuple[str, set[date], str, datetime, datetime, list[tuple[datetime, datetime]]]:
    draw = random.Random(seed)
    name, hours = draw.choice(ZONES), draw.choice(HOURS)
    begin = datetime(draw.choice((2011, 2018, 2026, 2027)), draw.randint(1, 12), draw.randint(1, 28), tzinfo=UTC)
    if draw.random() < 0.5:
        begin = begin.replace(month=draw.choice((3, 4, 10, 11)))
    start = begin + timedelta(minutes=draw.randint(0, 1439))
    end = start + timedelta(minutes=draw.choice((0, 1, 59, 300, 1500, 3000, 6000)) + draw.randint(0, 90))
    holidays = {(start + timedelta(days=draw.randint(-1, 5))).date() for _ in range(draw.randint(0, 3))}
    pauses = []
    for _ in range(draw.randint(0, 4)):
        low = start + timedelta(minutes=draw.randint(-300, 5000))
        pauses.append((low, low + timedelta(minutes=draw.randint(0, 2000))))
    return hours, holidays, name, start, end, pauses


@pytest.mark.parametrize("part", share(range(8), 2))
def test_it_agrees_with_counting_every_minute(part: int) -> None:
    for seed in range(part, CASES, 8):
        hours, holidays, name, start, end, pauses = case(seed)
        calendar = Working(hours, dict.fromkeys(holidays, "Holiday"), zone(name))
        spans = [(seconds_of(low), seconds_of(high)) for low, high in pauses]
        found = worked(calendar, seconds_of(start), seconds_of(end), spans)
        assert found == 60 * counted(hours, holidays, name, start, end, pauses), (seed, name, hours, start, end)


def request(opened: str, answered: str | None, *pauses: str) -> Request:
    return Request("R1", "K1", "router dead", at(opened), at(answered) if answered else None, tuple(map(at, pauses)))


def test_a_request_at_night_counts_from_the_next_opening() -> None:
    calendar = Working("Mon-Fri 09:00-17:00", {}, zone("Europe/Madrid"))
    assert response(calendar, request("2026-11-20T22:00", "2026-11-23T10:30"), at("2026-12-01T00:00")) == Fraction(3, 2)


def test_a_pause_stops_the_clock_and_one_that_goes_on_until_now() -> None:
    calendar = Working("Mon-Fri 09:00-17:00", {}, zone("Europe/Madrid"))
    held = request("2026-11-23T09:00", "2026-11-23T12:00", "2026-11-23T10:00", "2026-11-23T11:15")
    assert response(calendar, held, at("2026-12-01T00:00")) == Fraction(7, 4)
    open_ = request("2026-11-23T09:00", None, "2026-11-23T10:00")
    assert response(calendar, open_, at("2026-11-25T12:00")) == 1


def test_an_open_request_runs_until_now() -> None:
    calendar = Working("Mon-Fri 09:00-17:00", {date(2026, 11, 24): "Holiday"}, zone("Europe/Madrid"))
    assert response(calendar, request("2026-11-23T16:00", None), at("2026-11-25T10:00")) == 2


def test_the_calendar_is_that_of_who_has_to_answer() -> None:
    rows = (
        Client("ACME", "Acme", timezone="America/Chicago", hours="Mon-Fri 08:00-16:00"),
        Vendor("FIBRE", "FibreCo", timezone="Asia/Kolkata"),
        Engagement("ACME-POS", "ACME", "POS", start=date(2026, 1, 1)),
        Profile(timezone="Europe/Madrid"),
    )
    portfolio = portfolio_of(rows, date(2026, 11, 23))
    calendars = Calendars(portfolio)
    assert calendar_of(portfolio, calendars, "FIBRE", "ACME-POS").place.name == "Asia/Kolkata"
    assert calendar_of(portfolio, calendars, None, "ACME-POS").place.name == "America/Chicago"
    assert calendar_of(portfolio, calendars, None, None).place.name == "Europe/Madrid"


def test_spans_that_touch_are_one() -> None:
    assert joined([(5, 9), (1, 3), (3, 5), (20, 20), (12, 14)]) == [(1, 9), (12, 14)]

"""No rule that passes costs the engine more than ten times an ordinary weekly series over the same window."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr

from pmdesk.model import Event, Profile
from pmdesk.model.rule import parse_rule
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.conflicts import find
from pmdesk.schedule.recurrence import _series
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)
WINDOW = Window(TODAY, date(2027, 5, 22))
COUNT = 8
"""So many series of one rule, one after the other on the day, so that the rest of the engine weighs less."""
MOST = 10
ALL_DAYS = ",".join(str(day) for day in range(1, 367))
HOURS = ",".join(str(hour) for hour in range(24))
RULES = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=999", "FREQ=DAILY;COUNT=5000", "FREQ=WEEKLY;INTERVAL=999",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYDAY=53MO",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "FREQ=YEARLY;BYWEEKNO=-53", "FREQ=YEARLY;BYYEARDAY=366",
    f"FREQ=YEARLY;BYYEARDAY={ALL_DAYS}", "FREQ=YEARLY;BYYEARDAY=1,60,-1;BYDAY=MO",
    "FREQ=YEARLY;BYMONTH=1,6,12;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=1,2,-2,-1",
    f"FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR={HOURS}", f"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;BYHOUR={HOURS};BYMINUTE=0,30",
]  # fmt: skip


def book(rule: str, year: int) -> Portfolio:
    """Make a portfolio of nothing but series of a rule that began in a year."""
    first = next(iter(rrulestr(f"RRULE:{rule}", dtstart=datetime(year, 1, 1, 8))))
    rows = [
        Event(f"E{at}", None, "Call", first, first + timedelta(minutes=5), rrule=rule, me=False) for at in range(COUNT)
    ]
    return portfolio_of([Profile("Me", timezone="Europe/Madrid"), *rows], TODAY)


def taken(portfolio: Portfolio) -> float:
    """Give the seconds of processor time in which the engine finds the conflicts, nothing known before: the least."""
    times = []
    for _ in range(7):
        _series.cache_clear()
        begun = time.process_time()
        find(portfolio, WINDOW)
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.parametrize("year", [1971, 2015, 2026])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[:60])
def test_a_hostile_rule_costs_little_more_than_a_weekly_one(rule: str, year: int) -> None:
    parse_rule(rule)
    ordinary, hostile = taken(book("FREQ=WEEKLY", year)), taken(book(rule, year))
    assert hostile <= MOST * ordinary, f"{hostile * 1000:.2f} ms, a weekly one {ordinary * 1000:.2f} ms"

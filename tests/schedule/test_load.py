"""Planned and available hours by ISO week."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmdesk.model import Allocation, Blackout, Client, Engagement, Noun, Profile
from pmdesk.portfolio import Window
from pmdesk.schedule.load import Week, rounded, weeks
from tests.build import portfolio_of

MONDAY = date(2026, 12, 7)
WEEK = Window(MONDAY, date(2026, 12, 13))


def deal(key: str, hours: str, **more: Any) -> Engagement:
    return Engagement(key, "C", key, start=more.pop("start", date(2026, 1, 1)), weekly_hours=Decimal(hours), **more)


def week_of(*rows: Noun, with_: frozenset[str] = frozenset(), region: str | None = None) -> Week:
    profile = Profile(timezone="Europe/Madrid", holidays=region)
    (week,) = weeks(portfolio_of([profile, Client("C", "C"), *rows], MONDAY), WEEK, with_)
    return week


def test_hours_of_a_whole_week() -> None:
    week = week_of(deal("A", "12.5"), deal("B", "20"))
    assert (week.monday, week.planned, week.available) == (MONDAY, Decimal("32.50"), Decimal(40))
    assert week.by_engagement == {"A": Decimal("12.50"), "B": Decimal(20)}


def test_the_term_ends_within_the_week() -> None:
    assert week_of(deal("A", "10", end=date(2026, 12, 9))).planned == Decimal(6)
    assert week_of(deal("A", "10", start=date(2026, 12, 11))).planned == Decimal(2)
    assert week_of(deal("A", "10", end=date(2026, 12, 6))).by_engagement == {}
    assert week_of(deal("A", "10", start=date(2026, 12, 12))).by_engagement == {}, "a weekend is no normal working day"


def test_an_allocation_replaces_the_hours_on_its_days() -> None:
    part = Allocation("A", date(2026, 12, 9), date(2026, 12, 10), Decimal(30))
    assert week_of(deal("A", "10"), part).planned == Decimal(18)


def test_what_does_not_count() -> None:
    rows = [deal("A", "10", status="paused"), deal("B", "10", status="closed"), deal("D", "10", status="proposed")]
    assert week_of(*rows).planned == 0
    assert week_of(*rows, with_=frozenset({"D", "A"})).by_engagement == {"D": Decimal(10)}


def test_holidays_and_leave_take_from_what_is_available_only() -> None:
    week = week_of(
        deal("A", "10"), Blackout("L", "me", date(2026, 12, 10), date(2026, 12, 10), "Leave", "milestones"), region="ES"
    )
    assert (week.planned, week.available) == (Decimal(10), Decimal(24))


def test_weeks_touch_the_window() -> None:
    portfolio = portfolio_of([Profile()], MONDAY)
    found = weeks(portfolio, Window(date(2026, 12, 13), date(2026, 12, 21)))
    assert [week.monday for week in found] == [date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21)]
    assert weeks(portfolio, Window(date.max, date.max))[0].monday <= date.max
    assert weeks(portfolio, Window(date.min, date.min))[0].monday == date.min


def test_rounding_is_half_up_and_the_exact_number_stays() -> None:
    assert [rounded(Fraction(n, 1000)) for n in (1004, 1005, 1015, 2675)] == [
        Decimal("1.00"), Decimal("1.01"), Decimal("1.02"), Decimal("2.68")
    ]  # fmt: skip
    week = week_of(deal("A", "33.3333"), deal("B", "6.6668"))
    assert (week.planned, week.exact_planned) == (Decimal("40.00"), Fraction(400001, 10000))


@given(
    st.lists(st.tuples(st.integers(-10, 10), st.integers(0, 15), st.decimals(0, 60, places=4)), max_size=4),
    st.integers(-5, 8), st.integers(0, 20), st.decimals(0, 60, places=4),
)  # fmt: skip
def test_day_by_day(parts: list[tuple[int, int, Decimal]], start: int, length: int, hours: Decimal) -> None:
    base, allocations, free = MONDAY.toordinal(), [], -20
    for step, days, weekly in sorted(parts):
        if step > free:
            free = step + days
            allocations.append(Allocation("A", date.fromordinal(base + step), date.fromordinal(base + free), weekly))
    begin, end = base + start, base + start + length
    row = Engagement("A", "C", "A", "active", date.fromordinal(begin), date.fromordinal(end), hours)
    wanted = Fraction(0)
    for day in range(base, base + 5):
        if begin <= day <= end:
            held = date.fromordinal(day)
            wanted += Fraction(next((p.weekly_hours for p in allocations if p.start <= held <= p.end), hours)) / 5
    assert week_of(row, *allocations).exact_planned == wanted

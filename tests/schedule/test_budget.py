"""Budget and burn, by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pmdesk.model import Allocation, Client, Engagement, Profile, TimeEntry
from pmdesk.portfolio import Window
from pmdesk.schedule.budget import burn, promised, shortfall
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)
"""A Monday."""


def engagement(**more: object) -> Engagement:
    values = {
        "key": "E", "client": "C", "name": "POS", "start": date(2026, 9, 1), "end": date(2027, 1, 31),
        "weekly_hours": Decimal(10), "budget_hours": Decimal(100), **more,
    }  # fmt: skip
    return Engagement(**values)  # type: ignore[arg-type]


def worked(*entries: tuple[str, str]) -> list[TimeEntry]:
    return [TimeEntry("E", date.fromisoformat(day), Decimal(hours), str(at)) for at, (day, hours) in enumerate(entries)]


def test_what_is_burnt_is_held_against_the_budget_and_the_term() -> None:
    one = burn(engagement(), worked(("2026-09-01", "10.25"), ("2026-11-23", "14"), ("2026-11-24", "50")), TODAY)
    assert (one.worked, one.left) == (Decimal("24.25"), Decimal("75.75"))
    assert one.burnt == Fraction(2425, 10000)
    assert one.gone == Fraction(84, 153)


def test_the_day_it_is_used_up_follows_from_the_last_four_weeks() -> None:
    """28 h in 28 days are an hour a day: 72 h are left after them, 72 days more."""
    one = burn(engagement(), worked(("2026-10-27", "14"), ("2026-11-23", "14")), TODAY)
    assert one.pace == 1
    assert one.used_up == date(2027, 2, 3)


def test_hours_of_before_the_four_weeks_are_burnt_but_give_no_pace() -> None:
    one = burn(engagement(), worked(("2026-10-26", "30")), TODAY)
    assert (one.pace, one.left, one.used_up) == (Fraction(0), Decimal(70), None)


def test_a_young_term_has_its_own_days_only() -> None:
    one = burn(engagement(start=date(2026, 11, 20)), worked(("2026-11-20", "8")), TODAY)
    assert one.pace == 2
    assert one.used_up == date(2027, 1, 8)


def test_a_budget_that_is_all_worked_was_used_up_on_a_day() -> None:
    one = burn(engagement(), worked(("2026-09-02", "60"), ("2026-10-05", "40"), ("2026-10-06", "1")), TODAY)
    assert (one.left, one.used_up) == (Decimal(-1), date(2026, 10, 5))


def test_a_part_of_a_day_is_a_day() -> None:
    """7 h are left at half an hour a day: 14 days; with a quarter more it takes one more."""
    entries = worked(("2026-09-02", "79"), ("2026-11-01", "14"))
    assert burn(engagement(), entries, TODAY).used_up == date(2026, 12, 7)
    assert burn(engagement(budget_hours=Decimal("100.25")), entries, TODAY).used_up == date(2026, 12, 8)


@pytest.mark.parametrize(("budget", "burnt", "used_up"), [(None, None, None), ("0", None, TODAY)])
def test_no_budget_and_a_budget_of_nothing_have_no_share(
    budget: str | None, burnt: Fraction | None, used_up: date | None
) -> None:
    one = burn(engagement(budget_hours=Decimal(budget) if budget else None), [], TODAY)
    assert (one.burnt, one.used_up) == (burnt, used_up)


def test_an_open_end_has_no_share_of_the_term() -> None:
    assert burn(engagement(end=None), [], TODAY).gone is None


def test_a_day_beyond_the_calendar_is_none() -> None:
    one = burn(engagement(budget_hours=Decimal(999_999_999)), worked(("2026-11-23", "0.01")), TODAY)
    assert one.used_up is None


WEEK = Window(date(2026, 11, 16), date(2026, 11, 22))


def test_a_retainer_owes_what_was_promised_and_not_worked() -> None:
    portfolio = portfolio_of([Profile(timezone="UTC", hours="Mon-Fri 09:00-17:00"), Client(key="C", name="A")], TODAY)
    row = engagement(budget_hours=None)
    assert promised(portfolio, row, WEEK) == 10
    assert shortfall(portfolio, row, WEEK, worked(("2026-11-17", "7.5"), ("2026-11-23", "9"))) == Decimal("2.50")
    assert shortfall(portfolio, row, WEEK, worked(("2026-11-17", "11"))) == 0
    assert shortfall(portfolio, engagement(), WEEK, []) == 0


def test_what_is_promised_follows_my_days_the_term_and_allocations() -> None:
    rows = [
        Profile(timezone="UTC", hours="Mon-Thu 09:00-17:00"),
        Client(key="C", name="A"),
        engagement(),
        Allocation("E", date(2026, 11, 18), date(2026, 11, 30), Decimal(20)),
    ]
    portfolio = portfolio_of(rows, TODAY)
    assert promised(portfolio, engagement(), WEEK) == Fraction(10, 4) * 2 + Fraction(20, 4) * 2
    assert promised(portfolio, engagement(end=date(2026, 11, 17)), WEEK) == 5
    assert promised(portfolio, engagement(start=date(2026, 11, 20)), WEEK) == 0

"""KPIs and SLAs against target and warning, by hand, and beside what alerts say of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmdesk.model import Kpi, Measurement
from pmdesk.schedule.scores import judge, period_of, score

TODAY = date(2026, 11, 23)


def kpi(direction: str = "at-least", target: str = "95", warning: str | None = None, **more: object) -> Kpi:
    given = Decimal(warning) if warning is not None else None
    values = {"key": "K", "name": "Uptime", "target": Decimal(target), "direction": direction, "warning": given, **more}
    return Kpi(**values)  # type: ignore[arg-type]


def measured(*values: tuple[str, str]) -> list[Measurement]:
    return [Measurement("K", date.fromisoformat(day), Decimal(value)) for day, value in values]


@pytest.mark.parametrize(
    ("row", "value", "state", "is_grave"),
    [
        (kpi(), "95", "met", False),
        (kpi(), "94.9999", "missed", False),
        (kpi(sla=True), "94.9999", "missed", True),
        (kpi(warning="85"), "90", "missed", False),
        (kpi(warning="85"), "85", "missed", False),
        (kpi(warning="85"), "84.9", "missed", True),
        (kpi(warning="97"), "96", "warning", False),
        (kpi(warning="97"), "97", "met", False),
        (kpi("at-most", "24"), "24", "met", False),
        (kpi("at-most", "24"), "24.1", "missed", False),
        (kpi("at-most", "24", "20"), "21", "warning", False),
        (kpi("at-most", "24", "30"), "31", "missed", True),
        (kpi("at-least", "0", "-3"), "-2", "missed", False),
        (kpi("at-least", "0", "-3"), "-4", "missed", True),
    ],
)
def test_a_value_is_judged_by_target_warning_and_direction(row: Kpi, value: str, state: str, is_grave: bool) -> None:
    assert judge(row, Decimal(value)) == (state, is_grave)


def test_what_was_never_measured_is_neither_met_nor_missed() -> None:
    one = score(kpi(), measured(("2026-11-24", "1")), TODAY)
    assert (one.state, one.last, one.trend, one.measured, one.is_grave) == ("unmeasured", None, None, 0, False)


def test_each_period_counts_with_its_last_value() -> None:
    values = measured(("2026-10-05", "10"), ("2026-10-30", "20"), ("2026-11-02", "97"), ("2026-08-31", "5"))
    one = score(kpi(), values, TODAY)
    assert [item.value for item in one.series] == [5, 20, 97]
    assert (one.trend, one.met, one.measured) == ("better", 1, 4)


@pytest.mark.parametrize(
    ("direction", "before", "now", "trend"),
    [
        ("at-least", "1", "2", "better"),
        ("at-least", "2", "1", "worse"),
        ("at-most", "1", "2", "worse"),
        ("at-most", "2", "1", "better"),
        ("at-most", "2", "2.0", "steady"),
    ],
)
def test_a_trend_is_told_by_the_direction(direction: str, before: str, now: str, trend: str) -> None:
    assert score(kpi(direction), measured(("2026-10-01", before), ("2026-11-01", now)), TODAY).trend == trend


@pytest.mark.parametrize(
    ("period", "day", "first"),
    [
        ("weekly", "2027-01-03", "2026-12-28"),
        ("weekly", "0001-01-01", "0001-01-01"),
        ("monthly", "2026-11-30", "2026-11-01"),
        ("quarterly", "2026-12-31", "2026-10-01"),
        ("quarterly", "2026-03-31", "2026-01-01"),
    ],
)
def test_a_period_is_known_by_its_first_day(period: str, day: str, first: str) -> None:
    assert period_of(period, date.fromisoformat(day)) == date.fromisoformat(first)

"""KPIs and SLAs: missed, past the warning, not measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pmdesk.model import Kpi, Measurement
from pmdesk.schedule.alerts.measures import last_period
from tests.schedule.alerts.scenes import TODAY, alerts, day, deal, kinds


def kpi(target: str, direction: str = "at-least", warning: str | None = None, **more: Any) -> Kpi:
    more.setdefault("engagement", "A")
    return Kpi("K", name="Uptime", unit="%", target=Decimal(target), direction=direction,
               warning=Decimal(warning) if warning else None, **more)  # fmt: skip


def of(row: Kpi, value: str, when: date = TODAY, **more: Any) -> list[Any]:
    return alerts(*more.pop("rows", ()), kpis=(row,), measurements={"K": Measurement("K", when, Decimal(value))})


@pytest.mark.parametrize(
    ("row", "value", "expected"),
    [
        (kpi("90"), "90", []),
        (kpi("90"), "89.9999", ["missed/medium"]),
        (kpi("90", sla=True), "89.9999", ["missed/high"]),
        (kpi("8", "at-most"), "8", []),
        (kpi("8", "at-most"), "8.0001", ["missed/medium"]),
        (kpi("8", "at-most", "6"), "6", []),
        (kpi("8", "at-most", "6"), "6.0001", ["warning/low"]),
        (kpi("8", "at-most", "6", sla=True), "7", ["warning/medium"]),
        (kpi("90", warning="95"), "94", ["warning/low"]),
        (kpi("90", warning="95"), "95", []),
        (kpi("90", warning="80"), "85", ["missed/medium"]),
        (kpi("90", warning="80"), "79", ["missed/high"]),
        (kpi("0", "at-least", "-3"), "-0.5", ["missed/medium"]),
    ],
)
def test_values(row: Kpi, value: str, expected: list[str]) -> None:
    assert [f"{one.kind}/{one.severity}" for one in of(row, value)] == expected


@pytest.mark.parametrize(
    ("period", "today", "first"),
    [
        ("weekly", day(11, 23), day(11, 16)),
        ("weekly", day(11, 29), day(11, 16)),
        ("monthly", day(11, 23), day(10, 1)),
        ("monthly", day(1, 1, 2027), day(12, 1)),
        ("quarterly", day(11, 23), day(7, 1)),
        ("quarterly", day(1, 31, 2027), day(10, 1)),
        ("quarterly", day(4, 1, 2027), day(1, 1, 2027)),
        ("weekly", date(1, 1, 1), None),
        ("monthly", date(1, 1, 31), None),
        ("quarterly", date(1, 3, 31), None),
    ],
)
def test_the_last_whole_period(period: str, today: date, first: date | None) -> None:
    assert last_period(period, today) == first


@pytest.mark.parametrize(
    ("period", "last", "expected"),
    [
        ("weekly", day(11, 16), []),
        ("weekly", day(11, 15), ["unmeasured"]),
        ("weekly", TODAY, []),
        ("monthly", day(10, 1), []),
        ("monthly", day(9, 30), ["unmeasured"]),
        ("quarterly", day(7, 1), []),
        ("quarterly", day(6, 30), ["unmeasured"]),
    ],
)
def test_not_measured(period: str, last: date, expected: list[str]) -> None:
    assert kinds(of(kpi("1", period=period), "2", last)) == expected


def test_never_measured() -> None:
    assert [one.message for one in alerts(kpis=(kpi("1"),))] == ["Uptime is measured monthly, never yet"]
    young = deal(start=day(10, 2))
    assert alerts(young, kpis=(kpi("1"),)) == [], "it began within the last whole month"
    assert kinds(alerts(deal(start=day(10, 1)), kpis=(kpi("1"),))) == ["unmeasured"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("active", ["missed", "unmeasured"]), ("paused", ["missed"]), ("closed", []), ("proposed", [])],
)
def test_engagements_that_count(status: str, expected: list[str]) -> None:
    assert kinds(of(kpi("90"), "1", day(1, 5), rows=[deal(status=status)])) == expected


def test_a_vendors_own_measure() -> None:
    own = kpi("90", engagement=None, vendor="FIBRE", period="monthly")
    assert [(one.kind, one.client) for one in of(own, "1")] == [("missed", None)]
    assert of(kpi("90", engagement=None, vendor="GONE"), "1", day(1, 5)) == []


def test_what_is_measured_after_today_does_not_count() -> None:
    assert kinds(of(kpi("90"), "1", day(11, 24))) == ["unmeasured"]

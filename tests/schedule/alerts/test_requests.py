"""Requests under a service level that wait."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from pmdesk.model import Kpi, Request
from tests.schedule.alerts.scenes import STARTED, alerts, deal


def sla(**more: Any) -> Kpi:
    given: dict[str, Any] = {"engagement": "A", "unit": "h", "direction": "at-most", "sla": True, **more}
    return Kpi("K", name="Response", target=Decimal(8), warning=Decimal(4), **given)


def waits(opened: str, row: Kpi, *pauses: str, rows: tuple[Any, ...] = ()) -> list[str]:
    stamps = tuple(map(datetime.fromisoformat, pauses))
    request = Request("R", "K", "Router dead", datetime.fromisoformat(opened), None, stamps)
    found = alerts(*rows, kpis=(row,), requests=(request,))
    return [f"{one.kind}/{one.severity}: {one.message}" for one in found if "waits" in one.message]


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("2026-11-23T14:00", []),
        ("2026-11-23T12:30", ["warning/medium: SLA Response: Router dead waits 4.5 h by the end of today"]),
        ("2026-11-23T09:00", ["warning/medium: SLA Response: Router dead waits 8 h by the end of today"]),
        ("2026-11-20T16:00", ["missed/high: SLA Response: Router dead waits 9 h by the end of today"]),
        ("2026-12-01T09:00", []),
    ],
)  # fmt: skip
def test_by_the_business_hours_at_the_end_of_today(opened: str, expected: list[str]) -> None:
    assert waits(opened, sla()) == [f"{words}, want at most 8 h" for words in expected]


def test_pauses_stop_the_clock() -> None:
    assert waits("2026-11-20T09:00", sla(), "2026-11-20T10:00") == []


@pytest.mark.parametrize(
    "row", [sla(sla=False), sla(unit="%"), sla(direction="at-least"), sla(vendor="GONE")],
    ids=["no SLA", "no hours", "the other direction", "an archived vendor"],
)  # fmt: skip
def test_nothing_is_told_of_others(row: Kpi) -> None:
    assert waits("2026-11-02T09:00", row) == []


def test_nothing_is_told_of_what_is_over() -> None:
    assert waits("2026-11-02T09:00", sla(), rows=(deal(status="closed", start=STARTED),)) == []

"""A vendor's service level that is looser than what its client was promised."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pmdesk.model import Assignment, Kpi
from tests.schedule.alerts.scenes import STARTED, alerts


def sla(key: str, target: str, **more: Any) -> Kpi:
    given: dict[str, Any] = {"name": "Response", "unit": "h", "direction": "at-most", "sla": True, **more}
    return Kpi(key, target=Decimal(target), **given)


PROMISED = sla("P", "4", engagement="A")
WORKS = Assignment("X", "FIBRE", "A", start=STARTED)


def gaps(*kpis: Kpi, rows: tuple[Any, ...] = ()) -> list[str]:
    return [one.message for one in alerts(*rows, kpis=kpis) if one.kind == "sla-gap"]


def test_a_looser_target_of_the_vendor_is_told_of_the_client() -> None:
    found = gaps(PROMISED, sla("V", "8", vendor="FIBRE", engagement="A", name="  RESPONSE "))
    assert found == ["SLA Response: Acme is promised at most 4 h, FibreCo owes only 8 h"]


@pytest.mark.parametrize(
    "owed",
    [
        sla("V", "4", vendor="FIBRE", engagement="A"),
        sla("V", "2", vendor="FIBRE", engagement="A"),
        sla("V", "8", vendor="FIBRE", engagement="A", name="Repair"),
        sla("V", "8", vendor="FIBRE", engagement="A", unit="d"),
        sla("V", "8", vendor="FIBRE", engagement="A", direction="at-least"),
        sla("V", "8", vendor="FIBRE", engagement="A", sla=False),
        sla("V", "8", vendor="GONE", engagement="A"),
        sla("V", "8", vendor="FIBRE"),
    ],
    ids=["same", "tighter", "other name", "other unit", "other direction", "no SLA", "archived", "not assigned"],
)
def test_nothing_else_is(owed: Kpi) -> None:
    assert gaps(PROMISED, owed) == []


def test_a_vendors_own_level_counts_where_it_is_assigned() -> None:
    own = sla("V", "8", vendor="FIBRE")
    assert len(gaps(PROMISED, own, rows=(WORKS,))) == 1
    assert gaps(PROMISED, own, rows=(Assignment("X", "FIBRE", "A", start=STARTED, status="cancelled"),)) == []


def test_at_least_counts_the_other_way() -> None:
    promised = sla("P", "99", engagement="A", direction="at-least", unit="%")
    assert gaps(promised, sla("V", "99.5", vendor="FIBRE", engagement="A", direction="at-least", unit="%")) == []
    assert len(gaps(promised, sla("V", "98", vendor="FIBRE", engagement="A", direction="at-least", unit="%"))) == 1

"""Each threshold of the lights from both of its sides, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from pmdesk.errors import InputError
from pmdesk.model import Kpi, Measurement, Milestone, RaidItem
from pmdesk.schedule import rag
from pmdesk.schedule.budget import Burn
from pmdesk.schedule.promises import promise
from pmdesk.schedule.scores import score

TODAY = date(2026, 11, 23)


def light_of(due: int, baseline: int | None = None, *, status: str = "planned", kind: str = "deliverable") -> str:
    first = TODAY + timedelta(days=baseline) if baseline is not None else None
    row = Milestone("M", "E", "UAT", TODAY + timedelta(days=due), status, kind, baseline=first)
    return rag.schedule([promise(row, TODAY)], TODAY).level


@pytest.mark.parametrize(
    ("due", "baseline", "more", "level"),
    [
        (0, None, {}, "green"),
        (-1, None, {}, "amber"),
        (-6, None, {}, "amber"),
        (-7, None, {}, "red"),
        (-7, None, {"status": "done"}, "green"),
        (-7, None, {"status": "cancelled"}, "green"),
        (9, None, {"status": "at-risk"}, "amber"),
        (9, 5, {}, "green"),
        (9, 4, {}, "amber"),
        (30, 1, {}, "amber"),
        (30, 17, {"kind": "go-live"}, "amber"),
        (30, 16, {"kind": "go-live"}, "red"),
        (30, 16, {"kind": "go-live", "status": "done"}, "green"),
    ],
)
def test_schedule(due: int, baseline: int | None, more: dict[str, str], level: str) -> None:
    assert light_of(due, baseline, **more) == level


@pytest.mark.parametrize(
    ("value", "warning", "sla", "level"),
    [
        ("95", None, False, "green"),
        ("94", None, False, "amber"),
        ("94", None, True, "red"),
        ("96", "97", True, "amber"),
        ("90", "85", False, "amber"),
        ("84", "85", False, "red"),
    ],
)
def test_measures(value: str, warning: str | None, sla: bool, level: str) -> None:
    row = Kpi(key="K", name="Uptime", target=Decimal(95), warning=Decimal(warning) if warning else None, sla=sla)
    assert rag.measures([score(row, [Measurement("K", TODAY, Decimal(value))], TODAY)]).level == level
    assert rag.measures([score(row, [], TODAY)]).level == "green"


@pytest.mark.parametrize(
    ("kind", "probability", "impact", "level"),
    [
        ("risk", 4, 5, "red"),
        ("risk", 4, 4, "amber"),
        ("risk", 3, 4, "amber"),
        ("risk", 2, 5, "green"),
        ("risk", None, 5, "green"),
        ("issue", None, 5, "red"),
        ("issue", 1, 4, "amber"),
        ("issue", None, 3, "amber"),
        ("issue", None, 2, "green"),
        ("assumption", 5, 5, "green"),
        ("dependency", 5, 5, "green"),
        ("decision", 5, 5, "green"),
    ],
)
def test_risks(kind: str, probability: int | None, impact: int | None, level: str) -> None:
    row = RaidItem("R", "E", kind, "Late", probability, impact)
    assert rag.risks([row]).level == level
    closed = RaidItem("R", "E", kind, "Late", probability, impact, status="closed")
    assert rag.risks([closed]).level == "green"


@pytest.mark.parametrize(
    ("left", "burnt", "gone", "level"),
    [
        ("50", "0.5", "0.5", "green"),
        ("45", "0.55", "0.5", "green"),
        ("45", "0.551", "0.5", "amber"),
        ("38", "0.624", "0.5", "amber"),
        ("37", "0.625", "0.5", "red"),
        ("-1", "1.01", "1", "red"),
        ("0", "1", "1", "green"),
        ("50", "0.5", None, "green"),
        ("-1", "1.01", None, "red"),
        ("90", "0.1", "0", "green"),
    ],
)
def test_budget(left: str, burnt: str, gone: str | None, level: str) -> None:
    share = Fraction(gone) if gone is not None else None
    one = Burn("E", Decimal(100), Decimal(0), Decimal(left), Fraction(burnt), share, Fraction(1), None)
    assert rag.budget([one]).level == level


def test_a_light_names_the_rows_that_are_as_bad_as_it_the_heaviest_first() -> None:
    rows = [
        RaidItem("A", "E", "risk", "Late", 3, 4),
        RaidItem("B", "E", "risk", "Late", 4, 5),
        RaidItem("C", "E", "issue", "Dead", None, 5),
    ]
    light = rag.risks(rows)
    assert (light.level, [row.key for row in light.why if isinstance(row, RaidItem)]) == ("red", ["C", "B"])
    assert rag.risks([]) == rag.Light("green")


def test_the_whole_is_as_bad_as_the_worst() -> None:
    lights = {"a": rag.Light("green"), "b": rag.Light("red"), "c": rag.Light("amber")}
    assert rag.whole(lights).level == "red"
    assert rag.whole({}).level == "green"


def test_a_light_set_by_hand_needs_a_reason_and_a_flattering_one_is_flagged() -> None:
    lights = {"a": rag.Light("amber")}
    with pytest.raises(InputError, match="needs a reason"):
        rag.whole(lights, "green", " ")
    with pytest.raises(InputError, match="no light"):
        rag.whole(lights, "blue", "why not")
    assert rag.whole(lights, "green", "agreed with Priya").is_flattering
    assert not rag.whole(lights, "red", "the sponsor left").is_flattering
    assert not rag.whole(lights).is_flattering

"""The oracle against hand-worked cases."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from .case import AS_OF, Case, ev, shown, work
from .cases import CASES, EXAMPLE_ID
from .naive import Waiver, conflicts


def told(case: Case, folder: Path, **more: Any) -> list[dict[str, Any]]:
    case.write(folder)
    found: list[dict[str, Any]] = conflicts(folder, as_of=AS_OF, kind=case.kind, **case.options, **more)["conflicts"]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    lines = [shown(c) for c in told(case, tmp_path)]
    assert sorted(lines) == sorted(case.expect)


def test_names_of_cases_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 50


TWO = [ev("E1", "2026-12-01T09:00", "2026-12-01T10:00"), ev("E2", "2026-12-01T09:30", "2026-12-01T10:30")]


def test_the_whole_object(tmp_path: Path) -> None:
    Case("", None, [], {"events": TWO}).write(tmp_path)
    assert conflicts(tmp_path, as_of=AS_OF) == {
        "as_of": "2026-11-23",
        "from": "2026-11-23",
        "to": "2027-05-22",
        "context": "all",
        "conflicts": [
            {
                "id": EXAMPLE_ID,
                "kind": "double-booking",
                "severity": "high",
                "who": "me",
                "items": ["event/E1", "event/E2"],
                "clients": [],
                "occurrences": [
                    {"start": "2026-12-01T08:30:00Z", "end": "2026-12-01T09:00:00Z", "peak": 2, "limit": 1}
                ],
                "waived": None,
            }
        ],
    }


def test_order_of_conflicts(tmp_path: Path) -> None:
    case = next(c for c in CASES if c.name.startswith("order"))
    assert [shown(c) for c in told(case, tmp_path)] == case.expect


def test_audience_names_itself_only(tmp_path: Path) -> None:
    case = next(c for c in CASES if c.name.startswith("an audience sees its own"))
    case.write(tmp_path)
    answer = conflicts(tmp_path, as_of=AS_OF, audience="ACME")
    assert answer["context"] == "audience/ACME"
    assert {tuple(c["clients"]) for c in answer["conflicts"]} == {("ACME",)}
    assert not any(name in str(answer) for name in ("BOR", "engagement/B", "EB", "EX", "WB", "WC"))


def test_both_options_or_an_unknown_key_are_errors(tmp_path: Path) -> None:
    Case("", None, [], {}).write(tmp_path)
    for wrong in ({"client": "ACME", "audience": "ACME"}, {"client": "NO"}, {"with_": ("NO",)}):
        with pytest.raises(ValueError, match="the question is wrong"):
            conflicts(tmp_path, as_of=AS_OF, **wrong)


SERIES = Case(
    "",
    "double-booking",
    [],
    {"events": [{**row, "rrule": "FREQ=WEEKLY;COUNT=3"} for row in TWO]},
)


def waiver(until: date, severity: str = "high", ratio: Fraction | None = Fraction(2)) -> Waiver:
    return Waiver(EXAMPLE_ID, "agreed", until, severity, ratio)


def test_a_waiver_covers_all(tmp_path: Path) -> None:
    (found,) = told(SERIES, tmp_path, waivers=[waiver(date(2026, 12, 15))])
    assert found["waived"] == {"reason": "agreed", "until": "2026-12-15"}
    assert len(found["occurrences"]) == 3


def test_a_waiver_covers_what_begins_by_its_last_day(tmp_path: Path) -> None:
    (found,) = told(SERIES, tmp_path, waivers=[waiver(date(2026, 12, 14))])
    assert found["waived"] is None
    assert [o["start"] for o in found["occurrences"]] == ["2026-12-15T08:30:00Z"]


@pytest.mark.parametrize(
    ("severity", "ratio", "waived"),
    [("high", "1.6", True), ("high", "1.5999", False), ("medium", "2", False), ("low", "9", False)],
)
def test_a_waiver_covers_no_worse(severity: str, ratio: str, waived: bool, tmp_path: Path) -> None:
    (found,) = told(SERIES, tmp_path, waivers=[waiver(date(2026, 12, 31), severity, Fraction(ratio))])
    assert bool(found["waived"]) is waived
    assert len(found["occurrences"]) == 3


SPREAD = Case(
    "",
    "exclusivity",
    [],
    {
        "assignments": [
            work("WA", "2026-12-07", "2026-12-10", exclusive="yes"),
            work("WB", "2026-12-09", "2026-12-18", "B"),
            work("WC", "2026-12-10", "2026-12-18", "B"),
        ]
    },
)


def test_a_merged_conflict_is_waived_only_if_all_its_parts_are(tmp_path: Path) -> None:
    until = {"high": date(2026, 12, 31), "low": date(2026, 12, 24)}
    ids = [c["id"] for c in told(SPREAD, tmp_path)]
    assert len(ids) == 2
    both = [Waiver(i, "Borealis said so", u, "high") for i, u in zip(ids, until.values(), strict=True)]
    (found,) = told(SPREAD, tmp_path, audience="ACME", waivers=both)
    assert found["waived"] == {"until": "2026-12-24"}
    assert len(found["occurrences"]) == 2
    (found,) = told(SPREAD, tmp_path, audience="ACME", waivers=both[:1])
    assert found["waived"] is None
    assert len(found["occurrences"]) == 1

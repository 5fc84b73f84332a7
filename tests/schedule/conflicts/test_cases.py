"""The hand-worked cases of conflicts.md, asked of the engine directly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.case import AS_OF, Case, shown
from tests.oracle.cases import CASES
from tests.schedule.conflicts.test_agreement import answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    asked = {"as_of": AS_OF, **case.options, **({"kind": case.kind} if case.kind else {})}
    assert sorted(shown(one) for one in answer(tmp_path, asked, [])["conflicts"]) == sorted(case.expect)

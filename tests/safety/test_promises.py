"""Every promise is kept: in a few cases each time, in all of them by the slow run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.safety.promises import ELSEWHERE, PROMISES, Promise

OWN = [promise for promise in PROMISES if not any(word in promise.words for word in ELSEWHERE)]
"""All but those whose proofs are tests already."""


def _name(promise: Promise) -> str:
    return promise.words.replace(" ", "-")


@pytest.mark.parametrize("promise", OWN, ids=_name)
def test_a_few_cases_are_kept(promise: Promise, tmp_path: Path) -> None:
    tally = promise.quick(tmp_path)
    assert tally.broken == []
    assert tally.of > 0


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("promise", OWN, ids=_name)
def test_all_cases_are_kept(promise: Promise, tmp_path: Path) -> None:
    tally = promise.full(tmp_path)
    assert tally.broken == []
    assert tally.of > 0

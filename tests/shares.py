"""A quick share of many cases: all of them stand among the slow tests, some of them among the quick ones too."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest


def share(cases: Iterable[Any], every: int) -> list[Any]:
    """Give all cases to a parametrization; one of ``every`` so many, evenly spread, is quick, the others are slow."""
    return [
        pytest.param(case, marks=pytest.mark.slow) if number % every else pytest.param(case)
        for number, case in enumerate(cases)
    ]


def share_of_pairs(ones: Iterable[Any], others: Iterable[Any], every: int) -> list[Any]:
    """Give all pairs; one of ``every`` so many is quick, in turn, so that all ones and all others are among these."""
    return [
        pytest.param(one, other, marks=pytest.mark.slow) if (row + column) % every else pytest.param(one, other)
        for (row, one), (column, other) in product(enumerate(ones), enumerate(others))
    ]

"""What holds for every test."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("house", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
"""A busy machine is slow at making examples: that says nothing of what is tested."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Take two workers a core: the terminal's tests wait for the screen for half of their time."""
    return 2 * (os.cpu_count() or 1)

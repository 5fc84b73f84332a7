"""What holds for every test."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Take two workers a core: the terminal's tests wait for the screen for half of their time."""
    return 2 * (os.cpu_count() or 1)

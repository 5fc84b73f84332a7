"""The sample portfolio in a store, as of its own Monday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from tests.reports.pages import TODAY

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the sample in it."""
    opened = Desk.open(tmp_path / "s.db", now=lambda: NOW, as_of=TODAY, zone="Europe/Madrid")
    opened.load_sample()
    yield opened
    opened.close()

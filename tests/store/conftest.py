"""A store in a folder of its own, with a clock that is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmdesk.store import Store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new store."""
    opened = Store.open(tmp_path / "desk" / "pmdesk.db", now=NOW, zone="Europe/Madrid")
    yield opened
    opened.close()

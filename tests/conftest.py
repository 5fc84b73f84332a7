"""What holds for every test."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings

from pmdesk.store import driver, schema

settings.register_profile("house", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
"""A busy machine is slow at making examples: that says nothing of what is tested."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Take one worker more than there are cores: some tests wait for a terminal or a server for half of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what was imported and collected: it stays, and looking is dear."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(4000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def _schema_made_once() -> Iterator[None]:
    """Have the first new store of a process go through all migrations, and the others copy what that made.

    Whatever asks for the schema by itself (what is older, restored, examined, in a process of its own) goes through
    the migrations as ever.
    """
    made, newest = driver.Connection(":memory:", check_same_thread=False), schema.VERSION

    def ensure(connection: driver.Connection, path: Path) -> None:
        is_new = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if not is_new or newest != schema.VERSION:
            schema.ensure(connection, path)
        elif driver.schema_version(made):
            made.backup(connection)
        else:
            schema.ensure(connection, path)
            connection.backup(made)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pmdesk.store.store.schema", SimpleNamespace(ensure=ensure))
        yield
    made.close()

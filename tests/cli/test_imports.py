"""What only reads loads neither the terminal nor the libraries that write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Command

HEAVY = ("textual", "sqlalchemy", "sqlmodel", "pydantic", "alembic", "icalendar", "holidays", "jinja2", "caldav")
PROBE = f"""
import sys
from pmdesk.__main__ import main
try:
    main()
except SystemExit as done:
    assert not done.code, done.code
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


def loaded(*args: str) -> str:
    done = subprocess.run([sys.executable, "-c", PROBE, *args], capture_output=True, text=True, check=True)
    return done.stderr.splitlines()[-1]


def test_the_version_loads_nothing() -> None:
    assert loaded("--version") == "[]"


@pytest.mark.parametrize("command", [["conflicts", "--json"], ["conflicts", "--audience", "ACME"], ["log"]])
def test_what_reads_loads_no_heavy_module(pmdesk: Command, tmp_path: Path, command: list[str]) -> None:
    pmdesk("demo", "--keep", tmp_path / "kept.db")
    assert loaded("--store", str(tmp_path / "kept.db"), "--as-of", "2026-11-23", *command) == "[]"

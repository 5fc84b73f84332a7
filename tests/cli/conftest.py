"""The command line in a process of its own, or in this one where only its answer matters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pmdesk.cli import run


@dataclass(frozen=True)
class Answer:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str


Command = Callable[..., Answer]


@pytest.fixture
def pmdesk(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command on the store of this test, as of 23 November 2026."""
    monkeypatch.setenv("TZ", "Europe/Madrid")

    def command(*args: str | Path) -> Answer:
        capfd.readouterr()
        status = run(["--store", str(tmp_path / "s.db"), "--as-of", "2026-11-23", *map(str, args)])
        out, err = capfd.readouterr()
        return Answer(status, out, err)

    return command


def in_a_process(*args: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    command = [sys.executable, "-m", "pmdesk", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(env or {})}, check=False)


def workbook(folder: Path, **files: str) -> Path:
    """Write a workbook from the text of its files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder

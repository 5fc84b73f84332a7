"""The command line in a process of its own, or in this one where only its answer matters."""

from __future__ import annotations

import os
import shutil
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


@pytest.fixture(scope="session")
def _sample_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample once: as a workbook that was taken in, and as a store that was kept."""
    folder = tmp_path_factory.mktemp("sample")
    taken, kept = folder / "taken", folder / "kept"
    taken.mkdir()
    kept.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Madrid")
        for store, *args in (
            (taken / "s.db", "demo", "--workbook", taken / "W"),
            (taken / "s.db", "import", taken / "W"),
            (kept / "kept.db", "demo", "--keep", kept / "kept.db"),
        ):
            assert run(["--store", str(store), "--as-of", "2026-11-23", *map(str, args)]) == 0
    return folder


@pytest.fixture
def taken_in(_sample_made: Path, tmp_path: Path) -> Path:
    """The folder of this test, with the sample as a workbook ``W``, taken in."""
    return Path(shutil.copytree(_sample_made / "taken", tmp_path, dirs_exist_ok=True))


@pytest.fixture
def kept(_sample_made: Path, tmp_path: Path) -> Path:
    """The store ``kept.db`` in the folder of this test, with the sample."""
    return Path(shutil.copytree(_sample_made / "kept", tmp_path, dirs_exist_ok=True)) / "kept.db"


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

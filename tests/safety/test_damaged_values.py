"""A value inside a row that is damaged is a line that says what to do; a bug stays one."""

from __future__ import annotations

import asyncio
import shlex
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmdesk.cli import run
from pmdesk.cli.options import Globals
from pmdesk.desk import Desk
from pmdesk.errors import StoreError
from pmdesk.tui.app import PmdeskApp
from pmdesk.tui.overlays.trouble import TroubleScreen

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
CASES = (
    ("clients", "key", "today"),
    ("clients", "timezone", "conflicts"),
    ("clients", "timezone", "export ics --client ACME --out -"),
    ("clients", "hours", "today"),
    ("contacts", "key", "conflicts"),
    ("engagements", "client", "conflicts"),
    ("engagements", "report_day", "today"),
    ("entries", "at", "log"),
    ("entries", "state", "log"),
    ("events", "rrule", "conflicts"),
    ("events", "timezone", "today --json"),
    ("kpis", "period", "report ACME --draft"),
    ("overrides", "occurrence", "conflicts"),
    ("profile", "timezone", "add 'note x @ACME-POS'"),
    ("profile", "timezone", "undo"),
    ("profile", "hours", "report ACME --draft"),
    ("publications", "form", "export ics --client ACME --out -"),
    ("publications", "last", "today"),
    ("publications", "seen", "export ics --client ACME --out -"),
    ("reports", "facts", "report ACME --draft"),
    ("vendors", "timezone", "conflicts"),
)
"""A table, its column, and a command that can't do without it."""


def _run(store: Path, words: str, as_of: str = "2026-11-23") -> int:
    return run(["--store", str(store), "--as-of", as_of, *shlex.split(words)])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store of the sample that has told calendars and sent a report."""
    folder = tmp_path_factory.mktemp("whole")
    desk = Desk.open(folder / "s.db", now=lambda: NOW, zone="Europe/Madrid")
    desk.load_sample()
    desk.close()
    assert _run(folder / "s.db", f"export ics --client ACME --out {folder}/a.ics") == 0
    assert _run(folder / "s.db", f"report ACME --out {folder}/a.md", as_of="2026-11-16") == 0
    return folder / "s.db"


def _damaged(whole: Path, folder: Path, table: str, column: str) -> Path:
    """Copy the store, a NUL amid the first value of a column (all values of a table that has one row, or no rowid)."""
    store = folder / "s.db"
    shutil.copy(whole, store)
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=1")
        first = f'SELECT rowid, "{column}" FROM "{table}" WHERE "{column}" <> \'\' LIMIT 1'
        row, value = connection.execute(first).fetchone()
        half = len(value) // 2
        spoilt = f"{value[:half]}\0{value[half + 1 :]}"
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', [spoilt, row])
    return store


@pytest.mark.parametrize(("table", "column", "command"), CASES)
def test_a_damaged_value_is_a_line_that_says_what_to_do(
    whole: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], table: str, column: str, command: str
) -> None:
    store = _damaged(whole, tmp_path, table, column)
    capfd.readouterr()
    assert _run(store, command) == 3
    said = capfd.readouterr().err
    assert said.startswith("pmdesk: ")
    assert said.count("\n") == 1
    assert "pmdesk doctor" in said
    assert "pmdesk restore" in said
    assert _run(store, "doctor") == 1


def test_the_doctor_reads_a_journal_whose_moment_is_damaged_and_mends_it(whole: Path, tmp_path: Path) -> None:
    store = _damaged(whole, tmp_path, "entries", "at")
    assert _run(store, "doctor") == 1
    _run(store, "doctor --fix")
    assert _run(store, "log") == 0


def test_a_bug_over_a_store_without_damage_stays_a_bug(whole: Path) -> None:
    with pytest.raises(ValueError, match="a bug"), Globals(whole, None, None).desk():
        raise ValueError("a bug")


def _app(store: Path) -> PmdeskApp:
    return PmdeskApp(lambda: Desk.open(store, now=lambda: NOW, zone="Europe/Madrid"), now=lambda: NOW, live=False)


async def test_the_terminal_says_damage_that_it_meets_on_opening(whole: Path, tmp_path: Path) -> None:
    app = _app(_damaged(whole, tmp_path, "profile", "timezone"))
    async with app.run_test() as pilot:
        for _ in range(600):
            await pilot.pause(0.05)
            if isinstance(app.screen, TroubleScreen):
                break
        assert isinstance(app.screen, TroubleScreen)
        assert isinstance(app.trouble, StoreError)
        await pilot.press("q")
    assert app.return_code == 3


async def test_the_terminal_ends_with_the_words_of_damage_that_cant_be_drawn(whole: Path, tmp_path: Path) -> None:
    app = _app(_damaged(whole, tmp_path, "clients", "timezone"))
    async with app.run_test():
        for _ in range(600):
            await asyncio.sleep(0.05)
            if app.trouble:
                break
    assert isinstance(app.trouble, StoreError)
    assert "is damaged" in app.trouble.message
    assert app.return_code == 3

"""The file is private, its connection keeps what is saved, and what can't be used says what to do."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.conftest import NOW

from pmdesk.errors import StoreError
from pmdesk.store import Store, driver, schema


def open_at(path: Path, *, create: bool = True) -> Store:
    return Store.open(path, now=NOW, zone="Europe/Madrid", create=create)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_store_is_private_under_any_umask(tmp_path: Path, umask: int) -> None:
    code = (
        "import os, sys, datetime, pathlib; os.umask(int(sys.argv[2]));"
        "from pmdesk.store import Store;"
        "Store.open(pathlib.Path(sys.argv[1]), now=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), zone='UTC')"
    )
    path = tmp_path / "made" / "pmdesk.db"
    subprocess.run([sys.executable, "-c", code, str(path), str(umask)], check=True)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700


def test_an_existing_folder_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    open_at(folder / "pmdesk.db").close()
    assert mode(folder) == 0o755


def test_the_connection_keeps_what_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    open_at(path).close()
    connection = driver.connect(path)
    got = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")}
    assert got == {"synchronous": 2, "foreign_keys": 1}
    assert connection.execute("PRAGMA busy_timeout").fetchone()[0] == 10_000
    wanted = "wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "delete"
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] in {wanted, "delete"}
    connection.close()


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    open_at(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer pmdesk"):
        open_at(path)
    assert path.read_bytes() == before


def test_a_foreign_sqlite_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a pmdesk store"):
        open_at(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"a letter to my aunt, long enough to be looked at as a header " * 20)
    with pytest.raises(StoreError, match="not a pmdesk store"):
        open_at(path)


def test_a_missing_store_is_not_made_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_at(tmp_path / "s.db", create=False)
    assert not (tmp_path / "s.db").exists()


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_at(tmp_path)


def test_a_place_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        open_at(blocked / "deep" / "s.db")
    assert caught.value.exit_status == 3
    assert os.linesep not in str(caught.value)

"""The plain form of ``pmdesk today`` is read without click, and answers as click's form does."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Command

from pmdesk.cli import run as plainly
from pmdesk.cli.look import Look, look_of
from pmdesk.cli.main import run as by_click


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("today", Look()),
        ("today --json", Look(as_json=True)),
        ("--store a.db --as-of 2026-11-23 today --client acme", Look(Path("a.db"), date(2026, 11, 23), client="ACME")),
        ("today --json --lock=Acme-1 --store=b", Look(Path("b"), lock="ACME-1", as_json=True)),
        ("today --help", None),
        ("today --json --json", None),
        ("today --store", None),
        ("today --store a --store b", None),
        ("today --as-of 2026-11-31", None),
        ("today --as-of 20261123", None),
        ("today --as-of 2026-W48-1", None),
        ("today --client a/b", None),
        ("today --client é", None),
        ("today --client -x", None),
        ("today yesterday", None),
        ("add today", None),
        ("--store today log", None),
        ("", None),
    ],
)
def test_which_lines_are_plain(line: str, expected: Look | None) -> None:
    assert look_of(line.split()) == expected


@pytest.mark.parametrize(
    "args", [["today"], ["today", "--json"], ["today", "--client", "dunes"], ["today", "--lock", "BOR", "--json"],
             ["today", "--client", "NOBODY"], ["today", "--client", "a/b"]],
)  # fmt: skip
def test_both_ways_give_the_same(
    kept: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    monkeypatch.setenv("TZ", "Europe/Madrid")
    line = ["--as-of", "2026-11-23", "--store", str(kept), *args]
    capfd.readouterr()
    found = []
    for way in (plainly, by_click):
        status = way(line)
        found.append((status, *capfd.readouterr()))
    assert found[0] == found[1]
    assert found[0][0] == (2 if {"NOBODY", "a/b"} & set(args) else 0)


@pytest.mark.parametrize("make", ["missing", "empty", "folder", "other", "text"])
def test_a_store_that_cannot_be_read_is_said_in_one_line(pmdesk: Command, tmp_path: Path, make: str) -> None:
    path = tmp_path / "x.db"
    if make == "empty":
        path.touch()
    elif make == "folder":
        path.mkdir()
    elif make == "other":
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE t (x)")
    elif make == "text":
        path.write_text("no database, but long enough to be read as one " * 40, encoding="utf-8")
    answer = pmdesk("--store", path, "today")
    assert (answer.status, answer.out, len(answer.err.splitlines())) == (3, "", 1)
    assert str(path) in answer.err


def test_it_loads_nothing_that_writes(pmdesk: Command, tmp_path: Path) -> None:
    pmdesk("demo", "--keep", tmp_path / "kept.db")
    code = (
        "import sys; from pmdesk.cli import run; run(sys.argv[1:]); "
        "print([name for name in ('click', 'pmdesk.store.store', 'importlib.metadata') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, "--store", str(tmp_path / "kept.db"), "today"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"

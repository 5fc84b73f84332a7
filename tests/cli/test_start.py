"""The terminal opens without the library that reads command lines; anything else is left to it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pmdesk.cli.start import Opening, opening


@pytest.mark.parametrize(
    ("args", "asked"),
    [
        ([], Opening()),
        (["--store", "x.db"], Opening(Path("x.db"))),
        (["--as-of", "2026-11-23", "--lock", "acme"], Opening(None, date(2026, 11, 23), "ACME")),
        (["--store"], None),
        (["--help"], None),
        (["--store", "x.db", "conflicts"], None),
        (["conflicts", "--json"], None),
        (["--as-of", "2026-02-30"], None),
        (["--as-of", "20261123"], None),
        (["--lock", "../x"], None),
        (["--store", "a", "--store", "b"], None),
    ],
)
def test_only_what_opens_the_terminal_is_read(args: list[str], asked: Opening | None) -> None:
    assert opening(args) == asked


def test_no_command_line_library_is_loaded_to_open_the_terminal() -> None:
    probe = (
        "import sys, pmdesk.tui.app as app, pmdesk.cli.start as start;"
        "app.run = lambda *_a, **_k: None; start._need_terminal = lambda: None;"
        "from pmdesk.cli import run; assert run([]) == 0;"
        "print([name for name in ('click', 'sqlalchemy') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout == "[]\n"

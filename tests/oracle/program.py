"""The program as the outside sees it: a workbook goes in, `conflicts --json` comes out, through its command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from pmdesk.cli.main import main

OPTIONS = {"start": "--from", "end": "--to", "with_": "--with"}


def arguments(asked: dict[str, Any]) -> list[str]:
    """Give the options of `naive.conflicts` as the command line has them."""
    words: list[str] = []
    for name, value in asked.items():
        if name != "as_of":
            for one in value if isinstance(value, tuple) else (value,):
                words += [OPTIONS.get(name, f"--{name}"), str(one)]
    return words


def run(*words: str) -> str:
    """Run the command line in this process and give what it printed; an error ends the test with its words."""
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, f"{' '.join(words)}: exit {done.exit_code}\n{done.output}\n{done.exception!r}"
    return done.stdout


def answer(workbook: Path, store: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Import a workbook into a new store and ask for its conflicts, messages left out."""
    base = ["--store", str(store), "--as-of", str(asked["as_of"])]
    run(*base, "import", str(workbook))
    told: dict[str, Any] = json.loads(run(*base, "conflicts", "--json", *arguments(asked)))
    for conflict in told["conflicts"]:
        assert conflict.pop("message")
        for occurrence in conflict["occurrences"]:
            if "peak" in occurrence:
                assert isinstance(occurrence["peak"], float | int)
    return told

"""``pmdesk import``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmdesk.cli.options import Globals, pass_globals, say
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.desk.importing import ImportResult


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print what would be added, changed and left alone; write nothing.")
@pass_globals
def import_command(options: Globals, paths: tuple[Path, ...], dry_run: bool) -> None:
    """Take in a workbook (a folder of CSV files), or a dump (.json) into a new store; all of it or nothing."""
    for path in paths:
        if not path.exists():
            raise InputError(f"there is no {path}")
        if not path.is_dir() and path.suffix != ".json":
            raise InputError(
                f"{path} is neither a folder nor a dump", "a workbook is a folder of CSV files such as clients.csv"
            )
    with options.desk() as desk:
        for path in paths:
            if path.is_dir():
                result = desk.import_workbook(path, dry_run=dry_run, progress=_progress())
                _clear_progress()
                _tell(result, dry_run=dry_run)
            elif dry_run:
                raise InputError("a dump can't be tried", "import it into a new store: --store NEW import DUMP")
            else:
                desk.import_dump(path)
                say(f"{path} was taken in")


def _progress() -> Callable[[str], None]:
    """Say on a terminal what is being done; nothing where the output is a file."""

    def tell(text: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{text} …", nl=False, err=True)

    return tell


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def _tell(result: ImportResult, *, dry_run: bool) -> None:
    for warning in result.warnings:
        say(f"warning: {warning}", err=True)
    verb = "would be " if dry_run else ""
    any_change = False
    for name, counts in result.counts.items():
        any_change |= bool(counts.added or counts.changed)
        say(f"{name:18} {counts.added:7} {verb}added {counts.changed:7} {verb}changed {counts.same:7} left alone")
    if not any_change:
        say("nothing to change" if dry_run else "no change: the store already holds all of it")

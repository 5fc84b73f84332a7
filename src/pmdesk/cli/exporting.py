"""``pmdesk export``."""

from __future__ import annotations

from pathlib import Path

import click

from pmdesk.cli.options import Globals, pass_globals, say
from pmdesk.errors import InputError
from pmdesk.exchange.files import write_lines


@click.group("export")
def export_command() -> None:
    """Write what the store holds: calendars, a workbook."""


@export_command.command("csv")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write the workbook to.")
@pass_globals
def csv_command(options: Globals, out: Path) -> None:
    """Write everything as a workbook, fit to be imported again."""
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file", "a workbook is a folder")
    with options.desk(create=False) as desk:
        files = desk.export_workbook(out)
    say(f"{len(files)} files written to {out}")


@export_command.command("json")
@click.option("--out", type=click.Path(path_type=Path, allow_dash=True), required=True, help="The file; - is stdout.")
@pass_globals
def json_command(options: Globals, out: Path) -> None:
    """Write everything that the store holds, the journal included, as a dump."""
    with options.desk(create=False) as desk:
        if str(out) == "-":
            for line in desk.export_dump():
                click.echo(line, nl=False)
            return
        write_lines(out, desk.export_dump())
    say(f"dump written to {out}")

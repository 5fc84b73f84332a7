"""``pmdesk`` and ``pmdesk demo``: the terminal, and the sample portfolio."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from pmdesk.cli.options import Globals, pass_globals, say
from pmdesk.cli.start import Opening, open_terminal
from pmdesk.clock import machine_zone, today_in
from pmdesk.errors import InputError


@click.command("demo")
@click.option("--keep", type=click.Path(path_type=Path), help="Make a store of the sample here, and don't open it.")
@click.option("--workbook", type=click.Path(path_type=Path), help="Write the sample as a workbook here.")
@pass_globals
def demo_command(options: Globals, keep: Path | None, workbook: Path | None) -> None:
    """Open a throwaway copy of the sample portfolio, dated around today."""
    today = options.as_of or today_in(machine_zone())
    if workbook is not None:
        from pmdesk import sample

        if workbook.exists() and (not workbook.is_dir() or any(workbook.iterdir())):
            raise InputError(f"{workbook} is there already", "name a new folder")
        files = sample.write(workbook, today)
        say(f"{len(files)} files written to {workbook}")
    if keep is not None:
        if keep.exists():
            raise InputError(f"{keep} is there already", "name a new file")
        with Globals(keep, options.as_of, None).desk() as desk:
            desk.load_sample()
        say(f"a store of the sample was made: pmdesk --store {keep}")
    if workbook is None and keep is None:
        with tempfile.TemporaryDirectory(prefix="pmdesk-demo-") as folder:
            open_terminal(Opening(Path(folder) / "demo.db", options.as_of, options.lock), demo=True)

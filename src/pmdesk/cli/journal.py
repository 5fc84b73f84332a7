"""``pmdesk undo``, ``redo`` and ``log``."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from pmdesk.cli.options import Globals, pass_globals, say


@click.command("undo")
@pass_globals
def undo_command(options: Globals) -> None:
    """Take back the last change."""
    with options.desk(create=False) as desk:
        entry = desk.undo()
        say(f"undone: {entry.words}" if entry else "nothing to undo")


@click.command("redo")
@pass_globals
def redo_command(options: Globals) -> None:
    """Do again what was taken back last."""
    with options.desk(create=False) as desk:
        entry = desk.redo()
        say(f"done again: {entry.words}" if entry else "nothing to do again")


@click.command("log")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many entries.")
@pass_globals
def log_command(options: Globals, limit: int) -> None:
    """Show the change log, newest first."""
    marks = {"done": " ", "undone": "u", "dropped": "x"}
    with options.desk(create=False) as desk:
        zone = ZoneInfo(desk.store.profile_zone())
        for entry in desk.entries(limit):
            moment = entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            say(f"{entry.id:6} {marks[entry.state]} {moment}  {entry.by:8}  {entry.words}")

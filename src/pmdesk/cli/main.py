"""The program's own command with its global options, and how errors end it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from pmdesk.cli.ending import ended
from pmdesk.cli.options import DAY, KEY, Globals, say

COMMANDS = {
    "add": "adding",
    "answer": "raid",
    "backup": "safekeeping",
    "bid": "bid",
    "config": "configuring",
    "conflicts": "conflicts",
    "demo": "terminal",
    "doctor": "safekeeping",
    "engagement": "life",
    "escalate": "raid",
    "export": "exporting",
    "feedback": "life",
    "fix": "fixing",
    "fixes": "fixing",
    "import": "importing",
    "lessons": "lessons",
    "list": "listing",
    "log": "journal",
    "measure": "measuring",
    "occurred": "raid",
    "raid": "raid",
    "rate": "vendors",
    "redo": "journal",
    "report": "reporting",
    "reports": "scorecards",
    "request": "measuring",
    "restore": "safekeeping",
    "scale": "life",
    "scorecards": "scorecards",
    "selections": "vendors",
    "slot": "slot",
    "start": "starting",
    "sync": "syncing",
    "template": "starting",
    "today": "today",
    "undo": "journal",
    "use": "lessons",
    "vendors": "vendors",
    "waive": "fixing",
}
"""Each command and the module that holds it."""
_GLOBAL = ("--store", "--as-of", "--lock")


class LazyGroup(click.Group):
    """A group that imports a command's module when the command runs, and takes global options anywhere."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"pmdesk.cli.{COMMANDS[cmd_name]}")
        found: click.Command = getattr(module, f"{cmd_name}_command")
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, the global options taken to the front."""
        return super().parse_args(ctx, hoisted(args))


def hoisted(args: Sequence[str]) -> list[str]:
    """Put the global options in front of the command, wherever they stand before a ``--``."""
    front: list[str] = []
    rest: list[str] = []
    queue = list(args)
    while queue:
        part = queue.pop(0)
        if part == "--":
            rest += [part, *queue]
            break
        if part in _GLOBAL:
            front += [part, *queue[:1]]
            del queue[:1]
        elif part.startswith(tuple(f"{name}=" for name in _GLOBAL)):
            front.append(part)
        else:
            rest.append(part)
    return front + rest


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--store", type=click.Path(readable=False, path_type=Path), help="The store's file (also PMDESK_STORE).")
@click.option("--as-of", type=DAY, help="Compute everything as if this day were today.")
@click.option("--lock", type=KEY, help="Start locked to this client.")
@click.option("--version", is_flag=True, help="Print the version.")
@click.pass_context
def main(ctx: click.Context, store: Path | None, as_of: date | None, lock: str | None, version: bool) -> None:
    """Open a desk for project managers who serve several clients at once."""
    if version:
        from pmdesk.__main__ import VERSION

        click.echo(f"pmdesk {VERSION}")
        ctx.exit()
    ctx.obj = Globals(store, as_of, lock)
    if ctx.invoked_subcommand is None:
        from pmdesk.cli.start import Opening, open_terminal

        open_terminal(Opening(store, as_of, lock))


def run(args: Sequence[str]) -> int:
    """Run a command; gives the exit status."""
    return ended(lambda: _run(args))


def _run(args: Sequence[str]) -> Any:
    try:
        return main.main(list(args), prog_name="pmdesk", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        say(f"pmdesk: {error.format_message()}", err=True)
        return 2

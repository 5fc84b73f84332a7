"""``pmdesk import``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmdesk.cli.options import KEY, Globals, pass_globals, say
from pmdesk.desk.intake.nearby import SUFFIXES
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.calendar_import import CalendarResult
    from pmdesk.desk.importing import ImportResult
    from pmdesk.desk.intake.asked import Intake

MOST_LINES = 200
"""So many of the items that are taken in, and of those that are not understood, are printed."""


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print what would be added, changed and left alone; write nothing.")
@click.option("--client", type=KEY, help="A calendar's items are meetings of this client.")
@click.option("--engagement", type=KEY, help="A calendar's items are meetings of this engagement.")
@click.option("--blackout", metavar="WHO", help="A calendar's items are blackouts of me, client/KEY or vendor/KEY.")
@click.option("--strict", is_flag=True, help="Take nothing of a calendar of which something is not understood.")
@pass_globals
def import_command(
    options: Globals, /, *, paths: tuple[Path, ...], dry_run: bool, client: str | None, engagement: str | None,
    blackout: str | None, strict: bool,
) -> None:  # fmt: skip
    """Take in a workbook (a folder of CSV files), a dump (.json) into a new store, or a calendar (.ics).

    A workbook and a dump go in whole or not at all. Of a calendar what is not understood is listed and left out;
    without an option its items are meetings of my own, of no engagement.
    """
    from pmdesk.desk.intake.asked import Intake

    asked = Intake(client, engagement, blackout, strict)
    _check(paths, asked)
    with options.desk() as desk:
        asked = _locked(desk, asked, options.lock, paths)
        for path in paths:
            if path.is_dir():
                result = desk.import_workbook(path, dry_run=dry_run, progress=_progress())
                _clear_progress()
                _tell(result, dry_run=dry_run)
            elif path.suffix.lower() in SUFFIXES:
                _tell_calendar(desk.import_ics(path, asked, dry_run=dry_run), dry_run=dry_run)
            elif dry_run:
                raise InputError("a dump can't be tried", "import it into a new store: --store NEW import DUMP")
            else:
                desk.import_dump(path)
                say(f"{path} was taken in")


def _check(paths: tuple[Path, ...], asked: Intake) -> None:
    """Hold that all paths are there and of a kind that is known, before the first is taken in."""
    for path in paths:
        if not path.exists():
            raise InputError(f"there is no {path}")
        if not path.is_dir() and path.suffix.lower() not in {".json", *SUFFIXES}:
            raise InputError(
                f"{path} is neither a folder nor a dump nor a calendar",
                "a workbook is a folder of CSV files such as clients.csv",
            )
        is_calendar = not path.is_dir() and path.suffix.lower() in SUFFIXES
        if (asked.client or asked.engagement or asked.blackout or asked.strict) and not is_calendar:
            raise InputError(f"{path} is no calendar", "--client, --engagement, --blackout and --strict are for .ics")


def _locked(desk: Desk, asked: Intake, lock: str | None, paths: tuple[Path, ...]) -> Intake:
    """Hold that under a lock only a calendar of that client is taken in, and as theirs."""
    from pmdesk.model import Engagement

    if lock is None or not any(path.suffix.lower() in SUFFIXES for path in paths):
        return asked
    if asked.engagement is not None:
        row = desk.get(Engagement, asked.engagement)
        whose = row.client if row else ""
    elif asked.blackout is not None:
        whose = asked.blackout.lower().removeprefix("client/").upper()
    else:
        whose = asked.client or lock
    if whose != lock:
        raise InputError(f"this is locked to {lock}")
    named = asked.engagement or asked.blackout
    return asked if named else replace(asked, client=lock)


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


def _tell_calendar(result: CalendarResult, *, dry_run: bool) -> None:
    """Print what was not understood on stderr, what was taken in on stdout, the counts last."""
    for trouble in result.troubles[:MOST_LINES]:
        say(f"{result.name}:{trouble}", err=True)
    for note in result.notes[:MOST_LINES]:
        say(f"{result.name}: {note}", err=True)
    if len(result.troubles) > MOST_LINES:
        say(f"{result.name}: and {len(result.troubles) - MOST_LINES} more are not understood", err=True)
    changed = [outcome for outcome in result.outcomes if outcome.act != "unchanged"]
    for outcome in changed[:MOST_LINES]:
        say(str(outcome))
    if len(changed) > MOST_LINES:
        say(f"and {len(changed) - MOST_LINES} more")
    say(f"{result}{' (nothing was written)' if dry_run else ''}")

"""``pmdesk undo``, ``redo`` and ``log``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from pmdesk.cli.options import DAY, KEY, Globals, pass_globals, say

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.store import Entry

_OF_ALL = "the change log is of all clients"


@click.command("undo")
@pass_globals
def undo_command(options: Globals) -> None:
    """Take back the last change."""
    options.hold_open(_OF_ALL)
    with options.desk(create=False) as desk:
        entry = desk.undo()
        say(f"undone: {entry.words}" if entry else "nothing to undo")


@click.command("redo")
@pass_globals
def redo_command(options: Globals) -> None:
    """Do again what was taken back last."""
    options.hold_open(_OF_ALL)
    with options.desk(create=False) as desk:
        entry = desk.redo()
        say(f"done again: {entry.words}" if entry else "nothing to do again")


@click.command("log")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many entries.")
@click.option("--client", type=KEY, help="Only what touches this client.")
@click.option("--item", metavar="REF", help="Only what touches this item, such as milestone/ACME-POS.UAT.")
@click.option("--day", type=DAY, help="Only what was done on this day.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--trim", type=DAY, metavar="BEFORE", help="Cut off what is older than this day, after a backup.")
@pass_globals
def log_command(
    options: Globals, /, *, limit: int, client: str | None, item: str | None, day: date | None, as_json: bool,
    trim: date | None,
) -> None:  # fmt: skip
    """Show the change log, newest first, or cut off its old end."""
    options.hold_open(_OF_ALL)
    from pmdesk.desk.safekeeping import entries_of
    from pmdesk.store.history import TRIMMED, Wanted

    with options.desk(create=False) as desk:
        if trim is not None:
            _trim(desk, trim)
            return
        zone = desk.store.profile_zone()
        entries = entries_of(desk.store, Wanted(client, item, day, zone), limit)
        if as_json:
            _print(entries)
            return
        for entry in entries:
            moment = entry.at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
            say(f"{entry.id:6} {_MARKS[entry.state]} {moment}  {entry.by:8}  {entry.words}")
        if trimmed := desk.setting(TRIMMED):
            say(f"({trimmed})")


def _print(entries: Iterable[Entry]) -> None:
    told = [
        {"id": one.id, "at": one.at.isoformat(), "by": one.by, "words": one.words, "clients": list(one.clients),
         "state": one.state}
        for one in entries
    ]  # fmt: skip
    click.echo(json.dumps({"log": told}, ensure_ascii=False, indent=1))


_MARKS = {"done": " ", "undone": "u", "dropped": "x"}


def _trim(desk: Desk, before: date) -> None:
    count, made = desk.trim_journal(before)
    if made is None:
        say(f"nothing is older than {before}")
        return
    say(f"backup made before trimming: {made}")
    say(f"{count} {'entry' if count == 1 else 'entries'} before {before} cut off: they can't be undone any more")

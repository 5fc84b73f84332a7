"""``pmdesk backup``, ``restore`` and ``doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from pmdesk.cli.options import Globals, pass_globals, say
from pmdesk.clock import utc_now

_OF_ALL = "copies and faults are of all clients"


@click.command("backup")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@pass_globals
def backup_command(options: Globals, path: Path | None) -> None:
    """Copy the store, while it may be in use, to a new file PATH, or into the folder of copies beside it."""
    options.hold_open(_OF_ALL)
    with options.desk(create=False) as desk:
        made = desk.back_up(path)
    say(f"backup made and verified: {made}")


@click.command("restore")
@click.argument("path", type=click.Path(path_type=Path))
@pass_globals
def restore_command(options: Globals, path: Path) -> None:
    """Put the copy PATH in the place of the store; the store that it replaces is kept beside it."""
    options.hold_open(_OF_ALL)
    from pmdesk.desk.safekeeping import restore
    from pmdesk.paths import default_store

    done = restore(options.store or default_store(), path, utc_now())
    say(f"restored from {path}")
    if done.kept is not None:
        say(f"the store that it replaces is kept: {done.kept}")
    if done.taken:
        say(f"{done.taken} calendar items keep what was last told of them")
    if done.reports:
        plural = "report that went out since then is" if done.reports == 1 else "reports that went out since then are"
        say(f"{done.reports} {plural} kept")
    if done.lifted:
        say(f"the store could not be asked what it told last: {done.lifted} calendar items count 1,000 more")


@click.command("doctor")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, after a backup.")
@pass_globals
def doctor_command(options: Globals, fix: bool) -> int:
    """Look for damage and contradictions in the store and its backups; exit with 1 where some are left."""
    options.hold_open(_OF_ALL)
    from pmdesk.desk.safekeeping import doctor
    from pmdesk.paths import default_store

    path = options.store or default_store()
    found = doctor(path, utc_now(), fix=fix)
    if found.backup is not None:
        say(f"backup made before mending: {found.backup}")
    for fault in found.mended:
        say(f"mended: {fault.kind}: {fault.where}: {fault.words}")
    for fault in found.faults:
        say(f"{fault.kind}: {fault.where}: {fault.words}")
        say(f"    mend: {fault.mend}")
    count = len(found.faults)
    say(f"{path}: {'nothing is wrong' if not count else f'{count} fault' + ('s' if count > 1 else '')}")
    return 1 if count else 0

"""``pmdesk list``: what the store holds, noun by noun."""

from __future__ import annotations

import json

import click

from pmdesk.cli.options import KEY, Globals, pass_globals, say


@click.command("list")
@click.argument("name", metavar="WHAT")
@click.option("--client", type=KEY, help="Only what is of this client.")
@click.option("--engagement", type=KEY, help="Only what is of this engagement.")
@click.option("--status", help="Only what has this status.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_globals
def list_command(
    options: Globals, name: str, client: str | None, engagement: str | None, status: str | None, as_json: bool
) -> None:
    """List what the store holds, noun by noun, by the names of the workbook's files: pmdesk list milestones."""
    from pmdesk.desk import listing
    from pmdesk.desk.locked import LockedDesk

    options.whose(client)
    with options.desk(create=False) as desk:
        sight = LockedDesk(desk, options.lock) if options.lock is not None else desk
        rows = listing.rows_of(sight, name.lower(), client=client, engagement=engagement, status=status)
        today = desk.today()
    if as_json:
        click.echo(json.dumps(listing.as_json(rows, name.lower(), today), ensure_ascii=False, indent=1))
        return
    for line in listing.lines(rows) or [f"no {name.lower()}"]:
        say(line)

"""``pmdesk today`` among the other commands: what ``look`` does not read itself comes here."""

from __future__ import annotations

import click

from pmdesk.cli.look import Look, show
from pmdesk.cli.options import KEY, Globals, pass_globals


@click.command("today")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--client", type=KEY, help="Only what concerns this client.")
@pass_globals
def today_command(options: Globals, /, *, as_json: bool, client: str | None) -> int:
    """Show today: meetings, what is due and late, alerts, this week's conflicts and load."""
    return show(Look(options.store, options.as_of, options.lock, client, as_json))

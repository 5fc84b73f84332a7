"""``pmdesk today``: the agenda and what needs attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pmdesk.cli.options import KEY, Globals, pass_globals

if TYPE_CHECKING:
    from pmdesk.desk.agenda import Day

BREAK = "\n"
"""Text that a person gave may hold it; a thing takes one line all the same."""


@click.command("today")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--client", type=KEY, help="Only what concerns this client.")
@pass_globals
def today_command(options: Globals, /, *, as_json: bool, client: str | None) -> int:
    """Show today: meetings, what is due and late, alerts, this week's conflicts and load."""
    with options.desk(create=False) as desk:
        day = desk.day(client=client, lock=options.lock)
    click.echo(printed(day, as_json=as_json), nl=False)
    return 0


def printed(day: Day, *, as_json: bool) -> str:
    """Give what the command prints."""
    if as_json:
        from pmdesk.desk.agenda_json import as_text

        return as_text(day) + "\n"
    from pmdesk.cli.today_words import lines
    from pmdesk.model.clean import clean

    return "".join(f"{' '.join(clean(line).split(BREAK))}\n" for line in lines(day))

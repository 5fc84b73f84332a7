"""``pmdesk config``."""

from __future__ import annotations

import click

from pmdesk.cli.options import Globals, pass_globals, say


@click.command("config")
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Take the usual value again.")
@pass_globals
def config_command(options: Globals, name: str | None, value: str | None, unset: bool) -> None:
    """Show the settings, or one of them; with a VALUE set it.

    pmdesk config date_order dmy
    """
    from pmdesk.desk import settings

    options.hold_open("settings are of the whole desk")
    wanted = settings.SETTINGS if name is None else (settings.find(name),)
    with options.desk(create=False) as desk:
        if name is not None and (value is not None or unset):
            settings.keep(desk, {name: "" if unset else value or ""})
        held = settings.values(desk)
    if name is not None:
        say(held[wanted[0].name])
        return
    for one in wanted:
        usual = "" if held[one.name] == one.usual else f", usually {one.usual}"
        choices = f" ({', '.join(one.options)})" if one.options else ""
        say(f"{one.name} = {held[one.name]}    {one.words}{choices}{usual}")

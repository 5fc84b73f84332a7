"""``pmdesk scorecards`` and ``pmdesk reports``: how measures stand, and the reports as they were sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from pmdesk.cli.options import KEY, Globals, pass_globals, say
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.schedule.scores import Score

RAMP = "▁▂▃▄▅▆▇█"


@click.command("scorecards")
@click.option("--client", type=KEY, help="Only those of this client.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_globals
def scorecards_command(options: Globals, client: str | None, as_json: bool) -> None:
    """List KPIs and SLAs as they stand against their targets, the worst first."""
    from pmdesk.desk import scorecards
    from pmdesk.desk.locked import LockedDesk
    from pmdesk.model import Client

    options.whose(client)
    with options.desk(create=False) as desk:
        if client is not None and desk.get(Client, client) is None:
            raise InputError(f"there is no client {client}")
        sight = LockedDesk(desk, options.lock) if options.lock is not None else desk
        found = scorecards.scores(sight, client=client)
        told = scorecards.as_json(sight, found)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for one in found:
        say(_line(one))
    if not found:
        say("no KPIs or SLAs")


def _line(one: Score) -> str:
    row = one.kpi
    sign = "≥" if row.direction == "at-least" else "≤"
    value = f"{one.last.value:f} {row.unit}".rstrip() if one.last else "not yet"
    kind = "SLA" if row.sla else "KPI"
    target = f"{sign} {row.target:f}"
    return f"{one.state:10} {kind} {row.key:24} {value:>12}  {target:10} {sparkline(one):12}  {row.name}".rstrip()


def sparkline(one: Score) -> str:
    """Draw the last periods from low to high."""
    values = [held.value for held in one.series[-12:]]
    if not values:
        return ""
    low, high = min(values), max(values)
    steps = [int((value - low) / (high - low) * 7) if high > low else 3 for value in values]
    return "".join(RAMP[step] for step in steps)


@click.command("reports")
@click.argument("number", type=click.IntRange(min=1), required=False)
@click.option("--client", type=KEY, help="Only those of this client.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_globals
def reports_command(options: Globals, number: int | None, client: str | None, as_json: bool) -> None:
    """List the reports that were sent, newest first; with a number print that one as it was sent."""
    from pmdesk.store import reports as kept

    audience = options.whose(client) or client
    with options.desk(create=False) as desk:
        rows = desk.store.read(lambda connection: kept.read_all(connection, audience))
    if number is not None:
        found = next((row for row in rows if row.id == number), None)
        if found is None:
            raise InputError(f"no report {number} was sent")
        click.echo(found.text, nl=False)
        return
    if as_json:
        told = [
            {"id": row.id, "scope": row.scope, "client": row.client, "day": row.day, "from": row.first, "to": row.last,
             "form": row.form, "at": row.at, "engagements": list(row.engagements)}
            for row in rows
        ]  # fmt: skip
        click.echo(json.dumps({"reports": told}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        say(f"{row.id:6}  {row.day}  {row.form:4}  {row.scope:30}  {row.first} to {row.last}")
    if not rows:
        say("no reports were sent yet")

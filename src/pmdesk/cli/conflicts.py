"""``pmdesk conflicts``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import DAY, KEY, Globals, pass_globals, say
from pmdesk.errors import InputError
from pmdesk.portfolio import Window

if TYPE_CHECKING:
    from pmdesk.desk import Desk

DAYS = 180
"""How far the window reaches where nobody says."""


@click.command("conflicts")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--from", "first", type=DAY, help="The first day [today].")
@click.option("--to", "last", type=DAY, help="The last day [180 days after the first].")
@click.option("--with", "proposed", type=KEY, multiple=True, help="Count this proposed engagement too (repeatable).")
@click.option("--client", type=KEY, help="Only what concerns this client.")
@click.option("--audience", type=KEY, help="Only what this client may see.")
@click.option("--kind", multiple=True, help="Only this kind (repeatable).")
@click.option("--severity", type=click.Choice(["high", "medium", "low"]), default="low", help="That or worse [low].")
@click.option("--check", is_flag=True, help="Exit with 1 where a conflict is left that is not waived.")
@pass_globals
def conflicts_command(options: Globals, /, *, as_json: bool, check: bool, **asked: Any) -> int:
    """List the contradictions in the schedule, worst first."""
    if options.whose(asked["client"], asked["audience"]) is not None:
        asked |= {"client": None, "audience": options.lock}
    with options.desk(create=False) as desk:
        for key in asked["proposed"]:
            options.hold_engagement(desk, key)
        answer = compute(desk, **asked)
    if as_json:
        from pmdesk.schedule.conflicts import as_text

        click.echo(as_text(answer))
    else:
        _table(answer)
    return 1 if check and any(conflict["waived"] is None for conflict in answer["conflicts"]) else 0


def compute(desk: Desk, **asked: Any) -> dict[str, Any]:
    """Compute the answer to ``pmdesk conflicts``, as its JSON object."""
    first: date = asked["first"] or desk.today()
    try:
        last: date = asked["last"] or first + timedelta(days=DAYS)
    except OverflowError:
        last = date.max
    if last < first:
        raise InputError(f"--to {last} is before --from {first}")
    return desk.conflicts_json(
        Window(first, last),
        proposed=asked["proposed"],
        client=asked["client"],
        audience=asked["audience"],
        kinds=asked["kind"],
        severity=asked["severity"],
    )


def _table(answer: dict[str, Any]) -> None:
    for conflict in answer["conflicts"]:
        count = len(conflict["occurrences"])
        times = f"{count}×" if count > 1 else ""
        waived = " (waived)" if conflict["waived"] else ""
        first = conflict["occurrences"][0]["start"][:10]
        say(f"{conflict['severity']:6} {first} {times:>4} {conflict['message']}{waived}")
        say(f"       {conflict['id']}")
    if not answer["conflicts"]:
        say(f"no conflicts from {answer['from']} to {answer['to']}")

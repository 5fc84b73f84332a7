"""``pmdesk raid``, ``escalate``, ``answer`` and ``occurred``: the register, and what is done about its items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import KEY, Globals, pass_globals, say
from pmdesk.cli.vendors import print_json, seen_by
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.sight import Sight
    from pmdesk.model import RaidItem

_TYPES = click.Choice(["risk", "assumption", "issue", "dependency", "decision"], case_sensitive=False)


@click.command("raid")
@click.argument("key", type=KEY, required=False)
@click.option("--type", "kind", type=_TYPES, help="Only this type.")
@click.option("--client", type=KEY, help="Only what is of this client.")
@click.option("--engagement", type=KEY, help="Only what is of this engagement.")
@click.option("--due", is_flag=True, help="Only what is due for review, or was not answered in time.")
@click.option("--all", "closed", is_flag=True, help="What is closed too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@pass_globals
def raid_command(options: Globals, /, *, key: str | None, due: bool, as_json: bool, **asked: Any) -> None:
    """Show the register by exposure; with KEY one item with its history."""
    options.whose(asked["client"])
    with options.desk(create=False) as desk:
        sight = seen_by(options, desk)
        told = register(sight, key, **asked)
    told = [one for one in told if one["review_due"] or one["unanswered"]] if due else told
    if as_json:
        print_json(told if key is None else told[0])
        return
    for line in _lines(told, whole=key is not None):
        say(line)


def register(
    sight: Sight, key: str | None, *, kind: str | None, client: str | None, engagement: str | None, closed: bool
) -> list[dict[str, Any]]:
    """Give the items asked for, open ones first, by exposure; InputError for a key that is not there."""
    from pmdesk.desk.escalating import register_json
    from pmdesk.model import Escalation, RaidItem, Turn
    from pmdesk.portfolio import Window

    portfolio = sight.portfolio(Window(sight.today(), sight.today()))
    rows = sight.rows(RaidItem) if key is None else sight.rows(RaidItem, key=key)
    if key is not None and not rows:
        raise InputError(f"there is no RAID item {key}")

    def is_wanted(row: RaidItem) -> bool:
        fits = kind in {None, row.type} and engagement in {None, row.engagement}
        own = client in {None, portfolio.client_of(row.engagement)}
        return fits and own and (closed or key is not None or row.status == "open")

    kept = sorted(filter(is_wanted, rows), key=lambda row: (row.status != "open", -row.exposure, row.key))
    turns: dict[str, list[Turn]] = {}
    steps: dict[str, list[Escalation]] = {}
    for turn in sight.rows(Turn):
        turns.setdefault(turn.raid, []).append(turn)
    for step in sight.rows(Escalation):
        steps.setdefault(step.raid, []).append(step)
    return register_json(sight, portfolio, kept, turns, steps)


def _lines(told: list[dict[str, Any]], *, whole: bool) -> Iterator[str]:
    if not told:
        yield "nothing in the register"
    for one in told:
        scored = f"{one['exposure']:>2} = {one['probability']}×{one['impact']}" if one["exposure"] else " -"
        marks = [one["status"] if one["status"] != "open" else "", "review due" if one["review_due"] else ""]
        marks += ["not answered in time" if one["unanswered"] else "", f"seen by {one['visibility']}"]
        told_of = ", ".join(filter(None, marks))
        yield f"{scored}  {one['type']} {one['key']} ({one['client']}): {one['title']}; {told_of}"
        if whole:
            yield from _history(one)


def _history(one: dict[str, Any]) -> Iterator[str]:
    for name in ("owner", "response", "plan", "contingency", "trigger", "raised", "review", "answer_due"):
        if one[name]:
            yield f"  {name.replace('_', ' ')}: {one[name]}"
    for step in one["escalations"]:
        answer = f"answered {step['answered']}: {step['answer']}" if step["answered"] else "no answer yet"
        yield f"  asked {step['contact'] or 'somebody'} at {step['at']}, {step['hours']:g} business hours: {answer}"
    for turn in one["history"]:
        scored = f", {turn['probability']}×{turn['impact']}" if turn["probability"] and turn["impact"] else ""
        plan = f", plan: {turn['plan']}" if turn["plan"] else ""
        yield f"  was {turn['was']} until {turn['at']}: {turn['title']}{scored}{plan}"


def _do(options: Globals, make: Any) -> None:
    options.hold_open("what is done about a risk is nobody's business")
    with options.desk(create=False) as desk:
        edit: Edit = make(desk)
        entry = desk.apply(edit.changes, edit.words)
        say(entry.words if entry else "nothing to change")


@click.command("escalate")
@click.argument("key", type=KEY)
@click.option("--hours", help="Business hours to answer [8].")
@pass_globals
def escalate_command(options: Globals, key: str, hours: str | None) -> None:
    """Put a RAID item before the next contact, in the order of their escalation."""

    def make(desk: Desk) -> Edit:
        from pmdesk.desk.escalating import escalate
        from pmdesk.model.kinds import parse_number

        try:
            return escalate(desk, key, parse_number(hours) if hours is not None else None)
        except ValueError as error:
            raise InputError(f"--hours: {hours!r} {error}") from None

    _do(options, make)


@click.command("answer")
@click.argument("key", type=KEY)
@click.argument("text")
@pass_globals
def answer_command(options: Globals, key: str, text: str) -> None:
    """Note what was answered to the last escalation of a RAID item."""

    def make(desk: Desk) -> Edit:
        from pmdesk.desk.escalating import answer
        from pmdesk.model.kinds import parse_text

        return answer(desk, key, parse_text(text))

    _do(options, make)


@click.command("occurred")
@click.argument("key", type=KEY)
@pass_globals
def occurred_command(options: Globals, key: str) -> None:
    """Say that a risk has become an issue; how it stood is kept."""

    def make(desk: Desk) -> Edit:
        from pmdesk.desk.escalating import occurred
        from pmdesk.model import RaidItem

        row = desk.get(RaidItem, key)
        if row is None:
            raise InputError(f"there is no RAID item {key}")
        return occurred(row)

    _do(options, make)

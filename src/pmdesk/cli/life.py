"""``pmdesk engagement``, ``scale`` and ``feedback``: the life of an engagement from the shell."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import DAY, KEY, Globals, pass_globals, say
from pmdesk.errors import InputError
from pmdesk.model.clean import clean

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.edits import Edit

_OF_ALL = "engagements are led where nobody else looks"


@click.command("engagement")
@click.argument("key", type=KEY)
@click.option("--status", type=click.Choice(["proposed", "active", "paused", "closed"]), help="Make it this.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_globals
def engagement_command(options: Globals, key: str, status: str | None, as_json: bool) -> None:
    """Show how an engagement stands: term, notice, checklists, hours, contacts; or give it another status."""
    from pmdesk.desk import life
    from pmdesk.desk.standing import standing

    options.hold_open(_OF_ALL)
    with options.desk(create=False) as desk:
        if status is not None:
            edit = life.turning(desk, key, status)
            for line in life.warnings_of(desk, edit.changes):
                say(f"warning: {line}", err=True)
            _apply(desk, edit, quiet=as_json)
        told = standing(desk, key)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif status is None:
        for name, value in told.items():
            for line in _lines(name, value):
                say(line)


def _lines(name: str, value: Any) -> list[str]:
    label = f"{name.replace('_', ' '):22}"
    if isinstance(value, list):
        return [f"{label if not at else ' ' * 22}{_flat(item)}" for at, item in enumerate(value)]
    return [] if value in (None, "", {}) else [f"{label}{_flat(value)}"]


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_flat(item)}" for name, item in value.items() if item not in (None, "", []))
    return " ".join(clean(str(value)).split())


def _apply(desk: Desk, edit: Edit, *, quiet: bool = False) -> None:
    entry = desk.apply(edit.changes, edit.words)
    if not quiet:
        say(entry.words if entry else "nothing to change")


@click.command("feedback")
@click.argument("key", type=KEY, metavar="ENGAGEMENT")
@click.argument("who")
@click.argument("score", type=click.IntRange(1, 5))
@click.option("--note", default="", help="What they said.")
@pass_globals
def feedback_command(options: Globals, key: str, who: str, score: int, note: str) -> None:
    """Keep what a client or a vendor (client/KEY, vendor/KEY) thought of an engagement: 1 (bad) to 5 (good)."""
    from pmdesk.desk import life

    options.hold_open(_OF_ALL)
    head, _, party = who.partition("/")
    with options.desk(create=False) as desk:
        _apply(desk, life.scoring(desk, key, f"{head.lower()}/{party.upper()}", score, note))


@click.command("scale")
@click.argument("key", type=KEY, metavar="ENGAGEMENT")
@click.option("--hours", required=True, help="Hours a week in the period.")
@click.option("--from", "first", type=DAY, required=True, help="The first day.")
@click.option("--to", "last", type=DAY, required=True, help="The last day.")
@click.option("--dry-run", is_flag=True, help="Show what it does to my weeks; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_globals
def scale_command(
    options: Globals, key: str, hours: str, first: date, last: date, dry_run: bool, as_json: bool
) -> None:
    """Scale an engagement's hours up or down for a period, and show the weeks that this breaks."""
    from pmdesk.desk import life
    from pmdesk.portfolio import Window

    options.hold_open(_OF_ALL)
    with options.desk(create=False) as desk:
        edit = life.scaling(desk, key, first, last, _number(hours))
        scaled = life.weeks_by(desk, edit, Window(first, min(last, first + timedelta(days=life.FARTHEST))))
        if not dry_run:
            _apply(desk, edit, quiet=as_json)
    pairs = [(was, now) for was, now in zip(scaled.before, scaled.after, strict=True) if was.planned != now.planned]
    if as_json:
        weeks = [
            {"week": now.monday.isoformat(), "was": float(was.planned), "planned": float(now.planned),
             "available": float(now.available)}
            for was, now in pairs
        ]  # fmt: skip
        click.echo(json.dumps({"words": edit.words, "dry_run": dry_run, "weeks": weeks}, ensure_ascii=False, indent=1))
        return
    for was, now in pairs:
        over = "  over" if now in scaled.broken else ""
        say(f"{now.monday}  {was.planned:f} → {now.planned:f} h of {now.available:f} h{over}")


def _number(text: str) -> Decimal:
    from pmdesk.model.kinds import parse_number

    try:
        return parse_number(text.strip())
    except ValueError as error:
        raise InputError(f"--hours: {text!r} {error}") from None

"""``pmdesk start`` and ``pmdesk template``: engagements from templates, templates from engagements."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import DAY, KEY, Globals, pass_globals, say
from pmdesk.errors import InputError
from pmdesk.portfolio import Put

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.edits import Edit
    from pmdesk.model import Noun
    from pmdesk.schedule.conflicts import Conflict

MOST = 60
"""So many of what is made are printed before the rest is counted."""
_OF_ALL = "templates are made where nobody else looks"


@click.command("start")
@click.argument("template", type=KEY)
@click.argument("engagement", type=KEY)
@click.option("--from", "anchor", type=DAY, help="The day that offsets count from [today; the engagement's start].")
@click.option("--to", "end", type=DAY, help="The engagement's last day.")
@click.option("--client", type=KEY, help="Whose engagement it is, where it is to be made.")
@click.option("--name", default="", help="What a new engagement is called [as the template].")
@click.option("--status", type=click.Choice(["proposed", "active"]), help="What it becomes [proposed where it is new].")
@click.option("--vendor", type=KEY, help="Who does what the template leaves to a vendor.")
@click.option("--sites", type=click.Path(path_type=Path), help="A CSV of sites: key, name, wave, days.")
@click.option("--crews", type=click.IntRange(1, 1000), help="Crews at sites at once [the vendor's capacity].")
@click.option("--dry-run", is_flag=True, help="Show what would be made, with its conflicts; make nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_globals
def start_command(
    options: Globals, /, *, anchor: date | None, sites: Path | None, dry_run: bool, as_json: bool, **asked: Any
) -> None:
    """Make an engagement from a template, or fill one that exists: one change, undone at once."""
    from pmdesk.desk.starting import Start, starting
    from pmdesk.exchange import sites as site_list
    from pmdesk.model import Engagement

    options.hold_open("an engagement is made where nobody else looks")
    stops = site_list.read(sites) if sites is not None else ()
    with options.desk(create=False) as desk:
        known = desk.get(Engagement, asked["engagement"])
        day = anchor or (max(known.start, desk.today()) if known is not None else desk.today())
        edit = starting(desk, Start(anchor=day, stops=stops, **asked))
        made = _conflicts(desk, edit)
        if not dry_run:
            desk.apply(edit.changes, edit.words)
    rows = [change.row for change in edit.changes if isinstance(change, Put)]
    if as_json:
        click.echo(json.dumps(_json(rows, made, edit.words, dry_run=dry_run), ensure_ascii=False, indent=1))
        return
    _tell(rows, made)
    say(f"would have {edit.words}" if dry_run else edit.words)


def _conflicts(desk: Desk, edit: Edit) -> tuple[Conflict, ...]:
    """Give the conflicts that the change would make, those of a proposal as if it were won."""
    from pmdesk.desk.life import made_by

    return made_by(desk, edit)


def _tell(rows: list[Noun], made: tuple[Conflict, ...]) -> None:
    from pmdesk.desk.deeds import title_of
    from pmdesk.desk.starting import counted

    say(", ".join(counted(rows)) or "nothing to make")
    for row in rows[:MOST]:
        day = getattr(row, "due", None) or getattr(row, "start", None)
        say(f"  {row.ref:44} {day or '-'!s:10}  {title_of(row)}")
    if len(rows) > MOST:
        say(f"  … and {len(rows) - MOST} more")
    for conflict in made[:MOST]:
        say(f"makes {conflict.severity:6} {conflict.message}")
    if not made:
        say("makes no conflict")


def _json(rows: list[Noun], made: tuple[Conflict, ...], words: str, *, dry_run: bool) -> dict[str, Any]:
    from pmdesk.desk.listing import row_json

    return {
        "words": words,
        "dry_run": dry_run,
        "rows": [{"ref": row.ref, **row_json(row)} for row in rows],
        "makes": [{"id": one.id, "severity": one.severity, "message": one.message} for one in made],
    }


@click.group("template")
def template_command() -> None:
    """List, show, make and remove templates."""


@template_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_globals
def list_command(options: Globals, *, as_json: bool) -> None:
    """List the templates: those of the program, and your own."""
    from pmdesk.desk.starting import templates

    options.hold_open(_OF_ALL)
    with options.desk(create=False) as desk:
        known = templates(desk)
    if as_json:
        rows = [{"key": one.key, "name": one.name, "own": one.is_own} for one in known.values()]
        click.echo(json.dumps({"templates": rows}, ensure_ascii=False, indent=1))
        return
    for one in known.values():
        say(f"{one.key:32} {one.name}{'' if one.is_own else '  (comes with pmdesk)'}")


@template_command.command("show")
@click.argument("key", type=KEY)
@pass_globals
def show_command(options: Globals, key: str) -> None:
    """Print a template as TOML, to be changed and taken in again."""
    from pmdesk.desk.starting import templates

    options.hold_open(_OF_ALL)
    with options.desk(create=False) as desk:
        known = templates(desk)
    if key not in known:
        raise InputError(f"there is no template {key}", f"one of {', '.join(known)}")
    click.echo(known[key].text, nl=False)


@template_command.command("add")
@click.argument("key", type=KEY)
@click.option("--file", "path", type=click.Path(path_type=Path), help="Take it from this TOML file.")
@click.option("--engagement", type=KEY, help="Make it from this engagement; its client's names are taken out.")
@click.option("--name", default="", help="What it is called.")
@pass_globals
def add_template_command(options: Globals, key: str, path: Path | None, engagement: str | None, name: str) -> None:
    """Keep a template: from a file, or made from an engagement."""
    from pmdesk.desk.starting import keeping, recording

    options.hold_open(_OF_ALL)
    if (path is None) == (engagement is None):
        raise InputError("one of --file and --engagement is needed")
    with options.desk(create=False) as desk:
        edit = recording(desk, engagement, key, name) if engagement else keeping(key, _text(path or Path()), desk)
        entry = desk.apply(edit.changes, edit.words)
        say(entry.words if entry else "nothing to change")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or 'is not UTF-8'}") from None


@template_command.command("remove")
@click.argument("key", type=KEY)
@pass_globals
def remove_command(options: Globals, key: str) -> None:
    """Remove a template of your own."""
    from pmdesk.model import Template
    from pmdesk.portfolio import Remove

    options.hold_open(_OF_ALL)
    with options.desk(create=False) as desk:
        row = desk.get(Template, key)
        if row is None:
            raise InputError(f"there is no template {key} of your own")
        desk.apply([Remove(Template, (key,))], f"removed the template {row.name}")
        say(f"removed the template {row.name}")

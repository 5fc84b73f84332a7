"""``pmdesk export``."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import DAY, KEY, Globals, pass_globals, say
from pmdesk.errors import InputError, Refused
from pmdesk.exchange.files import write_lines

if TYPE_CHECKING:
    from pmdesk.desk.calendars import Written

_OF_ALL = "what is of all clients is for the open desk"


@click.group("export")
def export_command() -> None:
    """Write what the store holds: calendars, a workbook."""


@export_command.command("csv")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write the workbook to.")
@click.option("--client", type=KEY, help="Only what this client may see of its own, for it to read.")
@click.option("--allow-mention", is_flag=True, help="Let what names another client pass; that is logged.")
@pass_globals
def csv_command(options: Globals, out: Path, client: str | None, allow_mention: bool) -> None:
    """Write everything as a workbook, fit to be imported again; or what one client may see."""
    audience = options.whose(client) or client
    if audience is None or allow_mention:
        options.hold_open(_OF_ALL)
    if str(out) == "-":
        raise InputError("stdout takes no workbook", "a workbook is a folder")
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file", "a workbook is a folder")
    with options.desk(create=False) as desk:
        if audience is None:
            files = desk.export_workbook(out)
        else:
            files = desk.export_client_workbook(
                out, audience, locked=options.lock is not None, allow_mention=allow_mention
            )
    say(f"{len(files)} files written to {out}")


@export_command.command("ics")
@click.option("--client", type=KEY, help="This client's calendar alone.")
@click.option("--engagement", type=KEY, help="This engagement's calendar alone.")
@click.option("--mine", is_flag=True, help="My own calendar: every client's milestones, my events and leave.")
@click.option("--out", help="A folder, a file, or - for stdout.")
@click.option("--vdir", help="A folder for one file an item (vdirsyncer, khal).")
@click.option("--mode", help="The files' mode, such as 0644 for a folder that a web server reads [0600].")
@click.option("--include", default="milestones,events", show_default=True, help="Also: blackouts, terms.")
@click.option("--as", "form", type=click.Choice(["event", "todo"]), default="event", help="What milestones become.")
@click.option("--alarm", help="Alarms ahead of the start, such as 1d,1w.")
@click.option("--from", "first", type=DAY, help="The first day [all].")
@click.option("--to", "last", type=DAY, help="The last day [all].")
@click.option("--allow-mention", is_flag=True, help="Let what names another client pass; that is logged.")
@click.option("--diff", is_flag=True, help="Say what would be added, moved, cancelled and left alone; write nothing.")
@pass_globals
def ics_command(
    options: Globals, /, *, out: str | None, vdir: str | None, mode: str | None, diff: bool, **asked: Any
) -> None:
    """Write milestone calendars: one file a client, or the one that is named."""
    from pmdesk.exchange.ics.files import parse_mode
    from pmdesk.exchange.ics.request import Request, parse_alarms, parse_include

    if out is None and vdir is None and not diff:
        raise InputError("--out is missing", "a folder, a file, or - for stdout")
    if options.whose(asked["client"]) is not None:
        _hold_lock(options, asked)
    request = Request(
        client=asked["client"],
        engagement=asked["engagement"],
        mine=asked["mine"],
        include=parse_include(asked["include"]),
        form=asked["form"],
        alarms=parse_alarms(asked["alarm"]) if asked["alarm"] else None,
        diff=diff,
        first=asked["first"],
        last=asked["last"],
    )
    bits = parse_mode(mode) if mode else None
    wanted = [(request, out)] if out is not None or diff else []
    wanted += [(replace(request, vdir=True), vdir)] if vdir is not None and not diff else []
    with options.desk(create=False) as desk:
        if request.engagement is not None:
            options.hold_engagement(desk, request.engagement)
        try:
            for one, place in wanted:
                for written in desk.export_ics(one, place or "", mode=bits, allow_mention=asked["allow_mention"]):
                    _tell(written, diff=diff, quiet=place == "-")
        except Refused as error:
            if options.lock is None:
                raise
            words = f"the calendar of {options.lock} names another client; look at it where nobody else does"
            raise Refused([words]) from error


def _hold_lock(options: Globals, asked: dict[str, Any]) -> None:
    """Narrow to the locked client what was asked for; InputError where that can't be."""
    if asked["mine"] or asked["allow_mention"]:
        options.hold_open(_OF_ALL)
    if asked["engagement"] is None:
        asked["client"] = options.lock


def _tell(written: Written, *, diff: bool, quiet: bool) -> None:
    if diff:
        for difference in written.differences:
            if difference.act != "same":
                say(f"{written.name}: {difference}")
    counts = Counter(difference.act for difference in written.differences)
    counts["same"] += written.same
    summary = ", ".join(f"{counts[act]} {word}" for act, word in _WORDS.items() if counts[act]) or "nothing in it"
    state = "" if diff else ": unchanged" if written.files and not written.rewritten else ": written"
    if not quiet:
        say(f"{written.name}{state} ({summary})")


_WORDS = {"add": "new", "move": "moved", "change": "changed", "cancel": "cancelled", "same": "as told before"}


@export_command.command("json")
@click.option("--out", type=click.Path(path_type=Path, allow_dash=True), required=True, help="The file; - is stdout.")
@pass_globals
def json_command(options: Globals, out: Path) -> None:
    """Write everything that the store holds, the journal included, as a dump."""
    options.hold_open(_OF_ALL)
    with options.desk(create=False) as desk:
        if str(out) == "-":
            for line in desk.export_dump():
                click.echo(line, nl=False)
            return
        write_lines(out, desk.export_dump())
    say(f"dump written to {out}")


@export_command.command("time")
@click.option("--client", type=KEY, help="Whose hours [that of the engagement].")
@click.option("--engagement", type=KEY, help="This engagement's hours alone.")
@click.option("--period", help="week, last-week, month, last-month, quarter, 2026-W48, 2026-11 or DAY..DAY [all].")
@click.option("--out", default="-", help="A file, or - for stdout [-].")
@click.option("--allow-mention", is_flag=True, help="Let it name another client; that is logged.")
@pass_globals
def time_command(
    options: Globals, client: str | None, engagement: str | None, period: str | None, out: str, allow_mention: bool
) -> None:
    """Write the hours worked for a client as CSV, for the invoice."""
    from pmdesk.desk.timesheets import time_sheet
    from pmdesk.model import Engagement
    from pmdesk.reports.period import read_period

    options.hold_open("no client sees hours but on an invoice")
    with options.desk(create=False) as desk:
        known = desk.get(Engagement, engagement) if engagement is not None else None
        audience = client or (known.client if known is not None else None)
        if audience is None:
            raise InputError(f"there is no engagement {engagement}" if engagement else "--client is missing")
        days = read_period(period, desk.today()) if period else None
        sheet = time_sheet(desk, audience, days, engagement=engagement, by="command", allow_mention=allow_mention)
    if out == "-":
        click.echo(sheet.text, nl=False)
        return
    write_lines(Path(out), [sheet.text])
    say(f"{sheet.hours:f} h in {sheet.count} entries written to {out}")


@export_command.command("timeline")
@click.option("--client", type=KEY, required=True, help="The client whose timeline it is, and who may read it.")
@click.option("--out", default="-", help="A file (.html or .svg), or - for stdout [-].")
@click.option("--format", "form", type=click.Choice(["html", "svg"]), help="[html, or what --out ends with]")
@click.option("--templates", type=click.Path(path_type=Path), help="A folder with templates of your own.")
@click.option("--allow-mention", is_flag=True, help="Let it name another client; that is logged.")
@pass_globals
def timeline_command(options: Globals, /, *, client: str, out: str, form: str | None, **asked: Any) -> None:
    """Write a client's timeline as one page that needs nothing else."""
    from pmdesk.desk.timelines import TimelinePage

    wanted = form or ("svg" if out.lower().endswith(".svg") else "html")
    with options.desk(create=False) as desk:
        text = desk.timeline_page(TimelinePage(client, wanted, lock=options.lock, **asked))
    if out == "-":
        click.echo(text, nl=False)
        return
    place = Path(out) / f"{client}-timeline.{wanted}" if Path(out).is_dir() else Path(out)
    write_lines(place, [text])
    say(f"timeline written to {place}")

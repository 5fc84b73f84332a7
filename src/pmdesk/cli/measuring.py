"""``pmdesk measure`` and ``pmdesk request``: measures computed from the store, and the requests SLAs are counted by."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import DAY, KEY, Globals, pass_globals, say
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.edits import Edit
    from pmdesk.model import Measurement

_OF_ALL = "measures are taken where nobody else looks"


@click.command("measure")
@click.argument("keys", nargs=-1, type=KEY, metavar="[KPI]…")
@click.option("--by", "rule", help="Its rule: on-time, median-slip, response-median, response-worst, typed.")
@click.option("--on", "day", type=DAY, help="The day, with its period up to it [today].")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded; record nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_globals
def measure_command(
    options: Globals, /, *, keys: tuple[str, ...], rule: str | None, day: date | None, dry_run: bool, as_json: bool
) -> None:
    """Record the measures that are computed: on-time milestones, median slip, responses in business hours."""
    from pmdesk.desk import measuring

    options.hold_open(_OF_ALL)
    if rule is not None and not keys:
        raise InputError("--by needs a KPI", "pmdesk measure ACME-UP --by on-time")
    with options.desk(create=False) as desk:
        for key in keys if rule is not None else ():
            _apply(desk, measuring.ruling(desk, key, rule or ""), quiet=as_json)
        found = () if rule == "typed" else measuring.measured(desk, day or desk.today(), keys)
        if not dry_run:
            edit = measuring.recording(found)
            desk.apply(edit.changes, edit.words)
    if as_json:
        told = {"as_of": (day or desk.today()).isoformat(), "measurements": [_json(row) for row in found]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for row in found:
        say(f"{row.kpi}: {row.value:f} on {row.date} ({row.note})")
    if not found and rule != "typed":
        say("nothing to measure: no KPI is computed, or nothing happened in its period")


def _json(row: Measurement) -> dict[str, Any]:
    return {"kpi": row.kpi, "date": row.date.isoformat(), "value": float(row.value), "note": row.note}


def _apply(desk: Desk, edit: Edit, *, quiet: bool = False) -> None:
    entry = desk.apply(edit.changes, edit.words)
    if not quiet:
        say(entry.words if entry else "nothing to change")


@click.command("request")
@click.argument("step", type=click.Choice(["open", "answer", "pause", "resume"]))
@click.argument("key", type=KEY, metavar="KPI|REQUEST")
@click.argument("title", required=False, default="")
@click.option("--at", "moment", metavar="YYYY-MM-DDTHH:MM", help="Wall time where its calendar is [now].")
@pass_globals
def request_command(options: Globals, step: str, key: str, title: str, moment: str | None) -> None:
    """Open a request under an SLA (with the KPI's key and a title); answer, pause or resume one (with its own key).

    Pauses and nights don't count: hours are those of the vendor's calendar, else the client's.
    """
    from pmdesk.desk import measuring

    options.hold_open(_OF_ALL)
    if step == "open" and not title.strip():
        raise InputError("the request needs a title", "pmdesk request open ACME-RESP 'Router dead'")
    with options.desk(create=False) as desk:
        at = _stamp(moment) if moment else _now(desk, key, is_new=step == "open")
        edit = measuring.opening(desk, key, title, at) if step == "open" else measuring.stepping(desk, key, step, at)
        _apply(desk, edit)
        if step == "open":
            say(edit.changes[0].ref)


def _stamp(text: str) -> datetime:
    from pmdesk.model.kinds import parse_stamp

    try:
        return parse_stamp(text)
    except ValueError as error:
        raise InputError(f"--at: {text!r} {error}") from None


def _now(desk: Desk, key: str, *, is_new: bool) -> datetime:
    """Give the wall time of now where the calendar of a KPI, or of a request's KPI, is."""
    from pmdesk.model import Kpi, Request
    from pmdesk.portfolio import Window
    from pmdesk.schedule.business import calendar_of
    from pmdesk.schedule.working import Calendars

    request = None if is_new else desk.get(Request, key)
    kpi = desk.get(Kpi, request.kpi if request else key)
    portfolio = desk.portfolio(Window(desk.today(), desk.today()))
    vendor, engagement = (kpi.vendor, kpi.engagement) if kpi else (None, None)
    place = calendar_of(portfolio, Calendars(portfolio), vendor, engagement).place
    return desk.now().astimezone(place.info).replace(tzinfo=None, second=0, microsecond=0)

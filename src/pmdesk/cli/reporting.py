"""``pmdesk report``."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import KEY, Globals, pass_globals, say
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.reports.view import StatusView


@click.command("report")
@click.argument("target", metavar="ENGAGEMENT|CLIENT", type=KEY)
@click.option("--format", "form", type=click.Choice(["md", "html"]), help="[md, or what --out ends with]")
@click.option("--period", help="week, last-week, month, last-month, quarter, 2026-W48, 2026-11, 2026-Q4 or DAY..DAY.")
@click.option("--out", default="-", help="A file, a folder, or - for stdout [-].")
@click.option("--rag", "level", type=click.Choice(["green", "amber", "red"]), help="Set the light by hand.")
@click.option("--reason", default="", help="Why it is set by hand; it stands in the report.")
@click.option("--why", multiple=True, metavar="MILESTONE=TEXT", help="Why a milestone has moved (repeatable).")
@click.option("--templates", type=click.Path(path_type=Path), help="A folder with templates of your own.")
@click.option("--allow-mention", is_flag=True, help="Let it name another client; that is logged.")
@click.option("--json", "as_json", is_flag=True, help="Print what the report says as one JSON object; keep nothing.")
@click.option("--draft", is_flag=True, help="Don't keep it as sent.")
@pass_globals
def report_command(
    options: Globals, /, *, target: str, out: str, draft: bool, allow_mention: bool, as_json: bool, **asked: Any
) -> None:
    """Write the status report of an engagement, or of all engagements of a client, for the client to read.

    Lights by thresholds. Schedule: red where a milestone is 7 days late, or a go-live due 14 days after its baseline;
    amber where one is late, at-risk, or due 5 days after its baseline. Measures: red where an SLA is missed, or a KPI
    is missed and past its warning; amber where a KPI is missed or a measure past its warning. Risks: red from an
    exposure of 20, or an issue's impact of 5; amber from 12, and 3. The whole is as bad as the worst of them.
    """
    from pmdesk.desk.reporting import Asked

    form = asked["form"] or ("html" if out.lower().endswith((".html", ".htm")) else "md")
    request = Asked(
        target=target,
        form=form,
        period=asked["period"],
        level=asked["level"],
        reason=asked["reason"],
        why=dict(_reason(text) for text in asked["why"]),
        templates=asked["templates"],
        lock=options.lock,
    )
    if request.reason and request.level is None:
        raise InputError("--reason goes with --rag")
    with options.desk(create=False) as desk:
        report = desk.report(request)
        desk.let_report_pass(report, allow_mention=allow_mention)
        text = view_json(report.status.view) if as_json else report.text
        place = _write(out, f"{report.name}.json" if as_json else report.name, text)
        if not draft and not as_json:
            desk.keep_report(report)
    for note in report.notes:
        say(f"for you: {note}", err=True)
    if place is not None:
        say(f"report written to {place}")


def view_json(view: StatusView) -> str:
    """Give what a report says as JSON: the fields of ``reports.view``, days as ``YYYY-MM-DD``."""
    return json.dumps(asdict(view), ensure_ascii=False, indent=1, default=date.isoformat) + "\n"


def _reason(text: str) -> tuple[str, str]:
    key, equals, reason = text.partition("=")
    if not equals or not reason.strip():
        raise InputError(f"--why {text!r} gives no reason", "--why ACME-POS.UAT='the test lab burnt down'")
    return key.strip().upper(), reason.strip()


def _write(out: str, name: str, text: str) -> Path | None:
    """Write a page to a file, into a folder, or to stdout; gives the file."""
    from pmdesk.exchange.files import write_lines

    if out == "-":
        click.echo(text, nl=False)
        return None
    place = Path(out) / name if Path(out).is_dir() else Path(out)
    write_lines(place, [text])
    return place

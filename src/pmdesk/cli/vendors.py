"""``pmdesk vendors``, ``rate`` and ``selections``: records from evidence, ratings, choices between candidates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import DAY, KEY, Globals, pass_globals, say
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.sight import Sight


def seen_by(options: Globals, desk: Desk) -> Sight:
    """Give what may be asked for: under a lock what that client sees."""
    from pmdesk.desk.locked import LockedDesk

    return LockedDesk(desk, options.lock) if options.lock is not None else desk


def print_json(told: Any) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))


@click.command("vendors")
@click.argument("key", type=KEY, required=False)
@click.option("--slip", type=click.IntRange(1, 365), metavar="DAYS", help="Who is hit if KEY slips by so many days.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@pass_globals
def vendors_command(options: Globals, key: str | None, slip: int | None, as_json: bool) -> None:
    """Show vendors with load over 12 weeks, clients served and their record; with KEY one of them."""
    from pmdesk.desk import vendors
    from pmdesk.model import Vendor

    with options.desk(create=False) as desk:
        sight = seen_by(options, desk)
        rows = sight.rows(Vendor) if key is None else [_vendor(sight, key)]
        if slip is not None:
            if key is None:
                raise InputError("--slip asks of one vendor", "pmdesk vendors KEY --slip 5")
            told: Any = vendors.slip_json(sight.portfolio(None), key, slip)
        else:
            records, portfolio = vendors.records(sight), sight.portfolio(_weeks(sight.today()))
            every = [vendors.vendor_json(sight, row, records[row.key], portfolio) for row in rows]
            if options.lock is not None:
                every = [
                    {name: one[name] for name in one if name not in {"capacity", "weeks", "rating"}} for one in every
                ]
            told = every if key is None else every[0]
    if as_json:
        print_json(told)
        return
    for line in _slip_lines(told) if slip is not None else _vendor_lines(told if key is None else [told], key):
        say(line)


def _weeks(today: date) -> Any:
    from pmdesk.portfolio import Window

    return Window.of_days(today, 7 * 13)


def _vendor(sight: Sight, key: str) -> Any:
    from pmdesk.model import Vendor

    row = sight.get(Vendor, key)
    if row is None:
        raise InputError(f"there is no vendor {key}")
    return row


def _vendor_lines(every: list[dict[str, Any]], key: str | None) -> Iterator[str]:
    if not every:
        yield "no vendors"
    for one in every:
        record = one["record"]
        yield f"{one['key']}: {one['name']}" + (f" ({one['services']})" if one["services"] else "")
        if "weeks" in one:
            weeks = " ".join(f"{week['taken']:g}{'!' if week['over'] else ''}" for week in one["weeks"])
            yield f"  12 weeks, of {one['capacity']:g}: {weeks}"
        yield f"  serves {', '.join(one['clients']) or 'nobody'}"
        if record["on_time"] is not None:
            late = f", {len(record['late'])} late now" if record["late"] else ""
            slip = f"slip {record['slip_days']:g} days, the median; {record['worst_slip_days']} at worst"
            yield f"  on time {record['on_time'] * 100:.0f} %: {record['kept']} of {record['due']} kept{late}; {slip}"
        if record["sla_measured"]:
            yield f"  SLA: {record['sla_met']} of {record['sla_measured']} measurements met"
        if record["rework"]:
            yield f"  rework: {record['rework']} times done and opened again"
        if one.get("rating", {}).get("mean") is not None:
            yield f"  rated {one['rating']['mean']:.1f} of 5"
            if key is not None:
                yield from (_criterion(part) for part in one["rating"]["criteria"])


def _criterion(part: dict[str, Any]) -> str:
    note = f": {part['note']}" if part["note"] else ""
    return f"    {part['criterion']} {part['score']:g} ×{part['weight']:g}{note}"


def _slip_lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['vendor']} {told['days']} days later hits {', '.join(told['clients']) or 'nobody'}"
    for hit in told["hits"]:
        moved = (
            f"{hit['was']} -> {hit['now']}" if hit["was"] != hit["now"] else f"{hit['was']}, before the work is done"
        )
        yield f"  {hit['client']} {hit['ref']} {hit['how']}: {moved}"


@click.command("rate")
@click.argument("vendor", type=KEY)
@click.argument("criterion")
@click.argument("score", type=click.IntRange(1, 5))
@click.option("--weight", default="1", help="How many times it counts [1].")
@click.option("--note", default="", help="Why.")
@click.option("--date", "day", type=DAY, help="The day of the rating [today].")
@pass_globals
def rate_command(
    options: Globals, vendor: str, criterion: str, score: int, weight: str, note: str, day: date | None
) -> None:
    """Rate a vendor from 1 (bad) to 5 (good) by a criterion; of each the newest score counts."""
    from pmdesk.model import Rating
    from pmdesk.model.kinds import parse_text
    from pmdesk.portfolio import Put

    options.hold_open("what I think of a vendor is nobody's business")
    if not parse_text(criterion).strip():
        raise InputError("a rating needs a criterion")
    with options.desk(create=False) as desk:
        row = _vendor(desk, vendor)
        made = Rating(
            vendor, day or desk.today(), parse_text(criterion).strip(), score, _number(weight), parse_text(note)
        )
        entry = desk.apply([Put(made)], f"rated {row.name} {score} of 5 by {made.criterion}")
        say(entry.words if entry else "that is its rating already")


def _number(text: str) -> Decimal:
    from pmdesk.model.kinds import parse_number

    try:
        return parse_number(text.strip())
    except ValueError as error:
        raise InputError(f"{text!r} {error}") from None


@click.command("selections")
@click.argument("key", type=KEY, required=False)
@click.option("--choose", type=KEY, metavar="CANDIDATE", help="Decide for this candidate.")
@click.option("--reason", default="", help="Why; goes with --choose.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@pass_globals
def selections_command(options: Globals, key: str | None, choose: str | None, reason: str, as_json: bool) -> None:
    """Show choices between candidates, the best first; with --choose decide one."""
    from pmdesk.desk import vendors
    from pmdesk.model import Candidate, Selection

    options.hold_open("who stands in a choice is nobody's business")
    with options.desk(create=False) as desk:
        rows = desk.rows(Selection) if key is None else desk.rows(Selection, key=key)
        if key is not None and not rows:
            raise InputError(f"there is no selection {key}")
        if choose is not None:
            if key is None:
                raise InputError("--choose decides one choice", "pmdesk selections KEY --choose CANDIDATE --reason …")
            edit = vendors.choose(rows[0], desk.rows(Candidate), choose, reason, desk.today())
            desk.apply(edit.changes, edit.words)
            rows = desk.rows(Selection, key=key)
        told = [vendors.selection_json(row, desk.rows(Candidate, selection=row.key)) for row in rows]
    if as_json:
        print_json(told if key is None else told[0])
        return
    for line in _selection_lines(told):
        say(line)


def _selection_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    if not told:
        yield "no selections"
    for one in told:
        weights = ", ".join(f"{name} ×{weight:g}" for name, weight in one["criteria"].items())
        decided = f", decided {one['decided_on']}: {one['decision']}" if one["status"] == "decided" else ""
        yield f"{one['key']}: {one['title']} ({weights}){decided}"
        for row in one["candidates"]:
            total = f"{row['total']:.2f}" if row["total"] is not None else "-"
            missing = f", without {', '.join(row['missing'])}" if row["missing"] else ""
            verdict = f" [{row['verdict']}]" if row["verdict"] != "open" else ""
            scores = ", ".join(f"{name} {score:g}" for name, score in row["scores"].items())
            yield f"  {total} {row['key']} {row['name']}{verdict}: {scores}{missing}"

"""``pmdesk bid``: can I take it."""

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
    from pmdesk.schedule.bid import Bid

MOST = 12
"""Breaks and changes that are printed before the rest is counted."""
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@click.command("bid")
@click.option("--hours", required=True, help="Hours a week.")
@click.option("--from", "first", type=DAY, required=True, help="The first day.")
@click.option("--to", "last", type=DAY, required=True, help="The last day.")
@click.option("--vendor", "vendors", multiple=True, metavar="KEY[:UNITS]", help="Crews for the term (repeatable).")
@click.option("--date", "dates", type=DAY, multiple=True, help="A date that is promised (repeatable).")
@click.option("--with", "proposed", type=KEY, multiple=True, help="Count this proposed engagement too (repeatable).")
@click.option("--client", type=KEY, help="Whose calendar the dates must suit [mine].")
@click.option("--engagement", type=KEY, help="Ask it of this one: its hours in these days become --hours.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@pass_globals
def bid_command(options: Globals, /, *, as_json: bool, proposed: tuple[str, ...], **asked: Any) -> int:
    """Say whether so many hours a week fit, which weeks break, and the first starts that fit."""
    from pmdesk.desk import bidding

    if options.lock is not None:
        raise InputError(f"this is locked to {options.lock}", "no client sees what I have left to give")
    bid = read_bid(**asked)
    with options.desk(create=False) as desk:
        answer = desk.bid(bid, with_=frozenset(proposed))
        told = bidding.as_json(answer, bid, desk.today())
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in lines(told):
            say(line)
    return 0


def read_bid(
    hours: str, first: date, last: date, vendors: tuple[str, ...], dates: tuple[date, ...], client: str | None,
    engagement: str | None,
) -> Bid:  # fmt: skip
    """Read what was asked; InputError says what is wrong."""
    from pmdesk.schedule.bid import Bid

    crews = tuple(_vendor(text) for text in vendors)
    return Bid(_number("--hours", hours), first, last, dates, crews, client, engagement)


def _number(option: str, text: str) -> Decimal:
    from pmdesk.model.kinds import parse_number

    try:
        return parse_number(text.strip())
    except ValueError as error:
        raise InputError(f"{option}: {text!r} {error}") from None


def _vendor(text: str) -> tuple[str, Decimal]:
    from pmdesk.model.kinds import parse_key

    key, _, units = text.partition(":")
    try:
        return parse_key(key.strip()), _number("--vendor", units) if units else Decimal(1)
    except ValueError as error:
        raise InputError(f"--vendor: {key!r} {error}") from None


def lines(told: dict[str, Any]) -> Iterator[str]:
    """Give the answer in words."""
    asked = f"{_hours(told['hours'])} h a week, {_day(told['from'])} – {_day(told['to'])}"
    yield f"{asked}: {told['verdict']}"
    yield from _part([_break(one) for one in told["breaks"]], "  breaks ")
    yield from _part([_change(one) for one in told["changes"]], "  change ")
    if told["breaks"]:
        yield f"  all weeks have room for {_hours(told['most_hours'])} h a week"
    starts = ", ".join(_day(day) for day in told["starts"])
    yield f"  first starts that fit: {starts or 'none in the two years looked at'}"


def _part(found: list[str], head: str) -> Iterator[str]:
    yield from (head + line for line in found[:MOST])
    if len(found) > MOST:
        yield f"{head}and {len(found) - MOST} more: --json has them all"


def _break(one: dict[str, Any]) -> str:
    days = _day(one["start"]) + (f" – {_day(one['end'])}" if one["end"] != one["start"] else "")
    numbers = f" ({_hours(one['peak'])} of {_hours(one['limit'])})" if one["peak"] is not None else ""
    because = ", ".join(ref.partition("/")[2] for ref in one["because"])
    return f"{days}: {one['reason']}{numbers}{f'; not without {because}' if because else ''}"


def _change(one: dict[str, Any]) -> str:
    if one["kind"] == "hours":
        return f"week of {_day(one['week'])}: {_hours(one['now'])} h instead of {_hours(one['was'])} h"
    if one["kind"] == "date":
        return f"{_day(one['was'])} moves to {_day(one['now'])}"
    return f"vendor {one['now']} instead of {one['was']}"


def _hours(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {_MONTHS[day.month]} {day.year}"

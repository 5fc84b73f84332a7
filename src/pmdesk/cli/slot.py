"""``pmdesk slot``: the next times at which everyone is at work and free."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import DAY, KEY, Globals, pass_globals, say
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.desk.mending import Times

_LENGTH = re.compile(r"(?:(?P<hours>\d{1,2}(?:\.\d{1,2})?)h)?(?:(?P<minutes>\d{1,4})m(?:in)?)?\Z", re.ASCII)
_MOST = 24 * 60


class _Vendors(click.Command):
    """A command whose ``--with`` takes all keys that follow it: ``--with FIBRE VOLT --from 2026-12-01``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``--with`` before each of its keys; the length, which is no key, may stand anywhere."""
        found: list[str] = []
        listing = fresh = False
        for part in args:
            if part == "--with":
                listing = fresh = True
            elif part.startswith("-") or not listing or (not fresh and _LENGTH.match(part.lower())):
                listing = False
                found.append(part)
            else:
                found += ["--with", part]
                fresh = False
        return super().parse_args(ctx, found)


@click.command("slot", cls=_Vendors)
@click.argument("length", metavar="LENGTH")
@click.option("--client", type=KEY, help="Inside this client's working hours too.")
@click.option("--with", "vendors", type=KEY, multiple=True, help="Inside the hours of these vendors too.")
@click.option("--from", "first", type=DAY, help="The first day [today].")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@pass_globals
def slot_command(options: Globals, /, *, length: str, as_json: bool, **asked: Any) -> int:
    """Find the next three times when everyone is at work and nobody is busy, in each one's zone.

    pmdesk slot 45m --client ACME --with FIBRE
    """
    from pmdesk.desk.mending import slots

    minutes = _minutes(length)
    client: str | None = asked["client"]
    if options.lock is not None and (client not in {None, options.lock} or asked["vendors"]):
        raise InputError(f"this is locked to {options.lock}")
    with options.desk(create=False) as desk:
        first: date = asked["first"] or desk.today()
        found = slots(desk, minutes, client or options.lock, asked["vendors"], first)
    if as_json:
        _print_json(found)
    else:
        for one in found:
            _show(one)
    if not found:
        say(f"no time of {length} in the 120 days from {first}", err=True)
    return 0


def _minutes(text: str) -> int:
    """Read ``45m``, ``1h``, ``1.5h``, ``1h30m``."""
    match = _LENGTH.match(text.strip().lower())
    total = float(match["hours"] or 0) * 60 + int(match["minutes"] or 0) if match else 0
    if total != int(total) or not 0 < total <= _MOST:
        raise InputError(f"{text!r} is no length", "want 45m, 1h, 1h30m, up to 24h")
    return int(total)


def _show(one: Times) -> None:
    for place, (name, zone, start, end) in enumerate(one.by_who):
        head = f"{start:%a} {start.day} {start:%b %Y}" if place == 0 else ""
        other = f" ({start:%a} {start.day} {start:%b})" if start.date() != one.by_who[0][2].date() else ""
        say(f"{head:16} {start:%H:%M}-{end:%H:%M}  {name}, {zone}{other}")


def _print_json(found: list[Times]) -> None:
    import json

    rows = [
        {
            "start": f"{one.start:%Y-%m-%dT%H:%M:%SZ}",
            "end": f"{one.end:%Y-%m-%dT%H:%M:%SZ}",
            "local": [
                {"who": name, "timezone": zone, "start": f"{start:%Y-%m-%dT%H:%M}", "end": f"{end:%Y-%m-%dT%H:%M}"}
                for name, zone, start, end in one.by_who
            ],
        }
        for one in found
    ]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))

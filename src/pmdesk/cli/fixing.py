"""``pmdesk fixes``, ``fix`` and ``waive``."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pmdesk.cli.conflicts import DAYS
from pmdesk.cli.options import DAY, KEY, Globals, pass_globals, say
from pmdesk.errors import InputError
from pmdesk.portfolio import Window

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.ways_out import WayOut
    from pmdesk.schedule.fixes import Bench, Fix

F = TypeVar("F", bound=Callable[..., Any])
NONE = "no fix is known: pmdesk waive accepts it with a reason"


def _where(command: F) -> F:
    """Add the options that say in which conflicts to look, as ``pmdesk conflicts`` has them."""
    for option in (
        click.option("--with", "proposed", type=KEY, multiple=True, help="Count this proposed engagement too."),
        click.option("--to", "last", type=DAY, help="The last day [180 days after the first]."),
        click.option("--from", "first", type=DAY, help="The first day [today]."),
    ):
        command = option(command)
    return command


@click.command("fixes")
@click.argument("conflict", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@_where
@pass_globals
def fixes_command(options: Globals, /, *, conflict: str, as_json: bool, **asked: Any) -> None:
    """List what would clear or ease a conflict, nearest first, and what else it would do."""
    from pmdesk.desk.mending import fixes_of
    from pmdesk.schedule.fixes import fix_json

    with options.desk(create=False) as desk:
        if options.lock is not None:
            _locked_fixes(desk, options.lock, conflict, as_json=as_json, **asked)
            return
        bench = _bench(desk, **asked)
        found = fixes_of(desk, bench, conflict)
        if as_json:
            click.echo(json.dumps([fix_json(bench.portfolio, fix) for fix in found], ensure_ascii=False, indent=1))
            return
        say(bench.conflict(conflict).message)
    for number, fix in enumerate(found, 1):
        _show(number, fix)
    if not found:
        say(NONE)


def _locked_fixes(
    desk: Desk, lock: str, conflict: str, *, as_json: bool, proposed: tuple[str, ...], **days: date | None
) -> None:
    from pmdesk.cli import fixing_locked

    found = fixing_locked.locked(desk, lock, proposed).ways_out(_window(desk, **days), conflict)
    if as_json:
        click.echo(json.dumps([fixing_locked.way_json(way) for way in found], ensure_ascii=False, indent=1))
        return
    for number, way in enumerate(found, 1):
        fixing_locked.show(number, way)
    if not found:
        say(NONE)


def _show(number: int, fix: Fix) -> None:
    say(f"{number:3} {fix.effect:6} {fix.proposal}")
    for word, conflicts in (("clears", fix.outcome.cleared), ("makes", fix.outcome.made)):
        for one in conflicts:
            say(f"           {word:6} {one.severity:6} {one.message}")


@click.command("fix")
@click.argument("conflict", metavar="ID")
@click.argument("number", metavar="[N]", type=click.IntRange(min=1), default=1)
@_where
@pass_globals
def fix_command(options: Globals, /, *, conflict: str, number: int, **asked: Any) -> None:
    """Do the N-th fix of a conflict [1], as the fixes command numbers them."""
    from pmdesk.desk.mending import apply_fix

    with options.desk(create=False) as desk:
        if options.lock is not None:
            way = _locked_fix(desk, options.lock, conflict, number, **asked)
            say(f"{way.edit.words} ({way.effect} it; pmdesk undo takes it back)")
            return
        fix, _ = apply_fix(desk, _bench(desk, **asked), conflict, number)
    say(f"{fix.words} ({fix.effect} it; pmdesk undo takes it back)")
    for one in fix.outcome.made:
        say(f"makes {one.severity} {one.message}")


def _locked_fix(
    desk: Desk, lock: str, conflict: str, number: int, *, proposed: tuple[str, ...], **days: date | None
) -> WayOut:
    from pmdesk.cli import fixing_locked

    return fixing_locked.apply(fixing_locked.locked(desk, lock, proposed), _window(desk, **days), conflict, number)


@click.command("waive")
@click.argument("conflict", metavar="ID")
@click.option("--reason", help="Why it is accepted.")
@click.option("--until", type=DAY, help="The last day on which an occurrence may begin.")
@click.option("--remove", is_flag=True, help="Take the waiver back.")
@_where
@pass_globals
def waive_command(
    options: Globals, /, *, conflict: str, reason: str | None, until: date | None, remove: bool, **asked: Any
) -> None:
    """Accept a conflict with a reason and a last day, as bad as it is now; or take that back."""
    from pmdesk.desk.mending import unwaive, waive

    if remove and (reason is not None or until is not None):
        raise InputError("--remove goes without --reason and --until")
    if not remove and (reason is None or until is None):
        raise InputError("--reason and --until are missing" if reason is None is until else _missing(reason))
    with options.desk(create=False) as desk:
        if options.lock is not None:
            say(_locked_waive(desk, options.lock, conflict, reason, until, **asked))
            return
        if remove:
            say(f"{conflict} is waived no more (was: {unwaive(desk, conflict).reason})")
            return
        left = waive(desk, _bench(desk, **asked), conflict, reason or "", until or date.max)
    if left.waived is not None:
        say(f"waived until {until}: {left.message}")
    else:
        say(f"waived until {until}; what begins later is left: {left.message}")


def _missing(reason: str | None) -> str:
    return "--reason is missing" if reason is None else "--until is missing"


def _locked_waive(
    desk: Desk, lock: str, conflict: str, reason: str | None, until: date | None, *, proposed: tuple[str, ...],
    **days: date | None,
) -> str:  # fmt: skip
    from pmdesk.cli import fixing_locked

    asked = fixing_locked.locked(desk, lock, proposed)
    return fixing_locked.waive(asked, _window(desk, **days), conflict, reason, until or date.max)


def _bench(desk: Desk, *, proposed: tuple[str, ...], **days: date | None) -> Bench:
    from pmdesk.desk.mending import bench_of

    return bench_of(desk, _window(desk, **days), proposed)


def _window(desk: Desk, *, first: date | None, last: date | None) -> Window:
    """Give the days in which conflicts are looked for."""
    begin = first or desk.today()
    try:
        end = last or begin + timedelta(days=DAYS)
    except OverflowError:
        end = date.max
    if end < begin:
        raise InputError(f"--to {end} is before --from {begin}")
    return Window(begin, end)

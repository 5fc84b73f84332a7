"""``pmdesk sync``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import Globals, pass_globals, say
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.syncing import Asked, Progress, Remotes, Synced
    from pmdesk.desk.syncing.offers import Offer
    from pmdesk.portfolio.remote import Binding

ME = "me"


def _audience(options: Globals, name: str) -> str:
    """Read whose calendar is meant: ``me``, or a client's key."""
    from pmdesk.audience import MINE, of_client
    from pmdesk.model.kinds import parse_key

    if name.casefold() == ME:
        options.hold_open("my own calendar is of all clients")
        return MINE
    try:
        key: str = parse_key(name)
    except ValueError as error:
        raise InputError(f"{name!r} {error}") from error
    options.whose(key)
    return of_client(key)


def _remotes(options: Globals, desk: Desk) -> Remotes:
    if options.lock is None:
        return desk.remotes()
    from pmdesk.desk.locked import LockedDesk

    return LockedDesk(desk, options.lock).remotes()


@click.group("sync", invoke_without_command=True)
@click.option("--client", "clients", multiple=True, help="This client's calendar alone (me: my own).")
@click.option("--dry-run", is_flag=True, help="Say what would be sent and what others changed; write nothing.")
@click.option("--allow-mass-delete", is_flag=True, help="Go on where more than half of a calendar would go.")
@click.option("--allow-mention", is_flag=True, help="Let what names another client pass; that is logged.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def sync_command(ctx: click.Context, /, *, clients: tuple[str, ...], as_json: bool, **asked: bool) -> None:
    """Bring calendars on CalDAV servers up to date; what others changed there waits for you as proposals.

    The password comes from the system's keyring (pmdesk sync password KEY) or from PMDESK_CALDAV_PASSWORD.
    """
    if ctx.invoked_subcommand is not None:
        return
    from pmdesk.desk.syncing import Asked

    options: Globals = ctx.obj
    if asked["allow_mention"]:
        options.hold_open("what names another client is for the open desk")
    audiences = tuple(dict.fromkeys(_audience(options, one) for one in clients)) or None
    wanted = Asked(audiences, asked["dry_run"], asked["allow_mass_delete"], asked["allow_mention"])
    with options.desk(create=False) as desk:
        done = _run(_remotes(options, desk), wanted, quiet=as_json)
    if as_json:
        say(json.dumps([one.json() for one in done], indent=2, ensure_ascii=False))
    _end(done)


def _run(remotes: Remotes, asked: Asked, *, quiet: bool) -> list[Synced]:
    from pmdesk.desk.syncing import kept_password

    done: list[Synced] = []
    for one in remotes.sync(asked, kept_password, _progress()):
        done.append(one)
        _clear()
        if not quiet:
            _tell(one, dry=asked.dry_run)
    return done


def _end(done: list[Synced]) -> None:
    """End with the status of the first calendar that was not synced."""
    for one in done:
        if one.error is not None:
            raise click.exceptions.Exit(one.error.exit_status)
    if any(one.refused for one in done):
        raise click.exceptions.Exit(2)


def _tell(one: Synced, *, dry: bool) -> None:
    if one.error is not None:
        first, *more = [str(line) for line in getattr(one.error, "lines", [str(one.error)])]
        for line in (first, *more):
            say(f"{_head(one)}{line}", err=True)
        return
    if dry:
        for deed in one.deeds:
            say(f"{_head(one)}{deed.act:<6}  {deed.ref}  {deed.title}")
        for deed in one.found:
            say(f"{_head(one)}{deed.act} by others  {deed.ref}  {deed.title}")
    for ref, words in one.refused:
        say(f"{_head(one)}{ref} was not taken: {words}", err=True)
    say(f"{one}{' (nothing was sent)' if dry else ''}")
    if one.waiting and not dry:
        say(f"{_head(one)}pmdesk sync proposals shows them")


def _head(one: Synced) -> str:
    from pmdesk.desk.syncing.told import name_of

    return f"{name_of(one.audience)}: "


def _progress() -> Callable[[Progress], None]:
    """Say on a terminal how far it is; nothing where the output is a file."""

    def tell(at: Progress) -> None:
        if sys.stderr.isatty():
            from pmdesk.desk.syncing.told import name_of

            counted = f" {at.done} of {at.total}" if at.total else ""
            click.echo(f"\r\x1b[K{at.words} {name_of(at.audience)}{counted} …", nl=False, err=True)

    return tell


def _clear() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


@sync_command.command("bind")
@click.argument("key")
@click.argument("url")
@click.option("--user", required=True, help="Who logs in there.")
@pass_globals
def bind_command(options: Globals, key: str, url: str, user: str) -> None:
    """Bind a client's calendar (me: my own) to a collection on a server."""
    audience = _audience(options, key)
    with options.desk(create=False) as desk:
        row = _remotes(options, desk).bind(audience, url, user)
    say(f"{_named(row)} is bound to {row.url} as {row.user}: pmdesk sync --dry-run shows what would be sent")


@sync_command.command("unbind")
@click.argument("key")
@pass_globals
def unbind_command(options: Globals, key: str) -> None:
    """Forget a binding; what is in the calendar there stays."""
    audience = _audience(options, key)
    with options.desk(create=False) as desk:
        _remotes(options, desk).unbind(audience)
    say(f"{key} is bound to no address any more; what is in the calendar there stays")


@sync_command.command("bindings")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_globals
def bindings_command(options: Globals, as_json: bool) -> None:
    """List the calendars that are bound, and when each was synced last."""
    with options.desk(create=False) as desk:
        rows = _remotes(options, desk).bindings()
    if as_json:
        say(json.dumps([_binding_json(row) for row in rows], indent=2, ensure_ascii=False))
        return
    for row in rows:
        state = f"failing since {row.failed}: {row.words}" if row.failed else f"synced {row.synced or 'never'}"
        say(f"{_named(row):<12}  {row.url}  {row.user}  {state}")
    if not rows:
        say("no calendar is bound: pmdesk sync bind KEY URL --user NAME")


def _binding_json(row: Binding) -> dict[str, Any]:
    return {
        "calendar": _named(row), "url": row.url, "user": row.user, "synced": row.synced or None,
        "failing_since": row.failed or None, "words": row.words or None,
    }  # fmt: skip


def _named(row: Binding) -> str:
    from pmdesk.desk.syncing.told import name_of

    return name_of(row.audience)


@sync_command.command("password")
@click.argument("key")
@pass_globals
def password_command(options: Globals, key: str) -> None:
    """Keep the password of a calendar's user in the system's keyring; it is asked for, or read from stdin."""
    from pmdesk.exchange.caldav.password import keep_password

    audience = _audience(options, key)
    with options.desk(create=False) as desk:
        row = _remotes(options, desk).binding(audience)
    if sys.stdin.isatty():
        given = str(click.prompt(f"password of {row.user}", hide_input=True, err=True))
    else:
        given = sys.stdin.readline().rstrip("\n")
    if not given:
        raise InputError("no password was given")
    keep_password(row.url, row.user, given)
    say("the password is in the keyring")


# -- what others changed -----------------------------------------------------------------------------------------------


@sync_command.command("proposals")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_globals
def proposals_command(options: Globals, as_json: bool) -> None:
    """List what others changed in the calendars, with the conflicts that taking it would make."""
    with options.desk(create=False) as desk:
        remotes = _remotes(options, desk)
        offers = remotes.offers()
        if as_json:
            found = [one.json(remotes.effects(one)) for one in offers]
            say(json.dumps(found, indent=2, ensure_ascii=False))
            return
        for one in offers:
            _tell_offer(one, remotes)
    if not offers:
        say("nothing that others changed waits for you")


def _tell_offer(one: Offer, remotes: Remotes) -> None:
    say(f"{one.number}  {one.calendar}  {one.proposal.ref}  {one.title}")
    for what, before, now in one.lines:
        say(f"     {what}: {before or '-'} → {now}" if now else f"     {what}: {before}")
    for words in one.left:
        say(f"     not taken over: {words}")
    if one.why_not:
        say(f"     can't be taken: {one.why_not}")
    effects = remotes.effects(one)
    for conflict in effects.made:
        say(f"     makes   {conflict.severity:<6}  {conflict.message}")
    for conflict in effects.cleared:
        say(f"     clears  {conflict.severity:<6}  {conflict.message}")


@sync_command.command("accept")
@click.argument("numbers", nargs=-1, required=True, type=int)
@pass_globals
def accept_command(options: Globals, numbers: tuple[int, ...]) -> None:
    """Take what others changed, each as one change that can be undone."""
    with options.desk(create=False) as desk:
        remotes = _remotes(options, desk)
        for number in numbers:
            entry = remotes.accept(number)
            say(entry.words if entry else f"{number}: the desk has it so already")


@sync_command.command("reject")
@click.argument("numbers", nargs=-1, required=True, type=int)
@pass_globals
def reject_command(options: Globals, numbers: tuple[int, ...]) -> None:
    """Have ours put back over what others changed, at the next sync."""
    with options.desk(create=False) as desk:
        _remotes(options, desk).reject(numbers)
    say("ours goes back at the next sync: pmdesk sync")

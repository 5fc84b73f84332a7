"""What every command shares: the global options, the open desk, dates as parameters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmdesk.clock import utc_now
from pmdesk.errors import UNREADABLE, InputError

if TYPE_CHECKING:
    from pmdesk.desk import Desk


@dataclass(frozen=True, slots=True)
class Globals:
    """What stands before the command: the store, the day taken for today, the client the screen is locked to."""

    store: Path | None
    as_of: date | None
    lock: str | None

    def hold_open(self, why: str) -> None:
        """Refuse under a lock what can't be shown to one client alone."""
        if self.lock is not None:
            raise InputError(f"this is locked to {self.lock}", why)

    def whose(self, *clients: str | None) -> str | None:
        """Give the client whose things alone may be shown: the lock's, if any, where no other one is asked for."""
        if self.lock is not None and set(clients) - {None, self.lock}:
            raise InputError(f"this is locked to {self.lock}")
        return self.lock

    def hold_engagement(self, desk: Desk, key: str) -> None:
        """Refuse under a lock another client's engagement, as if there were none."""
        from pmdesk.model import Engagement

        row = desk.get(Engagement, key)
        if self.lock is not None and (row is None or row.client != self.lock):
            raise InputError(f"there is no engagement {key}")

    @contextmanager
    def desk(self, *, create: bool = True) -> Iterator[Desk]:
        """Open the desk for the length of a command; StoreError where what it fails over is damage of the store."""
        try:
            with self._opened(create=create) as desk:
                yield desk
        except UNREADABLE as error:
            from pmdesk.desk.damage import damage_of

            damage = damage_of(self.store, utc_now())
            if damage is None:
                raise
            raise damage from error

    @contextmanager
    def _opened(self, *, create: bool) -> Iterator[Desk]:
        from pmdesk.desk import Desk

        desk = Desk.open(self.store, now=utc_now, as_of=self.as_of, by="command", create=create)
        try:
            if warning := desk.place_warning():
                say(f"warning: {warning}", err=True)
            yield desk
            if desk.store.has_written and (warning := desk.keep_safe()):
                say(f"warning: {warning}", err=True)
        finally:
            desk.close()


class Day(click.ParamType[date]):
    """A day, ``YYYY-MM-DD``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        from pmdesk.model.kinds import parse_date

        try:
            return parse_date(str(value))
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)


class Key(click.ParamType[str]):
    """A key, in any case."""

    name = "key"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the key in upper case."""
        from pmdesk.model.kinds import parse_key

        try:
            return parse_key(str(value))
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)


DAY = Day()
KEY = Key()
pass_globals = click.make_pass_decorator(Globals)


def say(text: str, *, err: bool = False) -> None:
    """Print a line for people; what a person or file gave is cleaned of what a terminal could act on."""
    from pmdesk.model.clean import clean

    words = clean(text)
    click.echo(words.replace("\t", " ") if err else words, err=err)

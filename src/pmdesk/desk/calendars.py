"""Giving calendars out: what each audience is told is kept, and files that would be the same are left alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.audience import MINE
from pmdesk.desk.as_before import Before, Same
from pmdesk.desk.guarding import guard_for, let_pass, texts_of
from pmdesk.errors import Refused
from pmdesk.exchange.ics import files
from pmdesk.exchange.ics.diff import Difference
from pmdesk.exchange.ics.request import Request
from pmdesk.exchange.ics.shown import shown

if TYPE_CHECKING:
    from pmdesk.exchange.ics.export import Exported, Exporter
    from pmdesk.portfolio import Portfolio
    from pmdesk.portfolio.publication import Publication
    from pmdesk.store import Store


CANCELLED_DAYS = "cancelled_days"
"""The setting with the number of days for which what is cancelled stays in calendars [90]."""


@dataclass(frozen=True, slots=True)
class Written:
    """One calendar that was written, or looked at: how many files were new or different, and what it tells.

    ``same`` counts items that are told as before beyond those in ``differences``.
    """

    name: str
    audience: str
    files: int
    rewritten: int
    differences: tuple[Difference, ...]
    same: int = 0


def export_ics(
    store: Store, request: Request, out: str, *, today: date, now: datetime, new_uid: Callable[[], str],
    mode: int | None = None, allow_mention: bool = False, by: str = "pmdesk",
) -> Iterator[Written]:  # fmt: skip
    """Write the calendars asked for, one after the other; ``out`` is a folder, a file, or ``-`` for stdout.

    What is told is kept before its file is in place: a file that could not be written is told again next time with
    the same numbers, whereas a number that was forgotten could be given twice.

    A client's calendar that names another client is not written, unless ``allow_mention``: then that is logged. Refused
    tells of all such lines, after the others were written.
    """
    if not request.diff:
        files.check(out, single=request.is_single, vdir=request.vdir)
    before = None
    if not (request.diff or request.vdir or allow_mention or out == files.STDOUT):
        before = Before.of(store, request, out, mode, now)
        if (stands := before.unchanged()) is not None:
            yield from (Written(one.name, one.audience, 1, 0, (), one.items) for one in stands)
            return
    portfolio = store.portfolio(None, today)
    stopped: list[str] = []
    made: list[Same] = []
    ends: list[str] = []
    for exported in exporter_over(store, portfolio, request, now=now, new_uid=new_uid).run():
        if request.diff:
            yield Written(exported.name, exported.audience, 0, 0, exported.differences)
            continue
        try:
            hold_guard(store, portfolio, exported, allowed=allow_mention, by=by, now=now)
        except Refused as error:
            stopped += error.lines
            continue
        if exported.publications:
            store.save_publications(exported.publications)
        yield _written(exported, request, out, mode)
        for file in exported.files if before else ():
            path = os.path.abspath(files.target(out, file.name, single=request.is_single))
            made.append(Same(exported.name, exported.audience, path, len(exported.pairs)))
        ends += [told.cancelled for _, told in exported.pairs if told.cancelled]
    if stopped:
        raise Refused(stopped)
    if before is not None:
        before.note(made, ends, kept_for(store, request))


def exporter_over(
    store: Store, portfolio: Portfolio, request: Request, *, now: datetime, new_uid: Callable[[], str]
) -> Exporter:
    """Give what makes the calendars asked for, of the whole portfolio and of what was told before."""
    from pmdesk.exchange.ics.export import Exporter

    def told(audience: str) -> Mapping[str, Publication]:
        return {item.uid: item for item in store.publications(audience)}

    request = replace(request, keep=kept_for(store, request))
    stamps = store.stamps(shown(mine=request.mine))
    return Exporter(request, portfolio, told, stamps, now, new_uid, store.told_clients())


def kept_for(store: Store, request: Request) -> timedelta:
    """Give for how long what is cancelled stays, by the setting."""
    days = store.setting(CANCELLED_DAYS) or ""
    return timedelta(days=int(days)) if days.isdecimal() and int(days) in range(1, 36_526) else request.keep


def hold_guard(
    store: Store, portfolio: Portfolio, exported: Exported, *, allowed: bool, by: str, now: datetime
) -> None:
    """Go on where a calendar may leave; Refused where it names another client, unless ``allowed``: that is logged."""
    if exported.audience == MINE:
        return
    client, what = exported.audience.partition("/")[2], f"the calendar {exported.name}"
    mentions = guard_for(store, portfolio, client).mentions(texts_of(exported))
    let_pass(store, mentions, what, client, allowed=allowed, by=by, now=now)


def _written(exported: Exported, request: Request, out: str, mode: int | None) -> Written:
    rewritten = 0
    if out == "-":
        for file in exported.files:
            for chunk in file.chunks():
                sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return Written(exported.name, exported.audience, len(exported.files), 0, exported.differences)
    for file in exported.files:
        path = Path(out) / file.name if request.vdir else files.target(out, file.name, single=request.is_single)
        rewritten += files.write(path, file.chunks, mode)
    for name in exported.removed:
        files.remove(Path(out) / name)
    return Written(exported.name, exported.audience, len(exported.files), rewritten, exported.differences)
